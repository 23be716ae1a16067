package dev.optweave.lab;

import dev.optweave.lab.message.Numbers;
import dev.optweave.lab.race.Entry;
import dev.optweave.lab.race.RaceSettings;
import dev.optweave.lab.race.Result.Point;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/**
 * Shows how far a race is: on a terminal in a line for each rule that changes in place, elsewhere
 * in a line at each third of the way.
 */
final class ConsoleProgress implements BiConsumer<Entry, Point> {

    private static final int BAR = 24;
    private static final String START_OF_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final RaceSettings settings;
    private final int width;
    private final boolean terminal;
    private String label = "";
    private String pending = "";

    ConsoleProgress(PrintWriter out, RaceSettings settings, List<Entry> entries) {
        this.out = out;
        this.settings = settings;
        this.width = entries.stream().mapToInt(entry -> entry.label().length()).max().orElse(1);
        this.terminal = Boolean.getBoolean("optweave.lab.terminal");
    }

    @Override
    public void accept(Entry entry, Point point) {
        if (!label.equals(entry.label())) {
            finish();
            label = entry.label();
        }
        pending = line(entry, point, terminal ? bar(point) : "");
        if (terminal) {
            out.print(START_OF_LINE + pending);
            out.flush();
        } else if (isThird((long) point.epoch())) {
            finish();
        }
    }

    /** Ends the line of the rule that was measured last. */
    void finish() {
        if (!pending.isEmpty()) {
            out.println(terminal ? "" : pending);
            pending = "";
        }
    }

    private boolean isThird(long epoch) {
        return epoch > 0 && 3 * epoch / settings.epochs() > 3 * (epoch - 1) / settings.epochs();
    }

    private String bar(Point point) {
        int done = (int) Math.round(BAR * point.epoch() / settings.epochs());
        return "█".repeat(done) + "░".repeat(BAR - done) + "  ";
    }

    private String line(Entry entry, Point point, String bar) {
        int digits = Integer.toString(settings.epochs()).length();
        StringBuilder line = new StringBuilder();
        line.append(
                String.format(
                        Locale.ROOT,
                        "%-" + width + "s  %s%s %" + digits + "d/%d  loss %-8s",
                        entry.label(),
                        bar,
                        settings.problem().unit(),
                        (long) point.epoch(),
                        settings.epochs(),
                        Numbers.significant(point.loss())));
        point.accuracy()
                .ifPresent(accuracy -> line.append("  test ").append(Numbers.percent(accuracy)));
        return line.toString();
    }
}
