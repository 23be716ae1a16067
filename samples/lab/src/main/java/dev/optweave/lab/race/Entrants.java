package dev.optweave.lab.race;

import dev.optweave.lab.message.Numbers;
import dev.optweave.lab.message.UserException;
import dev.optweave.lab.problem.ProblemKind;
import dev.optweave.lab.rule.LabRule;
import dev.optweave.processor.diagnostic.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who takes part in a race, as asked for on the command line.
 *
 * @param specifications rules by name or file, each with or without settings of its own: {@code
 *     AdamW}, {@code MyRule.java}, {@code AdamW:lr=0.01,beta1=0.8}
 * @param learningRate for all rules that do not set their own
 * @param settings values of hyperparameters, by {@code Rule.hyperparameter}
 */
public record Entrants(
        List<String> specifications, OptionalDouble learningRate, Map<String, Double> settings) {

    private static final Pattern WITH_SETTINGS = Pattern.compile("(.+?):([^:/\\\\]*)");

    /** A rule and the settings that stand beside it. */
    private record Specification(LabRule rule, Map<String, Double> own) {}

    /**
     * Finds the rules and sets their hyperparameters. A value beside the rule counts first, then
     * {@link #settings}, then {@link #learningRate}, then what suits the problem, then the rule's
     * own default.
     *
     * @throws UserException if a rule or a hyperparameter does not exist, or a value is out of
     *     range
     */
    public List<Entry> entries(ProblemKind problem, Function<String, LabRule> library) {
        List<Specification> found = specifications.stream().map(s -> find(s, library)).toList();
        requireKnownRules(found);
        Map<String, Long> uses =
                found.stream()
                        .collect(Collectors.groupingBy(s -> s.rule.name(), Collectors.counting()));
        Set<String> labels = new HashSet<>();
        List<Entry> entries = new ArrayList<>();
        for (Specification specification : found) {
            String name = specification.rule.name();
            String label = uses.get(name) == 1 ? name : name + ownText(specification.own);
            String unique = label;
            for (int number = 2; !labels.add(unique); number++) {
                unique = label + " (" + number + ")";
            }
            Map<String, Double> values = values(specification, problem);
            entries.add(new Entry(unique, specification.rule, values, StorageChoice.AS_DECLARED));
        }
        return entries;
    }

    private static Specification find(String text, Function<String, LabRule> library) {
        Matcher matcher = WITH_SETTINGS.matcher(text);
        if (!matcher.matches()) {
            return new Specification(library.apply(text), Map.of());
        }
        Map<String, Double> own = new LinkedHashMap<>();
        for (String setting : matcher.group(2).split(",")) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new UserException(
                        "`" + setting + "` in `" + text + "` is not of the form name=value");
            }
            own.put(
                    setting.substring(0, equals).strip(),
                    number(setting.substring(equals + 1), text));
        }
        return new Specification(library.apply(matcher.group(1)), own);
    }

    private static double number(String text, String within) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new UserException("`" + text + "` in `" + within + "` is not a number", e);
        }
    }

    private static String ownText(Map<String, Double> own) {
        return own.entrySet().stream()
                .map(value -> " " + value.getKey() + "=" + Numbers.plain(value.getValue()))
                .collect(Collectors.joining());
    }

    private void requireKnownRules(List<Specification> found) {
        List<String> names = found.stream().map(s -> s.rule.name()).distinct().toList();
        for (String setting : settings.keySet()) {
            int dot = setting.indexOf('.');
            if (dot < 1) {
                throw new UserException(
                        "--set " + setting + " is not of the form Rule.hyperparameter=value");
            }
            String name = setting.substring(0, dot);
            if (!names.contains(name)) {
                Optional<String> near = Suggestion.nearest(name, names);
                throw new UserException(
                        "--set "
                                + setting
                                + ": no rule `"
                                + name
                                + "` takes part; "
                                + near.map(other -> "did you mean `" + other + "`?")
                                        .orElse("these do: " + String.join(", ", names)));
            }
        }
    }

    private Map<String, Double> values(Specification specification, ProblemKind problem) {
        LabRule rule = specification.rule;
        Map<String, Double> values = new LinkedHashMap<>();
        rule.learningRate()
                .ifPresent(
                        name -> {
                            OptionalDouble rate = learningRate;
                            if (rate.isEmpty()) {
                                rate = LearningRates.of(problem, rule.name());
                            }
                            rate.ifPresent(value -> values.put(name, value));
                        });
        settings.forEach(
                (name, value) -> {
                    if (name.startsWith(rule.name() + ".")) {
                        values.put(name.substring(rule.name().length() + 1), value);
                    }
                });
        values.putAll(specification.own);
        return values;
    }
}
