package dev.optweave.lab.report;

import dev.optweave.lab.message.Numbers;
import dev.optweave.lab.race.Result;
import dev.optweave.lab.race.Result.Ending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The results of a race in columns, best rule first. */
public final class ResultTable {

    /**
     * A cell.
     *
     * @param best whether no other rule did better
     */
    public record Cell(String text, boolean best) {}

    private final List<String> headings;
    private final List<List<Cell>> rows;

    private ResultTable(List<String> headings, List<List<Cell>> rows) {
        this.headings = headings;
        this.rows = rows;
    }

    /** The table of some results. */
    public static ResultTable of(List<Result> results) {
        boolean tested = results.stream().anyMatch(result -> result.last().accuracy().isPresent());
        boolean early = results.stream().anyMatch(result -> result.ending() != Ending.FINISHED);
        List<String> headings = new ArrayList<>(List.of("rule", tested ? "training loss" : "loss"));
        if (tested) {
            headings.add("test accuracy");
        }
        headings.addAll(List.of("time per step", "state", "steps"));
        if (early) {
            headings.add("");
        }
        double leastLoss = best(results, ResultTable::loss);
        double mostRight = -best(results, result -> -accuracy(result));
        double leastTime = best(results, Result::nanosPerStep);
        List<List<Cell>> rows = new ArrayList<>();
        for (Result result : ranked(results, tested)) {
            List<Cell> row = new ArrayList<>();
            row.add(new Cell(result.entry().label(), false));
            row.add(new Cell(Numbers.significant(result.last().loss()), loss(result) == leastLoss));
            if (tested) {
                row.add(new Cell(Numbers.percent(accuracy(result)), accuracy(result) == mostRight));
            }
            double time = result.nanosPerStep();
            row.add(new Cell(Numbers.nanos(time), time == leastTime));
            row.add(new Cell(Numbers.bytes(result.stateBytes()), false));
            row.add(new Cell(Long.toString(result.steps()), false));
            if (early) {
                boolean finished = result.ending() == Ending.FINISHED;
                row.add(new Cell(finished ? "" : result.ending().toString(), false));
            }
            rows.add(List.copyOf(row));
        }
        return new ResultTable(List.copyOf(headings), List.copyOf(rows));
    }

    /** The results, best first: by accuracy where there is a test, then by loss. */
    public static List<Result> ranked(List<Result> results, boolean tested) {
        Comparator<Result> byLoss = Comparator.comparingDouble(ResultTable::loss);
        Comparator<Result> order =
                tested
                        ? Comparator.<Result>comparingDouble(result -> -accuracy(result))
                                .thenComparing(byLoss)
                        : byLoss;
        return results.stream().sorted(order).toList();
    }

    /** The headings of the columns; the last one may be empty. */
    public List<String> headings() {
        return headings;
    }

    /** A row for each rule. */
    public List<List<Cell>> rows() {
        return rows;
    }

    /** The table in lines of text, columns aligned. */
    public List<String> lines() {
        List<List<String>> texts =
                rows.stream().map(row -> row.stream().map(Cell::text).toList()).toList();
        return new TextTable(headings, texts).lines();
    }

    private static double loss(Result result) {
        double loss = result.last().loss();
        return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
    }

    private static double accuracy(Result result) {
        return result.last().accuracy().orElse(Double.NEGATIVE_INFINITY);
    }

    private static double best(List<Result> results, ToDoubleFunction<Result> value) {
        return results.stream()
                .mapToDouble(value)
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN);
    }
}
