package dev.optweave.processor.emit.opencl;

/** Text by the line, indented. */
final class Lines {

    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    void add(String line) {
        text.append(line.isEmpty() ? "" : INDENT.repeat(depth)).append(line).append('\n');
    }

    /** Runs what adds lines, which are indented further. */
    void indented(int by, Runnable lines) {
        depth += by;
        lines.run();
        depth -= by;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
