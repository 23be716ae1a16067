package dev.optweave.lab.race;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.lab.problem.Precision;
import dev.optweave.runtime.OptimizerBuilder;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an optimizer's states and parameters lie in. */
public enum StorageChoice {
    AS_DECLARED("as declared", builder -> {}),
    SAME("SAME", builder -> builder.storage(Storage.SAME)),
    BFLOAT16("BFLOAT16", builder -> builder.storage(Storage.BFLOAT16)),
    BFLOAT16_STOCHASTIC(
            "BFLOAT16 STOCHASTIC",
            builder -> builder.storage(Storage.BFLOAT16, Rounding.STOCHASTIC)),
    FLOAT16("FLOAT16", builder -> builder.storage(Storage.FLOAT16)),
    FLOAT16_STOCHASTIC(
            "FLOAT16 STOCHASTIC", builder -> builder.storage(Storage.FLOAT16, Rounding.STOCHASTIC)),
    INT8_BLOCK("INT8_BLOCK", builder -> builder.storage(Storage.INT8_BLOCK)),
    INT8_BLOCK_STOCHASTIC(
            "INT8_BLOCK STOCHASTIC",
            builder -> builder.storage(Storage.INT8_BLOCK, Rounding.STOCHASTIC)),
    BRAIN_PARAMETERS("bfloat16 parameters", builder -> builder.parameterRounding(Rounding.NEAREST)),
    BRAIN_PARAMETERS_STOCHASTIC(
            "bfloat16 parameters STOCHASTIC",
            builder -> builder.parameterRounding(Rounding.STOCHASTIC)),
    BRAIN_PARAMETERS_KAHAN("bfloat16 parameters, kahan()", builder -> builder.kahan());

    private final String text;
    private final Consumer<OptimizerBuilder<?, ?>> setting;

    StorageChoice(String text, Consumer<OptimizerBuilder<?, ?>> setting) {
        this.text = text;
        this.setting = setting;
    }

    /** Sets it. */
    void applyTo(OptimizerBuilder<?, ?> builder) {
        setting.accept(builder);
    }

    /** The type of parameters and gradients where another would be that one. */
    Precision precision(Precision other) {
        return switch (this) {
            case BRAIN_PARAMETERS, BRAIN_PARAMETERS_STOCHASTIC, BRAIN_PARAMETERS_KAHAN ->
                    Precision.BFLOAT16;
            default -> other;
        };
    }

    /**
     * What is wrong with asking for a type of parameters and gradients beside this, or an empty
     * text.
     */
    public String objection(Precision asked) {
        return asked == Precision.FLOAT64 && precision(asked) != asked
                ? "--storage "
                        + option()
                        + " keeps parameters in bfloat16 and computes in float, so that --dtype "
                        + asked
                        + " would change nothing; leave out --dtype, or the storage (--dtype "
                        + asked
                        + " allows "
                        + Stream.of(values())
                                .filter(each -> each.precision(asked) == asked)
                                .map(StorageChoice::option)
                                .collect(Collectors.joining(", "))
                        + ")"
                : "";
    }

    /** As it is written on the command line. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** As tables call it. */
    @Override
    public String toString() {
        return text;
    }
}
