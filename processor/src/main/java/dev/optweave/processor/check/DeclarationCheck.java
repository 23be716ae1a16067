package dev.optweave.processor.check;

import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.WeightDecay;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.Role;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.source.Span;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks what the declared names are called, and whether they go together. */
final class DeclarationCheck {

    private static final Set<String> WORDS = Set.of("and", "or", "not", "every");
    private static final Set<String> JAVA_WORDS =
            Set.of(
                    "abstract",
                    "assert",
                    "boolean",
                    "break",
                    "byte",
                    "case",
                    "catch",
                    "char",
                    "class",
                    "const",
                    "continue",
                    "default",
                    "do",
                    "double",
                    "else",
                    "enum",
                    "extends",
                    "false",
                    "final",
                    "finally",
                    "float",
                    "for",
                    "goto",
                    "if",
                    "implements",
                    "import",
                    "instanceof",
                    "int",
                    "interface",
                    "long",
                    "native",
                    "new",
                    "null",
                    "package",
                    "private",
                    "protected",
                    "public",
                    "return",
                    "short",
                    "static",
                    "strictfp",
                    "super",
                    "switch",
                    "synchronized",
                    "this",
                    "throw",
                    "throws",
                    "transient",
                    "true",
                    "try",
                    "void",
                    "volatile",
                    "while",
                    "_");

    private final Rule rule;
    private final Report report = new Report();

    private DeclarationCheck(Rule rule) {
        this.rule = rule;
    }

    static List<Diagnostic> check(Rule rule) {
        DeclarationCheck check = new DeclarationCheck(rule);
        check.builtInNames();
        check.declaredNames();
        check.learningRates();
        check.weightDecays();
        check.unsupported();
        check.storages();
        check.biasCorrections();
        return check.report.diagnostics();
    }

    /** Whether Java would take a name for one of its own words. */
    static boolean isValidName(String name) {
        return !name.isEmpty()
                && !JAVA_WORDS.contains(name)
                && Character.isJavaIdentifierStart(name.codePointAt(0))
                && name.codePoints().allMatch(Character::isJavaIdentifierPart);
    }

    private void builtInNames() {
        renamed(rule.parameter(), "parameter");
        renamed(rule.gradient(), "gradient");
        if (rule.gradient().equals(rule.parameter())) {
            report.add(
                    Code.RESERVED_NAME,
                    Report.onRule("OptimizerRule", "gradient", rule.gradient()),
                    rule.gradient(),
                    "the parameter");
        }
    }

    private void renamed(String name, String member) {
        if (!isValidName(name)) {
            report.add(Code.INVALID_NAME, Report.onRule("OptimizerRule", member, name), name);
            return;
        }
        Optional<String> what = language(name);
        if (what.isPresent()) {
            Span place = Report.onRule("OptimizerRule", member, name);
            report.add(Code.RESERVED_NAME, place, name, what.get());
        }
    }

    private void declaredNames() {
        Set<String> seen = new HashSet<>();
        for (Hyperparameter hyperparameter : rule.hyperparameters()) {
            declaredName(hyperparameter.name(), seen);
        }
        for (StateVariable state : rule.states()) {
            declaredName(state.name(), seen);
        }
    }

    private void declaredName(String name, Set<String> seen) {
        Optional<String> what = taken(name);
        if (what.isPresent()) {
            report.add(Code.RESERVED_NAME, Report.method(name), name, what.get());
        }
        if (!seen.add(name)) {
            report.add(Code.NAME_CLASH, Report.method(name), name);
        }
    }

    private Optional<String> taken(String name) {
        if (name.equals(rule.parameter())) {
            return Optional.of("the parameter");
        }
        if (name.equals(rule.gradient())) {
            return Optional.of("the gradient");
        }
        if (name.equals("builder")) {
            return Optional.of("the method that every optimizer is built with");
        }
        return language(name);
    }

    private static Optional<String> language(String name) {
        if (name.equals(Rule.STEP_NUMBER)) {
            return Optional.of("the step number");
        }
        if (WORDS.contains(name)) {
            return Optional.of("a word of the update language");
        }
        return Builtin.named(name).map(function -> "the function `" + function.example() + "`");
    }

