package dev.optweave.lab.race;

import dev.optweave.lab.race.Result.Point;
import java.util.List;
import java.util.function.BiConsumer;

/** Trains rules one after the other, each from the same start on the same batches. */
public record Race(RaceSettings settings, List<Entry> entries) {

    public Race {
        entries = List.copyOf(entries);
    }

    /**
     * Runs the race.
     *
     * @param progress is told of every measurement
     * @return a result for each entry, in order
     */
    public List<Result> run(BiConsumer<Entry, Point> progress) {
        return entries.stream().map(entry -> run(entry, progress)).toList();
    }

    private Result run(Entry entry, BiConsumer<Entry, Point> progress) {
        try (Trainer trainer = new Trainer(entry, settings)) {
            return trainer.train(progress);
        }
    }
}
