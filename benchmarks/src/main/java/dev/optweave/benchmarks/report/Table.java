package dev.optweave.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.optweave.benchmarks.run.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The answer to a question.
 *
 * @param columns what a row holds
 * @param rows as many cells as columns: text, numbers, {@link Spread}s or {@link Optional}s of
 *     these; what is empty shows as a dash
 */
public record Table(List<Column> columns, List<List<Object>> rows) {

    /** Checks that every row has a cell in each column. */
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row has " + row.size() + " cells for " + columns.size() + " columns");
            }
        }
    }

    /** Lines for a terminal, columns aligned: words to the left, numbers to the right. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(line(headings()));
        lines.add("-".repeat(lines.get(0).length()));
        texts().forEach(row -> lines.add(line(row)));
        return lines;
    }

    /** Lines of Markdown, without columns that are empty in every row. */
    public List<String> markdown() {
        return withoutEmptyColumns().markdownOfAll();
    }

    private Table withoutEmptyColumns() {
        List<Integer> kept =
                IntStream.range(0, columns.size())
                        .filter(i -> rows.isEmpty() || rows.stream().anyMatch(r -> !isEmpty(r, i)))
                        .boxed()
                        .toList();
        return new Table(
                kept.stream().map(columns::get).toList(),
                rows.stream().map(row -> kept.stream().map(row::get).toList()).toList());
    }

    private static boolean isEmpty(List<Object> row, int column) {
        return row.get(column).equals("");
    }

    private List<String> markdownOfAll() {
        List<String> lines = new ArrayList<>();
        lines.add(markdown(headings()));
        StringBuilder rule = new StringBuilder("|");
        for (int column = 0; column < columns.size(); column++) {
            rule.append(isNumeric(column) ? "--:|" : "---|");
        }
        lines.add(rule.toString());
        texts().forEach(row -> lines.add(markdown(row)));
        return lines;
    }

    /** One row: a bar in a cell would end it, and a line break the row. */
    private static String markdown(List<String> texts) {
        return texts.stream()
                .map(text -> text.replace("|", "\\|").replaceAll("\\R", " "))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    /**
     * The table as JSON.
     *
     * @param facts what else belongs to it, such as the machine; it stands first
     */
    public String json(Map<String, ?> facts) throws JsonProcessingException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (List<Object> row : rows) {
            Map<String, Object> object = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                Object value = row.get(i) instanceof Optional<?> o ? o.orElse(null) : row.get(i);
                object.put(columns.get(i).name(), value);
            }
            objects.add(object);
        }
        Map<String, Object> all = new LinkedHashMap<>(facts);
        all.put("rows", objects);
        return new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(all);
    }

    private List<String> headings() {
        return columns.stream().map(Column::name).toList();
    }

    private List<List<String>> texts() {
        return rows.stream().map(this::texts).toList();
    }

    private List<String> texts(List<Object> row) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            texts.add(text(row.get(i), columns.get(i).digits()));
        }
        return texts;
    }

    private static String text(Object cell, int digits) {
        if (cell instanceof Optional<?> optional) {
            return optional.map(value -> text(value, digits)).orElse("–");
        }
        return cell instanceof Double || cell instanceof Float
                ? String.format(Locale.ROOT, "%." + digits + "f", ((Number) cell).doubleValue())
                : cell.toString();
    }

    private String line(List<String> texts) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            String padding = " ".repeat(width(i) - text.length());
            line.append(i == 0 ? "" : "   ");
            line.append(isNumeric(i) ? padding + text : text + padding);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int cells = texts().stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(columns.get(column).name().length(), cells);
    }

    private boolean isNumeric(int column) {
        return rows.stream()
                .map(row -> row.get(column))
                .map(cell -> cell instanceof Optional<?> o && o.isPresent() ? o.get() : cell)
                .allMatch(
                        cell ->
                                cell instanceof Number
                                        || cell instanceof Spread
                                        || cell instanceof Optional<?>);
    }
}
