package dev.optweave.lab.race;

import dev.optweave.lab.problem.ProblemKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Learning rates of stock rules that suit the lab's problems, found by trying powers of ten and
 * their triples, and taking one on the safe side of the best. The defaults of many rules, which are
 * their libraries', are meant for other problems.
 */
public final class LearningRates {

    private static final Map<String, Map<String, Double>> BY_RULE = read();

    private LearningRates() {}

    /** The learning rate for a stock rule; empty for other rules. */
    public static OptionalDouble of(ProblemKind problem, String rule) {
        Double rate = BY_RULE.getOrDefault(rule, Map.of()).get(problem.toString());
        return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
    }

    /** The rules there are learning rates for. */
    static Set<String> rules() {
        return BY_RULE.keySet();
    }

    private static Map<String, Map<String, Double>> read() {
        try (InputStream table = LearningRates.class.getResourceAsStream("learning-rates.csv")) {
            if (table == null) {
                throw new IOException("learning-rates.csv is missing from the lab's jar");
            }
            List<List<String>> rows =
                    new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))
                            .lines()
                            .map(line -> Arrays.asList(line.split(",")))
                            .toList();
            List<String> problems = rows.get(0);
            Map<String, Map<String, Double>> rates = new HashMap<>();
            for (List<String> row : rows.subList(1, rows.size())) {
                Map<String, Double> ofRule = new HashMap<>();
                for (int i = 1; i < row.size(); i++) {
                    ofRule.put(problems.get(i), Double.parseDouble(row.get(i)));
                }
                rates.put(row.get(0), ofRule);
            }
            return rates;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
