package dev.optweave.lab.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table in lines of text: the first column and those without a heading to the left, the others to
 * the right.
 */
public record TextTable(List<String> headings, List<List<String>> rows) {

    public TextTable {
        headings = List.copyOf(headings);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /** The lines, columns aligned. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line(headings).stripTrailing());
        lines.add("-".repeat(lines.get(0).length()));
        rows.forEach(row -> lines.add(line(row).stripTrailing()));
        return lines;
    }

    private String line(List<String> texts) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < texts.size(); column++) {
            String text = texts.get(column);
            boolean left = column == 0 || headings.get(column).isEmpty();
            String padding = " ".repeat(width(column) - text.length());
            line.append(column == 0 ? "" : "   ").append(left ? text + padding : padding + text);
        }
        return line.toString();
    }

    private int width(int column) {
        int cells = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(headings.get(column).length(), cells);
    }
}
