package dev.optweave.lab;

import dev.optweave.lab.execution.Backend;
import dev.optweave.lab.problem.Precision;
import dev.optweave.lab.problem.ProblemKind;
import dev.optweave.lab.race.Annealing;
import dev.optweave.lab.race.StorageChoice;
import dev.optweave.processor.diagnostic.Suggestion;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Read constants by the names that users know them by. */
final class Converters {

    private Converters() {}

    /** Reads {@link ProblemKind}s. */
    static final class ToProblem extends ToConstant<ProblemKind> {
        ToProblem() {
            super("problem", List.of(ProblemKind.values()));
        }
    }

    /** Reads {@link Precision}s. */
    static final class ToPrecision extends ToConstant<Precision> {
        ToPrecision() {
            super("type", List.of(Precision.FLOAT32, Precision.FLOAT64));
        }
    }

    /** Reads {@link Annealing}s. */
    static final class ToAnnealing extends ToConstant<Annealing> {
        ToAnnealing() {
            super("schedule", List.of(Annealing.values()));
        }
    }

    /** Reads the {@link Backend}s that replay. */
    static final class ToReplayBackend extends ToConstant<Backend> {
        ToReplayBackend() {
            super("backend", Backend.OF_REPLAYS);
        }
    }

    /** Reads the {@link Backend}s that race. */
    static final class ToRaceBackend extends ToConstant<Backend> {
        ToRaceBackend() {
            super("backend", Backend.OF_RACES);
        }
    }

    /** Reads {@link StorageChoice}s. */
    static final class ToStorage extends ToConstant<StorageChoice> {
        ToStorage() {
            super("storage", List.of(StorageChoice.values()), StorageChoice::option);
        }
    }

    /** Whether a name begins with what was given, of which two letters say enough. */
    private static Predicate<String> continues(String given) {
        return name -> given.length() > 1 && name.startsWith(given);
    }

    private abstract static class ToConstant<T> implements ITypeConverter<T> {

        private final String what;
        private final List<T> constants;
        private final Function<T, String> text;

        private ToConstant(String what, List<T> constants) {
            this(what, constants, Object::toString);
        }

        private ToConstant(String what, List<T> constants, Function<T, String> text) {
            this.what = what;
            this.constants = constants;
            this.text = text;
        }

        @Override
        public T convert(String given) {
            for (T constant : constants) {
                if (text.apply(constant).equals(given)) {
                    return constant;
                }
            }
            List<String> names = constants.stream().map(text).toList();
            throw new TypeConversionException(
                    "there is no "
                            + what
                            + " `"
                            + given
                            + "`; "
                            + Suggestion.nearest(given, names)
                                    .or(() -> names.stream().filter(continues(given)).findFirst())
                                    .map(near -> "did you mean `" + near + "`? Allowed: ")
                                    .orElse("allowed: ")
                            + String.join(", ", names));
        }
    }
}
