package dev.optweave.conformance.random;

import dev.optweave.Arithmetic;
import dev.optweave.State.Rounding;
import dev.optweave.WeightDecay;
import dev.optweave.conformance.random.RandomRule.Hyper;
import dev.optweave.conformance.random.RandomRule.Notation;
import dev.optweave.conformance.random.RandomRule.Points;
import dev.optweave.conformance.random.RandomRule.State;
import dev.optweave.processor.equation.Rule.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rules that are a given one less something; some of them are not well-typed any more. A failure is
 * reduced by keeping what still fails. The largest pieces are taken away first.
 */
public final class SmallerRules {

    /** The statements of locals, as random rules name them. */
    private static final Pattern LOCAL = Pattern.compile("([yu]\\d) = (.*)");

    private final RandomRule rule;

    private SmallerRules(RandomRule rule) {
        this.rule = rule;
    }

    /** Rules that each lack something, by the size of what they lack. */
    public static List<RandomRule> of(RandomRule rule) {
        SmallerRules smaller = new SmallerRules(rule);
        return Stream.of(
                        without(rule.statements()).map(smaller::withStatements),
                        smaller.inlined(),
                        smaller.fewerPoints(),
                        without(rule.states()).map(smaller::withStates),
                        smaller.smallerStatements(),
                        smaller.smallerPoints(),
                        smaller.smallerStates(),
                        without(rule.hypers()).map(smaller::withHypers),
                        smaller.smallerHypers(),
                        smaller.plainerNotation())
                .flatMap(Function.identity())
                .filter(candidate -> !candidate.statements().isEmpty())
                .filter(candidate -> !candidate.equals(rule))
                .toList();
    }

    private Stream<RandomRule> smallerStatements() {
        return IntStream.range(0, rule.statements().size())
                .boxed()
                .flatMap(
                        i ->
                                SmallerText.statements(rule.statements().get(i)).stream()
                                        .map(text -> replaced(rule.statements(), i, text)))
                .map(this::withStatements);
    }

    /** A local's value in place of its name. */
    private Stream<RandomRule> inlined() {
        return IntStream.range(0, rule.statements().size())
                .filter(i -> LOCAL.matcher(rule.statements().get(i)).matches())
                .mapToObj(
                        i -> {
                            Matcher local = LOCAL.matcher(rule.statements().get(i));
                            local.matches();
                            String value = local.group(2);
                            String atom = value.matches("\\w+") ? value : "(" + value + ")";
                            List<String> rest = new ArrayList<>(rule.statements());
                            rest.remove(i);
                            rest.replaceAll(
                                    text ->
                                            text.replaceAll(
                                                    "\\b" + local.group(1) + "\\b",
                                                    Matcher.quoteReplacement(atom)));
                            return withStatements(rest);
                        });
    }

    private Stream<RandomRule> fewerPoints() {
        Points points = rule.points();
        return Stream.of(
                        new Points(Optional.empty(), points.evaluateAt()),
                        new Points(points.gradientAt(), Optional.empty()))
                .map(this::withPoints);
    }

    private Stream<RandomRule> smallerPoints() {
        Points points = rule.points();
        return Stream.concat(
                points.gradientAt().map(SmallerText::expressions).orElse(List.of()).stream()
                        .map(text -> new Points(Optional.of(text), points.evaluateAt()))
                        .map(this::withPoints),
                points.evaluateAt().map(SmallerText::expressions).orElse(List.of()).stream()
                        .map(text -> new Points(points.gradientAt(), Optional.of(text)))
                        .map(this::withPoints));
    }

    private Stream<RandomRule> smallerStates() {
        return IntStream.range(0, rule.states().size())
                .boxed()
                .flatMap(
                        i -> {
                            State state = rule.states().get(i);
                            return Stream.of(
                                            new State(
                                                    state.name(),
                                                    state.shape(),
                                                    state.init(),
                                                    state.biasCorrection()),
                                            new State(
                                                    state.name(),
                                                    state.shape(),
                                                    state.init(),
                                                    state.biasCorrection(),
                                                    state.storage(),
                                                    Rounding.NEAREST),
                                            new State(
                                                    state.name(),
                                                    state.shape(),
                                                    "0",
                                                    state.biasCorrection(),
                                                    state.storage(),
                                                    state.rounding()),
                                            new State(
                                                    state.name(),
                                                    state.shape(),
                                                    state.init(),
                                                    Optional.empty(),
                                                    state.storage(),
                                                    state.rounding()))
                                    .map(smaller -> replaced(rule.states(), i, smaller));
                        })
                .map(this::withStates);
    }

    private Stream<RandomRule> smallerHypers() {
        return IntStream.range(0, rule.hypers().size())
                .filter(i -> rule.hypers().get(i).role() == Role.WEIGHT_DECAY)
                .mapToObj(
                        i -> {
                            Hyper hyper = rule.hypers().get(i);
                            Hyper explicit =
                                    new Hyper(
                                            hyper.name(),
                                            hyper.role(),
                                            hyper.defaultValue(),
                                            hyper.range(),
                                            Optional.of(WeightDecay.Mode.EXPLICIT),
                                            hyper.nonZero());
                            return withHypers(replaced(rule.hypers(), i, explicit));
                        });
    }

    private Stream<RandomRule> plainerNotation() {
        Notation notation = rule.notation();
        return Stream.of(Arithmetic.STRICT)
                .map(plain -> new Notation(notation.parameter(), notation.gradient(), plain))
                .map(
                        plain ->
                                new RandomRule(
                                        rule.name(),
                                        plain,
                                        rule.hypers(),
                                        rule.states(),
                                        rule.statements(),
                                        rule.points()));
    }

    private RandomRule withStatements(List<String> statements) {
        return new RandomRule(
                rule.name(),
                rule.notation(),
                rule.hypers(),
                rule.states(),
                statements,
                rule.points());
    }

    private RandomRule withStates(List<State> states) {
        return new RandomRule(
                rule.name(),
                rule.notation(),
                rule.hypers(),
                states,
                rule.statements(),
                rule.points());
    }

    private RandomRule withHypers(List<Hyper> hypers) {
        return new RandomRule(
                rule.name(),
                rule.notation(),
                hypers,
                rule.states(),
                rule.statements(),
                rule.points());
    }

    private RandomRule withPoints(Points points) {
        return new RandomRule(
                rule.name(),
                rule.notation(),
                rule.hypers(),
                rule.states(),
                rule.statements(),
                points);
    }

    private static <T> Stream<List<T>> without(List<T> list) {
        return IntStream.range(0, list.size())
                .mapToObj(
                        dropped -> {
                            List<T> fewer = new ArrayList<>(list);
                            fewer.remove(dropped);
                            return fewer;
                        });
    }

    private static <T> List<T> replaced(List<T> list, int place, T other) {
        List<T> changed = new ArrayList<>(list);
        changed.set(place, other);
        return changed;
    }
}
