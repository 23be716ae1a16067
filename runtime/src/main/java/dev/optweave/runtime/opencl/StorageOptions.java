package dev.optweave.runtime.opencl;

import dev.optweave.State.Rounding;
import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.internal.storage.Format;
import dev.optweave.runtime.kernel.KernelLayout.Loop;

/**
 * The options that tell a rule's program how the streams of a tensor are stored.
 *
 * @param text the options, in the streams' order; empty where all are stored as computed
 * @param stochastic whether any stream is rounded at random, so that kernels take a seed
 * @param filled whether any stream is one of bytes, so that kernels run in whole groups
 */
record StorageOptions(String text, boolean stochastic, boolean filled) {

    /** A stream's number in the program is its number in the layout, plus this. */
    private static final int SHIFT = 2;

    /**
     * The options for a tensor.
     *
     * @param states how many states the rule has
     * @param sum whether the gradient that kernels see is the sum of several
     */
    static StorageOptions of(TensorMemory tensor, int states, boolean sum) {
        StringBuilder text = new StringBuilder();
        Format given = tensor.stream(Loop.GRADIENT).format();
        Format parameter = tensor.stream(Loop.PARAMETER).format();
        boolean atRandom = tensor.stream(Loop.PARAMETER).isStochastic();
        boolean anyAtRandom = atRandom;
        boolean anyBytes = false;
        append(text, Loop.GRADIENT, sum ? "SAME" : name(given, tensor.isDouble(), false));
        append(text, Loop.PARAMETER, name(parameter, tensor.isDouble(), atRandom));
        for (int s = 0; s < states; s++) {
            if (tensor.hasElements(s)) {
                Format format = tensor.format(s);
                boolean stateAtRandom =
                        format != Format.FLOAT32
                                && format != Format.FLOAT64
                                && tensor.group().storage().states().get(s).rounding()
                                        == Rounding.STOCHASTIC;
                anyAtRandom |= stateAtRandom;
                anyBytes |= format == Format.INT8_BLOCK;
                append(text, s, name(format, tensor.isDouble(), stateAtRandom));
            }
        }
        if (anyAtRandom) {
            text.append(" -D STOCHASTIC");
        }
        if (anyBytes) {
            text.append(" -D FILLED_GROUPS");
        }
        return new StorageOptions(text.toString().trim(), anyAtRandom, anyBytes);
    }

    /** The options for kernels that take the parameter of a tensor alone. */
    static StorageOptions ofParameter(TensorMemory tensor) {
        StringBuilder text = new StringBuilder();
        Format format = tensor.stream(Loop.PARAMETER).format();
        boolean atRandom = tensor.stream(Loop.PARAMETER).isStochastic();
        append(text, Loop.PARAMETER, name(format, tensor.isDouble(), atRandom));
        if (atRandom) {
            text.append(" -D STOCHASTIC");
        }
        if (format != Format.FLOAT32 && format != Format.FLOAT64) {
            text.append(" -D NARROW_PARAMETER");
        }
        return new StorageOptions(text.toString().trim(), atRandom, false);
    }

    private static void append(StringBuilder text, int stream, String format) {
        if (!format.equals("SAME")) {
            text.append(" -D STORAGE_").append(stream + SHIFT).append('=').append(format);
        }
    }

    private static String name(Format format, boolean isDouble, boolean atRandom) {
        return switch (format) {
            case FLOAT64 -> "SAME";
            case FLOAT32 -> isDouble ? "FLOAT32" : "SAME";
            case BFLOAT16_KAHAN -> "BFLOAT16_KAHAN";
            case BFLOAT16, FLOAT16, INT8_BLOCK ->
                    atRandom ? format.name() + "_STOCHASTIC" : format.name();
        };
    }
}
