package dev.optweave.benchmarks.run;

import java.util.List;

/**
 * How long one measurement takes.
 *
 * @param warmups iterations before anything counts
 * @param iterations iterations that count
 * @param milliseconds of each; one that is under way is finished
 */
public record Timing(int warmups, int iterations, int milliseconds) {

    /**
     * Long enough for a table: HotSpot compiles a step over thousands of small tensors for the last
     * time in its second second.
     */
    public static final Timing USUAL = new Timing(7, 4, 300);

    /**
     * Long enough for steps over a single tensor, which HotSpot compiles within the first second.
     * What differs most is one process from another: more rounds tell more than longer ones.
     */
    public static final Timing BRIEF = new Timing(4, 3, 200);

    /**
     * Long enough to see that everything runs. Until HotSpot has compiled them, vectors take a
     * thousand times as long; most loops are compiled within these iterations.
     */
    public static final Timing QUICK = new Timing(8, 1, 100);

    List<String> arguments() {
        String time = milliseconds + "ms";
        return List.of(
                "-wi",
                Integer.toString(warmups),
                "-w",
                time,
                "-i",
                Integer.toString(iterations),
                "-r",
                time);
    }

    /** The seconds of all iterations. */
    public double seconds() {
        return (warmups + iterations) * milliseconds / 1000.0;
    }
}
