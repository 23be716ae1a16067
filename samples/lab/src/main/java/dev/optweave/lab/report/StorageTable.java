package dev.optweave.lab.report;

import dev.optweave.lab.message.Numbers;
import dev.optweave.lab.race.Result;
import dev.optweave.lab.race.Result.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What becomes of a rule in each storage, beside what becomes of it in its own type. */
public final class StorageTable {

    private StorageTable() {}

    /**
     * The table.
     *
     * @param results one for each storage, the one that all others are compared with first
     */
    public static TextTable of(List<Result> results) {
        double loss = results.get(0).last().loss();
        boolean tested = results.get(0).last().accuracy().isPresent();
        List<String> headings = new ArrayList<>(List.of("storage", "loss", "of the first"));
        if (tested) {
            headings.add("test accuracy");
        }
        headings.addAll(List.of("state", "steps", ""));
        List<List<String>> rows = new ArrayList<>();
        for (Result result : results) {
            List<String> row = new ArrayList<>();
            row.add(result.entry().label());
            row.add(Numbers.significant(result.last().loss()));
            double ratio = result.last().loss() / loss;
            row.add(
                    ratio < 100
                            ? String.format(Locale.ROOT, "%.3f", ratio)
                            : Numbers.significant(ratio));
            if (tested) {
                row.add(Numbers.percent(result.last().accuracy().orElse(Double.NaN)));
            }
            row.add(Numbers.bytes(result.stateBytes()));
            row.add(Long.toString(result.steps()));
            row.add(result.ending() == Ending.DIVERGED ? result.ending().toString() : "");
            rows.add(row);
        }
        return new TextTable(headings, rows);
    }
}
