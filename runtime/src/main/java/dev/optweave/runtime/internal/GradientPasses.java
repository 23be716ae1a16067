package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.KernelLayout.Loop.GRADIENT;

import dev.optweave.runtime.internal.storage.Stream;

/** What loops do to gradients before an update sees them. */
final class GradientPasses {

    private GradientPasses() {}

    /** Puts elements of the gradient into the sum, or adds them to what is there. */
    static void accumulate(
            TensorMemory tensor, boolean first, int from, int to, WorkerMemory memory) {
        Stream given = tensor.given();
        int base = given.start();
        if (tensor.isDouble()) {
            double[] total = tensor.sum().doubles();
            double[] g = given.doubles();
            for (int i = base + from; i < base + to; i++) {
                total[i] = first ? g[i] : total[i] + g[i];
            }
            return;
        }
        float[] total = tensor.sum().floats();
        boolean plain = given.isPlain(false);
        for (int start = from; to - start > 0; ) {
            int end = to - start > Strip.LENGTH ? start + Strip.LENGTH : to;
            float[] g = plain ? given.floats() : memory.strip().loadGradient(given, start, end);
            int shift = plain ? 0 : base + start;
            for (int i = base + start; i < base + end; i++) {
                total[i] = first ? g[i - shift] : total[i] + g[i - shift];
            }
            start = end;
        }
    }

    /** Limits each element of the gradient that the kernel sees to a magnitude. */
    static void clamp(TensorMemory tensor, double limit, int from, int to, WorkerMemory memory) {
        Stream gradient = tensor.stream(GRADIENT);
        int base = gradient.start();
        if (tensor.isDouble()) {
            double[] g = gradient.doubles();
            for (int i = base + from; i < base + to; i++) {
                g[i] = Math.max(-limit, Math.min(limit, g[i]));
            }
        } else if (gradient.isPlain(false)) {
            clamp((float) limit, gradient.floats(), base + from, base + to);
        } else {
            Strip strip = memory.strip();
            for (int start = from; to - start > 0; ) {
                int end = to - start > Strip.LENGTH ? start + Strip.LENGTH : to;
                float[] g = strip.loadGradient(gradient, start, end);
                clamp((float) limit, g, 0, end - start);
                strip.storeGradient(gradient, start, end);
                start = end;
            }
        }
    }

    private static void clamp(float limit, float[] g, int from, int to) {
        for (int i = from; i < to; i++) {
            g[i] = Math.max(-limit, Math.min(limit, g[i]));
        }
    }
}
