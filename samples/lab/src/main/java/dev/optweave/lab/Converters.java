package dev.optweave.lab;

import dev.optweave.lab.problem.Precision;
import dev.optweave.lab.problem.ProblemKind;
import dev.optweave.lab.race.Annealing;
import dev.optweave.lab.replay.Backend;
import dev.optweave.processor.diagnostic.Suggestion;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Read constants by the names that users know them by. */
final class Converters {

    private Converters() {}

    /** Reads {@link ProblemKind}s. */
    static final class ToProblem extends ToConstant<ProblemKind> {
        ToProblem() {
            super("problem", ProblemKind.values());
        }
    }

    /** Reads {@link Precision}s. */
    static final class ToPrecision extends ToConstant<Precision> {
        ToPrecision() {
            super("type", new Precision[] {Precision.FLOAT32, Precision.FLOAT64});
        }
    }

    /** Reads {@link Annealing}s. */
    static final class ToAnnealing extends ToConstant<Annealing> {
        ToAnnealing() {
            super("schedule", Annealing.values());
        }
    }

    /** Reads {@link Backend}s. */
    static final class ToBackend extends ToConstant<Backend> {
        ToBackend() {
            super("backend", Backend.values());
        }
    }

    private abstract static class ToConstant<T> implements ITypeConverter<T> {

        private final String what;
        private final List<T> constants;

        private ToConstant(String what, T[] constants) {
            this.what = what;
            this.constants = Arrays.asList(constants);
        }

        @Override
        public T convert(String text) {
            for (T constant : constants) {
                if (constant.toString().equals(text)) {
                    return constant;
                }
            }
            List<String> names = constants.stream().map(Object::toString).toList();
            throw new TypeConversionException(
                    "there is no "
                            + what
                            + " `"
                            + text
                            + "`; "
                            + Suggestion.nearest(text, names)
                                    .map(near -> "did you mean `" + near + "`? Allowed: ")
                                    .orElse("allowed: ")
                            + String.join(", ", names));
        }
    }
}
