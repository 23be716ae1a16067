package dev.optweave.conformance.random;

import dev.optweave.Arithmetic;
import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.WeightDecay;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.equation.Rule.Range;
import dev.optweave.processor.equation.Rule.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Writes one random rule that is well-typed by construction. */
final class RuleWriter {

    private static final int DEPTH = 4;
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final Range ANY = new Range(-INFINITY, false, INFINITY, false);
    private static final Range NOT_NEGATIVE = new Range(0, false, INFINITY, false);
    private static final Range POSITIVE = new Range(0, true, INFINITY, false);
    private static final Range RATE = new Range(0, false, 1, true);

    private final Random random;
    private final Vocabulary vocabulary = new Vocabulary();
    private final List<RandomRule.Hyper> hypers = new ArrayList<>();
    private final List<RandomRule.State> states = new ArrayList<>();
    private final Map<String, Kind> targets = new LinkedHashMap<>();
    private final List<String> statements = new ArrayList<>();
    private final boolean unicode;
    private final boolean transcendental;
    private final String parameter;
    private final String gradient;
    private int locals;

    RuleWriter(Random random) {
        this.random = random;
        this.unicode = chance(15);
        this.transcendental = chance(35);
        boolean renamed = chance(15);
        this.parameter = renamed ? (unicode ? "θ" : "x") : "w";
        this.gradient = renamed ? "dL" : "g";
    }

