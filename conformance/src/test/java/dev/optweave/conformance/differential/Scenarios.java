package dev.optweave.conformance.differential;

import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.conformance.differential.Gradients.Clips;
import dev.optweave.conformance.differential.Scenario.Beside;
import dev.optweave.conformance.differential.Scenario.Run;
import dev.optweave.conformance.differential.Settings.Course;
import dev.optweave.conformance.differential.Settings.Setting;
import dev.optweave.conformance.differential.Storing.Parameter;
import dev.optweave.conformance.differential.Storing.Stored;
import dev.optweave.conformance.differential.TensorSpec.Format;
import dev.optweave.processor.equation.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes scenarios for a rule: a fixed choice that every rule goes through, and random ones. */
final class Scenarios {

    private static final double INFINITE = Double.POSITIVE_INFINITY;
    private static final int STEPS = 4;
    private static final Run RUN = new Run(STEPS, 1, 0);

    /** Around what vectors, lanes, blocks of 8-bit codes and work groups are wide. */
    private static final int[] SMALL = {
        0, 1, 2, 3, 5, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 207,
        255, 256, 257, 300, 511, 513
    };

    /** Around the blocks of reductions, whole or not. */
    private static final int[] BLOCKS = {
        4095, 4096, 4097, 4098, 4096 + 64, 8191, 8192, 8193, 2 * 4096 + 77
    };

    private static final Format[] FORMATS = Format.values();

    private static final double[] LOSS_SCALES = {1, 0.5, 8, 3.7, 1e-3};

    /** More than one piece of work for a thread. */
    private static final int[] LARGE = {40_960, 70_001};

    private final Rule rule;
    private final Random random;

    private Scenarios(Rule rule, long seed) {
        this.rule = rule;
        this.random = new Random(seed);
    }

    /** Both element types, values that are zero, schedules, groups. */
    static List<Scenario> of(Rule rule, long seed) {
        Scenarios scenarios = new Scenarios(rule, seed);
        Settings nonZero = scenarios.nonZero();
        Settings zeros = scenarios.zeros(nonZero);
        Settings scheduled = scenarios.scheduled(nonZero);
        Inputs ordinary = new Inputs(seed, false);
        Inputs extreme = new Inputs(seed + 1, true);
        Gradients plain = Gradients.PLAIN;
        Gradients scaled = new Gradients(true, rule.gradientAt().isPresent() ? 1 : 3, Clips.NONE);
        List<Scenario> made = new ArrayList<>();
        List<TensorSpec> floats = tensors(Format.FLOAT, 0, 1, 13, 207, 4098);
        List<TensorSpec> doubles = tensors(Format.DOUBLE, 0, 1, 13, 207, 4098);
        for (List<TensorSpec> tensors : List.of(floats, doubles)) {
            made.add(new Scenario(tensors, List.of(nonZero), plain, ordinary, RUN));
            made.add(new Scenario(tensors, List.of(scheduled, zeros), scaled, ordinary, RUN));
        }
        made.add(new Scenario(floats, List.of(scheduled), scaled, extreme, RUN));
        made.add(new Scenario(floats, List.of(nonZero, zeros), plain, extreme, RUN));
        made.add(new Scenario(doubles, List.of(zeros), plain, extreme, RUN));
        return made;
    }

    /** Some hyperparameters zero, and every weight decay, in double. */
    static Scenario withZeros(Rule rule, long seed) {
        Scenarios scenarios = new Scenarios(rule, seed);
        return new Scenario(
                tensors(Format.DOUBLE, 0, 1, 13, 207, 4098),
                List.of(scenarios.zeros(scenarios.nonZero())),
                Gradients.PLAIN,
                new Inputs(seed, false),
                RUN);
    }

    /** Larger tensors, of several blocks each and more than one piece of work for a thread. */
    static List<Scenario> large(Rule rule, long seed) {
        Scenarios scenarios = new Scenarios(rule, seed);
        Settings nonZero = scenarios.nonZero();
        List<Settings> both = List.of(nonZero, scenarios.zeros(nonZero));
        Inputs inputs = new Inputs(seed, false);
        return List.of(
                new Scenario(
                        tensors(Format.FLOAT, 70_001, 3, 40_960),
                        List.of(nonZero),
                        Gradients.PLAIN,
                        inputs,
                        RUN),
                new Scenario(
                        tensors(Format.DOUBLE, 70_001, 3, 40_960),
                        both,
                        Gradients.PLAIN,
                        inputs,
                        RUN));
    }

    /** Anything. */
    static Scenario random(Rule rule, long seed) {
        return new Scenarios(rule, seed).random();
    }

    /**
     * Anything, with all tensors stored alike: a device compiles a rule anew for each way to store
     * its values.
     */
    static Scenario uniform(Rule rule, long seed) {
        Scenario random = random(rule, seed);
        Format format = random.tensors().get(0).format();
        List<Settings> groups = new ArrayList<>(random.groups());
        groups.replaceAll(g -> g == groups.get(0) ? g : g.with(Storing.AS_DECLARED));
        return random.with(
                        random.tensors().stream()
                                .map(tensor -> new TensorSpec(tensor.size(), format))
                                .toList())
                .withGroups(groups);
    }

    private static List<TensorSpec> tensors(Format type, int... sizes) {
        return Arrays.stream(sizes).mapToObj(size -> new TensorSpec(size, type)).toList();
    }

