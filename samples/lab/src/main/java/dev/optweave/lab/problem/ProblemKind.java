package dev.optweave.lab.problem;

import dev.optweave.lab.data.Dataset;
import dev.optweave.lab.data.Digits;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The problems a race can be run on. */
public enum ProblemKind {
    /** Ten classes of handwritten digits, told apart by a network of two layers. */
    DIGITS("Handwritten digits", "epoch", 30) {
        @Override
        public Problem create(long seed, Precision precision) {
            return new TwoLayerNetwork(Digits.split(), 128, seed, precision);
        }

        @Override
        public String description() {
            return "a network with one hidden layer of 128 rectified units and a softmax output learns"
                    + " to read 8 by 8 pixels: 1,438 digits to train, 359 to test";
        }
    },
    /** Even digits told apart from odd ones by a linear model. */
    LOGISTIC("Odd or even digits, logistic regression", "epoch", 40) {
        @Override
        public Problem create(long seed, Precision precision) {
            Dataset.Split digits = Digits.split();
            return new LogisticRegression(
                    new Dataset.Split(digits.train().evenOrOdd(), digits.test().evenOrOdd()),
                    precision);
        }

        @Override
        public String description() {
            return "a linear model tells odd from even handwritten digits: 1,438 to train, 359 to"
                    + " test; the loss is convex";
        }
    },
    /** A curved valley in two dimensions. */
    ROSENBROCK("Rosenbrock's valley", "step", 3000) {
        @Override
        public Problem create(long seed, Precision precision) {
            return new Rosenbrock(precision);
        }

        @Override
        public String description() {
            return "(1 - x)² + 100 (y - x²)², from (-1.2, 1) to its minimum 0 at (1, 1)";
        }
    },
    /** A bowl a thousand times steeper in one direction than in another. */
    QUADRATIC("An ill-conditioned quadratic", "step", 1000) {
        @Override
        public Problem create(long seed, Precision precision) {
            return new IllConditionedQuadratic(seed, precision);
        }

        @Override
        public String description() {
            return "½ xᵀAx in 100 dimensions, with eigenvalues from 0.001 to 1 along axes that are"
                    + " not the coordinates'";
        }
    };

    private final String title;
    private final String unit;
    private final int epochs;

    ProblemKind(String title, String unit, int epochs) {
        this.title = title;
        this.unit = unit;
        this.epochs = epochs;
    }

    /** Creates the problem at its starting point. */
    public abstract Problem create(long seed, Precision precision);

    /** What is to be solved, as a sentence without its full stop. */
    public abstract String description();

    /** A heading. */
    public String title() {
        return title;
    }

    /** What is counted along the curves: {@code epoch}, or {@code step} for plain functions. */
    public String unit() {
        return unit;
    }

    /** How long a race lasts unless it is told. */
    public int epochs() {
        return epochs;
    }

    /** Whether the problem has data that can be fed in batches. */
    public boolean hasData() {
        return this == DIGITS || this == LOGISTIC;
    }

    /** The names as they are written on the command line. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ProblemKind::toString).toList();
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