    private void learningRates() {
        List<Hyperparameter> rates =
                rule.hyperparameters().stream()
                        .filter(h -> h.role() == Role.LEARNING_RATE)
                        .toList();
        rates.stream()
                .skip(1)
                .forEach(
                        rate ->
                                report.add(
                                        Code.SEVERAL_LEARNING_RATES,
                                        Report.member(rate.name(), "LearningRate", "", rate.name()),
                                        rates.get(0).name()));
        boolean none = rates.isEmpty();
        rule.hyperparameters().stream()
                .filter(h -> none && h.mode().equals(Optional.of(WeightDecay.Mode.DECOUPLED)))
                .forEach(
                        decay ->
                                report.add(
                                        Code.DECAY_WITHOUT_LEARNING_RATE,
                                        Report.member(
                                                decay.name(),
                                                "WeightDecay",
                                                "mode",
                                                decay.name())));
    }

    private void weightDecays() {
        List<Hyperparameter> automatic =
                rule.hyperparameters().stream()
                        .filter(h -> h.mode().isPresent())
                        .filter(h -> h.mode().get() != WeightDecay.Mode.EXPLICIT)
                        .toList();
        automatic.stream()
                .skip(1)
                .forEach(
                        decay ->
                                report.add(
                                        Code.SEVERAL_WEIGHT_DECAYS,
                                        Report.member(
                                                decay.name(), "WeightDecay", "", decay.name()),
                                        automatic.get(0).name()));
    }

    private void unsupported() {
        for (StateVariable state : rule.states()) {
            if (isMatrixShape(state)) {
                String shape = state.shape().name();
                report.add(Code.UNSUPPORTED_SHAPE, member(state, "shape", shape), shape);
            }
        }
    }

    private static boolean isMatrixShape(StateVariable state) {
        return state.shape() == Shape.ROW || state.shape() == Shape.COLUMN;
    }

    private void storages() {
        for (StateVariable state : rule.states()) {
            Storage storage = state.storage();
            boolean scalar = state.shape() == Shape.TENSOR || state.shape() == Shape.STEP;
            if (scalar && storage != Storage.SAME) {
                String each = state.shape() == Shape.TENSOR ? "for each tensor" : "a step";
                report.add(
                        Code.SCALAR_STORAGE,
                        member(state, "storage", storage.name()),
                        state.name(),
                        each,
                        storage.name());
            } else if (state.rounding() == Rounding.STOCHASTIC && !roundsAtRandom(storage)) {
                report.add(
                        Code.ROUNDING_WITHOUT_STORAGE,
                        member(state, "rounding", state.rounding().name()),
                        state.name(),
                        storage.name());
            }
        }
    }

    /** Whether the storage can be rounded into at random. */
    private static boolean roundsAtRandom(Storage storage) {
        return switch (storage) {
            case SAME, FLOAT32 -> false;
            case BFLOAT16, FLOAT16, INT8_BLOCK -> true;
        };
    }

    private static Span member(StateVariable state, String member, String value) {
        return Report.member(state.name(), "State", member, value);
    }

    private void biasCorrections() {
        Names names = new Names(rule);
        for (StateVariable state : rule.states()) {
            state.biasCorrection()
                    .filter(
                            rate ->
                                    rule.hyperparameter(rate)
                                            .filter(h -> h.role() == Role.DECAY_RATE)
                                            .isEmpty())
                    .ifPresent(rate -> report.add(unknownRate(names, state, rate)));
        }
    }

    private static Diagnostic unknownRate(Names names, StateVariable state, String rate) {
        Diagnostic diagnostic =
                Diagnostic.of(
                        Code.UNKNOWN_DECAY_RATE,
                        Report.member(state.name(), "BiasCorrection", "value", rate),
                        state.name(),
                        rate);
        Optional<String> help =
                names.declared(rate)
                        .map(
                                meaning ->
                                        "`%s` is %s: declare it with `@DecayRate`"
                                                .formatted(rate, meaning.words()))
                        .or(
                                () ->
                                        names.similarDecayRate(rate)
                                                .map(
                                                        "a decay rate with a similar name exists: `%s`"
                                                                ::formatted));
        return diagnostic.withHelp(
                help.orElse("declare it: `@DecayRate(0.9) double %s();`".formatted(rate)));
    }
}