    private Scenario random() {
        boolean large = chance(3);
        boolean extreme = chance(25);
        List<Settings> groups = new ArrayList<>(List.of(settings()));
        if (chance(35)) {
            groups.add(settings());
        }
        Scenario scenario =
                new Scenario(
                        tensors(large),
                        groups,
                        gradients(extreme),
                        new Inputs(random.nextLong(), extreme),
                        new Run(
                                large ? 2 : 3 + random.nextInt(2),
                                large ? 2 + random.nextInt(3) : 1 + random.nextInt(4),
                                random.nextInt(3) * random.nextLong()));
        Scenario whole = whole(scenario);
        return whole.with(whole.run().withPacked(chance(40)));
    }

    /** The scenario, perhaps with scaled losses, averages of the parameters or zeroed gradients. */
    private Scenario whole(Scenario scenario) {
        if (chance(50)) {
            return scenario;
        }
        double scale = LOSS_SCALES[random.nextInt(LOSS_SCALES.length)];
        boolean averages = rule.evaluateAt().isEmpty() && chance(70);
        double decay = averages ? random.nextInt(4) / 4.0 + random.nextInt(2) * 0.125 : -1;
        Gradients gradients = scenario.gradients().withLossScale(scale, chance(40));
        return scenario.with(gradients).with(scenario.run().with(new Beside(decay, chance(60))));
    }

    private List<TensorSpec> tensors(boolean large) {
        int mix = random.nextInt(10);
        List<TensorSpec> tensors = new ArrayList<>();
        int count = 1 + random.nextInt(large ? 2 : 4);
        int blocks = chance(40) ? random.nextInt(count) : -1;
        int pieces = large ? random.nextInt(count) : -1;
        for (int i = 0; i < count; i++) {
            int[] sizes = i == pieces ? LARGE : i == blocks ? BLOCKS : SMALL;
            Format format =
                    mix < 3
                            ? Format.DOUBLE
                            : mix < 6 ? FORMATS[random.nextInt(FORMATS.length)] : Format.FLOAT;
            tensors.add(new TensorSpec(sizes[random.nextInt(sizes.length)], format));
        }
        return tensors;
    }

    private Gradients gradients(boolean extreme) {
        if (chance(50)) {
            return Gradients.PLAIN;
        }
        boolean value = chance(25);
        // a norm that is not finite refuses the step
        boolean norms = !extreme || chance(20);
        return new Gradients(
                chance(40),
                chance(60) ? 1 : 2 + random.nextInt(2),
                new Clips(
                        value ? limit() : INFINITE,
                        norms && chance(25) ? limit() : INFINITE,
                        norms && chance(25) ? limit() : INFINITE));
    }

    /** Between 1/8 and 16. */
    private double limit() {
        return Math.scalb(1 + random.nextDouble(), random.nextInt(7) - 3);
    }

    private Settings settings() {
        Settings settings = nonZero();
        if (chance(40)) {
            settings = zeros(settings);
        }
        settings = chance(40) ? scheduled(settings) : settings;
        return chance(50) ? settings.with(storing()) : settings;
    }

    private Storing storing() {
        Parameter[] parameters = Parameter.values();
        Storing storing = Storing.AS_DECLARED.with(parameters[random.nextInt(parameters.length)]);
        for (Rule.StateVariable state : rule.states()) {
            if (state.shape() == Shape.ELEMENT && chance(80)) {
                Storage storage = Storage.values()[random.nextInt(Storage.values().length)];
                boolean stochastic = Stored.rounds(storage) && chance(40);
                Rounding rounding = stochastic ? Rounding.STOCHASTIC : Rounding.NEAREST;
                storing = storing.with(state.name(), new Stored(storage, rounding));
            }
        }
        return storing;
    }

    private Settings nonZero() {
        Settings settings = new Settings(Map.of(), Storing.AS_DECLARED);
        for (Rule.Hyperparameter declared : rule.hyperparameters()) {
            double value = declared.defaultValue();
            if (value == 0 || random.nextBoolean()) {
                value = nonZero(declared.range());
            }
            settings = settings.with(declared.name(), new Setting(value, Course.CONSTANT));
        }
        return settings;
    }

    private double nonZero(Rule.Range range) {
        for (double scale = 1; scale > 1e-9; scale /= 2) {
            double value = scale * (0.5 + 0.499 * random.nextDouble());
            if (range.contains(value)) {
                return value;
            }
        }
        return range.min() > 0 ? range.min() * 1.5 : range.max() / 2;
    }

    private Settings zeros(Settings settings) {
        Settings zeros = settings;
        for (Rule.Hyperparameter declared : rule.hyperparameters()) {
            boolean decay = declared.role() == Rule.Role.WEIGHT_DECAY;
            if (declared.range().contains(0) && (decay || random.nextInt(3) > 0)) {
                zeros = zeros.with(declared.name(), new Setting(0, Course.CONSTANT));
            }
        }
        return zeros;
    }

    private Settings scheduled(Settings settings) {
        Settings scheduled = settings;
        for (Rule.Hyperparameter declared : rule.hyperparameters()) {
            if (random.nextBoolean()) {
                double value = settings.of(declared.name()).value();
                Setting setting = new Setting(value, chance(70) ? Course.FALLING : Course.RISING);
                scheduled =
                        setting.isLegal(declared.range(), STEPS)
                                ? scheduled.with(declared.name(), setting)
                                : scheduled;
            }
        }
        return scheduled;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }
}