    RandomRule write() {
        vocabulary.add("t", Kind.STEP);
        hyperparameters();
        states();
        vocabulary.addChanging(parameter, Kind.ELEMENT);
        vocabulary.add(gradient, Kind.ELEMENT);
        int count = 2 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            statement();
        }
        parameterStatement();
        Vocabulary atPoint = pointVocabulary();
        RandomRule.Points points =
                new RandomRule.Points(
                        chance(15) ? Optional.of(point(atPoint, chance(30))) : Optional.empty(),
                        chance(15) ? Optional.of(point(atPoint, false)) : Optional.empty());
        RandomRule.Notation notation =
                new RandomRule.Notation(
                        parameter, gradient, chance(40) ? Arithmetic.STRICT : Arithmetic.FAST);
        return new RandomRule("Random", notation, hypers, states, statements, points);
    }

    private void hyperparameters() {
        hyper("lr", Role.LEARNING_RATE, 1e-2, NOT_NEGATIVE, 0.01 + 0.1 * random.nextDouble());
        int rates = 1 + random.nextInt(2);
        for (int i = 1; i <= rates; i++) {
            String name = (unicode ? "β" : "beta") + i;
            hyper(name, Role.DECAY_RATE, 0.9, RATE, 0.5 + 0.499 * random.nextDouble());
        }
        int others = random.nextInt(3);
        for (int i = 0; i < others; i++) {
            Range range = List.of(ANY, NOT_NEGATIVE, POSITIVE).get(random.nextInt(3));
            String name = List.of("eps", "rho").get(i);
            hyper(name, Role.HYPER, 0.5, range, 1e-3 + random.nextDouble());
        }
        if (chance(60)) {
            hyper(
                    unicode ? "λ" : "weightDecay",
                    Role.WEIGHT_DECAY,
                    0.1,
                    NOT_NEGATIVE,
                    0.01 + 0.2 * random.nextDouble());
        }
    }

    private void hyper(String name, Role role, double value, Range range, double nonZero) {
        WeightDecay.Mode[] modes = WeightDecay.Mode.values();
        Optional<WeightDecay.Mode> mode =
                role == Role.WEIGHT_DECAY
                        ? Optional.of(modes[random.nextInt(modes.length)])
                        : Optional.empty();
        hypers.add(new RandomRule.Hyper(name, role, value, range, mode, nonZero));
        if (role == Role.DECAY_RATE) {
            vocabulary.addDecayRate(name);
        } else {
            vocabulary.add(name, Kind.STEP);
        }
    }

    private void states() {
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            String name = List.of("m", "v", "s", "u").get(i);
            Kind kind =
                    switch (random.nextInt(10)) {
                        case 0, 1 -> Kind.TENSOR;
                        case 2, 3 -> Kind.STEP;
                        default -> Kind.ELEMENT;
                    };
            state(name, kind);
        }
    }

    private void state(String name, Kind kind) {
        boolean corrected = kind == Kind.ELEMENT && chance(40);
        Optional<String> rate = Optional.empty();
        if (corrected) {
            List<String> rates = vocabulary.decayRates();
            rate = Optional.of(rates.get(random.nextInt(rates.size())));
            vocabulary.addCorrected(name);
        }
        String init = !corrected && chance(45) ? init(kind) : "0";
        boolean stored = kind == Kind.ELEMENT && chance(15);
        Storage[] storages = Storage.values();
        Storage storage = stored ? storages[random.nextInt(storages.length)] : Storage.SAME;
        boolean rounds = storage != Storage.SAME && storage != Storage.FLOAT32;
        Rounding rounding = rounds && chance(40) ? Rounding.STOCHASTIC : Rounding.NEAREST;
        Shape shape = Shape.valueOf(kind.name());
        states.add(new RandomRule.State(name, shape, init, rate, storage, rounding));
        vocabulary.addChanging(name, kind);
        targets.put(name, kind);
    }

    private String init(Kind kind) {
        return switch (random.nextInt(kind == Kind.ELEMENT ? 7 : 4)) {
            case 0 -> "1";
            case 1 -> "0.1";
            case 2 -> "lr";
            case 3 -> "2*lr + 1";
            case 4 -> parameter;
            case 5 -> gradient;
            default -> parameter + " - lr*" + gradient;
        };
    }

    private void statement() {
        if (chance(25)) {
            local();
            return;
        }
        List<String> names = new ArrayList<>(targets.keySet());
        names.add(parameter);
        String target = names.get(random.nextInt(names.size()));
        Kind kind = target.equals(parameter) ? Kind.ELEMENT : targets.get(target);
        List<String> rates = vocabulary.decayRates();
        String rate = rates.get(random.nextInt(rates.size()));
        String text =
                switch (random.nextInt(8)) {
                    case 0, 1 ->
                            "%1$s = ema(%1$s, %2$s, %3$s)"
                                    .formatted(target, number(kind, DEPTH - 1), rate);
                    case 2 -> target + " += " + number(kind, DEPTH - 1);
                    case 3 -> target + " -= lr*" + factor(kind);
                    case 4 -> target + " *= " + number(kind, 2);
                    case 5 -> target + " /= abs(" + number(kind, 2) + ") + 0.5";
                    default -> target + " = " + number(kind, DEPTH);
                };
        statements.add((chance(12) ? "every(" + (1 + random.nextInt(3)) + "): " : "") + text);
    }

    private void local() {
        Kind[] kinds = {Kind.STEP, Kind.ALL, Kind.TENSOR, Kind.TENSOR, Kind.ELEMENT};
        Kind kind = kinds[random.nextInt(kinds.length)];
        String name = "y" + ++locals;
        String value = kind == Kind.ELEMENT ? writer().elements(DEPTH) : number(kind, DEPTH);
        statements.add(name + " = " + value);
        vocabulary.add(name, kind);
    }

    /** Most updates are bounded, so that parameters stay where rules have something to compute. */
    private void parameterStatement() {
        if (chance(30)) {
            statements.add(parameter + " -= lr*" + factor(Kind.ELEMENT));
        } else if (transcendental) {
            statements.add(parameter + " -= lr*tanh(" + number(Kind.ELEMENT, DEPTH) + ")");
        } else {
            statements.add("u1 = " + writer().elements(DEPTH));
            statements.add(parameter + " -= lr*u1/(abs(u1) + 1)");
        }
    }

    private Vocabulary pointVocabulary() {
        Vocabulary words = new Vocabulary();
        words.add("t", Kind.STEP);
        hypers.stream()
                .filter(hyper -> hyper.role() != Role.DECAY_RATE)
                .forEach(hyper -> words.add(hyper.name(), Kind.STEP));
        vocabulary.decayRates().forEach(words::addDecayRate);
        vocabulary.corrected().forEach(words::addCorrected);
        targets.forEach(words::add);
        words.add(parameter, Kind.ELEMENT);
        return words;
    }

    private String point(Vocabulary words, boolean withGradient) {
        String moved =
                new ExpressionWriter(random, words, chance(20) ? 1 : 0, transcendental)
                        .factor(Kind.ELEMENT, 3);
        return parameter + " + lr*" + moved + (withGradient ? " - 0.1*" + gradient : "");
    }

    private String number(Kind kind, int depth) {
        return writer().number(kind, depth);
    }

    private String factor(Kind kind) {
        return writer().factor(kind, DEPTH - 1);
    }

    private ExpressionWriter writer() {
        return new ExpressionWriter(
                random, vocabulary, chance(60) ? random.nextInt(4) : 0, transcendental);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
