package dev.optweave.optimizers;

import dev.optweave.runtime.kernel.Generated;
import dev.optweave.runtime.kernel.KernelLayout;
import dev.optweave.runtime.kernel.LoopArrays;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.kernel.vector.VectorKernel;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/** The loops of {@link AdamW} in vectors, with the same operations in the same order. */
@Generated("AdamWRule")
final class AdamWVector {
    private AdamWVector() {
    }

    static final class Kernel extends VectorKernel {
        private static final MethodHandle LOAD_W = loader(MethodHandles.lookup(), KernelLayout.Loop.PARAMETER);
        private static final MethodHandle STORE_W = storer(MethodHandles.lookup(), KernelLayout.Loop.PARAMETER);
        private static final boolean STAGED_W = isStaged(MethodHandles.lookup(), KernelLayout.Loop.PARAMETER);
        private static final MethodHandle LOAD_G = loader(MethodHandles.lookup(), KernelLayout.Loop.GRADIENT);
        private static final boolean STAGED_G = isStaged(MethodHandles.lookup(), KernelLayout.Loop.GRADIENT);
        private static final MethodHandle LOAD_M = loader(MethodHandles.lookup(), 0);
        private static final MethodHandle STORE_M = storer(MethodHandles.lookup(), 0);
        private static final boolean STAGED_M = isStaged(MethodHandles.lookup(), 0);
        private static final MethodHandle LOAD_V = loader(MethodHandles.lookup(), 1);
        private static final MethodHandle STORE_V = storer(MethodHandles.lookup(), 1);
        private static final boolean STAGED_V = isStaged(MethodHandles.lookup(), 1);
        private static final boolean ALTERNATES = isAlternating(MethodHandles.lookup());

        @Override
        protected MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public boolean has(Section section, int phase) {
            return section == Section.UPDATE && phase == 1;
        }

        @Override
        public boolean compares(Section section, int phase) {
            return false;
        }

        @Override
        public boolean alternates(Section section, int phase) {
            return section == Section.UPDATE && phase == 1;
        }

        @Override
        public void elements(Section section, int phase, LoopArrays arrays, int from, int to) {
            try {
                if (section == Section.UPDATE && phase == 1) {
                    if (arrays.isDouble()) {
                        updateDoubles(arrays, from, to);
                    } else {
                        updateFloats(arrays, from, to);
                    }
                } else {
                    throw new IllegalArgumentException(section + " has no vector form of phase " + phase);
                }
            } catch (Throwable failure) {
                throw thrown(failure);
            }
        }

        private static void updateFloats(LoopArrays arrays, int from, int to) throws Throwable {
            Object w = arrays.array(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            Object g = arrays.array(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            Object m = arrays.array(0);
            int mStart = STAGED_M ? arrays.start() : 0;
            Object v = arrays.array(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            // all at once, or TURN elements in turns, from here and from where this range ends
            int last = ALTERNATES ? to + (to - from) : to;
            int onward = to - from;
            int first = from;
            int end;
            do {
                double[] scalars = arrays.scalars();
                FloatVector gradientScale = FloatVector.broadcast(FLOATS, (float) scalars[0]);
                FloatVector minusLrWeightDecay = FloatVector.broadcast(FLOATS, (float) scalars[1]);
                FloatVector beta1 = FloatVector.broadcast(FLOATS, (float) scalars[2]);
                FloatVector oneMinusBeta1 = FloatVector.broadcast(FLOATS, (float) scalars[3]);
                FloatVector beta2 = FloatVector.broadcast(FLOATS, (float) scalars[4]);
                FloatVector oneMinusBeta2 = FloatVector.broadcast(FLOATS, (float) scalars[5]);
                FloatVector lrUnbiasM = FloatVector.broadcast(FLOATS, (float) scalars[6]);
                FloatVector unbiasV = FloatVector.broadcast(FLOATS, (float) scalars[7]);
                FloatVector eps = FloatVector.broadcast(FLOATS, (float) scalars[8]);
                end = ALTERNATES ? first + TURN : to;
                for (int i = first; i < end; i += FLOAT_LANES) {
                    FloatVector w0 = (FloatVector) LOAD_W.invokeExact(w, i - wStart);
                    FloatVector m0 = (FloatVector) LOAD_M.invokeExact(m, i - mStart);
                    FloatVector g0 = gradientScale.mul((FloatVector) LOAD_G.invokeExact(g, i - gStart));
                    FloatVector v0 = (FloatVector) LOAD_V.invokeExact(v, i - vStart);
                    // w -= lr * weightDecay * w   (decoupled weight decay)
                    FloatVector w1 = minusLrWeightDecay.fma(w0, w0);
                    // m = ema(m, g, beta1)
                    FloatVector m1 = beta1.fma(m0, oneMinusBeta1.mul(g0));
                    // v = ema(v, g^2, beta2)
                    FloatVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                    // w -= lr * hat(m) / (sqrt(hat(v)) + eps)
                    FloatVector w2 = w1.sub(lrUnbiasM.mul(m1).div(v1.mul(unbiasV).sqrt().add(eps)));
                    STORE_M.invokeExact(m1, m, i - mStart);
                    STORE_V.invokeExact(v1, v, i - vStart);
                    STORE_W.invokeExact(w2, w, i - wStart);
                }
                // to the other range, or back to what is left of this one
                first += onward;
                onward = TURN - onward;
            } while (ALTERNATES && end < last);
        }

        private static void updateDoubles(LoopArrays arrays, int from, int to) {
            double[] w = arrays.doubles(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            double[] g = arrays.doubles(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            double[] m = arrays.doubles(0);
            int mStart = STAGED_M ? arrays.start() : 0;
            double[] v = arrays.doubles(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            double[] scalars = arrays.scalars();
            DoubleVector gradientScale = DoubleVector.broadcast(DOUBLES, scalars[0]);
            DoubleVector minusLrWeightDecay = DoubleVector.broadcast(DOUBLES, scalars[1]);
            DoubleVector beta1 = DoubleVector.broadcast(DOUBLES, scalars[2]);
            DoubleVector oneMinusBeta1 = DoubleVector.broadcast(DOUBLES, scalars[3]);
            DoubleVector beta2 = DoubleVector.broadcast(DOUBLES, scalars[4]);
            DoubleVector oneMinusBeta2 = DoubleVector.broadcast(DOUBLES, scalars[5]);
            DoubleVector lrUnbiasM = DoubleVector.broadcast(DOUBLES, scalars[6]);
            DoubleVector unbiasV = DoubleVector.broadcast(DOUBLES, scalars[7]);
            DoubleVector eps = DoubleVector.broadcast(DOUBLES, scalars[8]);
            for (int i = from; i < to; i += DOUBLE_LANES) {
                DoubleVector w0 = DoubleVector.fromArray(DOUBLES, w, i - wStart);
                DoubleVector m0 = DoubleVector.fromArray(DOUBLES, m, i - mStart);
                DoubleVector g0 = gradientScale.mul(DoubleVector.fromArray(DOUBLES, g, i - gStart));
                DoubleVector v0 = DoubleVector.fromArray(DOUBLES, v, i - vStart);
                // w -= lr * weightDecay * w   (decoupled weight decay)
                DoubleVector w1 = minusLrWeightDecay.fma(w0, w0);
                // m = ema(m, g, beta1)
                DoubleVector m1 = beta1.fma(m0, oneMinusBeta1.mul(g0));
                // v = ema(v, g^2, beta2)
                DoubleVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                // w -= lr * hat(m) / (sqrt(hat(v)) + eps)
                DoubleVector w2 = w1.sub(lrUnbiasM.mul(m1).div(v1.mul(unbiasV).sqrt().add(eps)));
                m1.intoArray(m, i - mStart);
                v1.intoArray(v, i - vStart);
                w2.intoArray(w, i - wStart);
            }
        }
    }

    static final class WithoutBeta1 extends VectorKernel {
        private static final MethodHandle LOAD_W = loader(MethodHandles.lookup(), KernelLayout.Loop.PARAMETER);
        private static final MethodHandle STORE_W = storer(MethodHandles.lookup(), KernelLayout.Loop.PARAMETER);
        private static final boolean STAGED_W = isStaged(MethodHandles.lookup(), KernelLayout.Loop.PARAMETER);
        private static final MethodHandle LOAD_G = loader(MethodHandles.lookup(), KernelLayout.Loop.GRADIENT);
        private static final boolean STAGED_G = isStaged(MethodHandles.lookup(), KernelLayout.Loop.GRADIENT);
        private static final MethodHandle LOAD_V = loader(MethodHandles.lookup(), 1);
        private static final MethodHandle STORE_V = storer(MethodHandles.lookup(), 1);
        private static final boolean STAGED_V = isStaged(MethodHandles.lookup(), 1);
        private static final boolean ALTERNATES = isAlternating(MethodHandles.lookup());

        @Override
        protected MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }

        @Override
        public boolean has(Section section, int phase) {
            return section == Section.UPDATE && phase == 1;
        }

        @Override
        public boolean compares(Section section, int phase) {
            return false;
        }

        @Override
        public boolean alternates(Section section, int phase) {
            return section == Section.UPDATE && phase == 1;
        }

        @Override
        public void elements(Section section, int phase, LoopArrays arrays, int from, int to) {
            try {
                if (section == Section.UPDATE && phase == 1) {
                    if (arrays.isDouble()) {
                        updateDoubles(arrays, from, to);
                    } else {
                        updateFloats(arrays, from, to);
                    }
                } else {
                    throw new IllegalArgumentException(section + " has no vector form of phase " + phase);
                }
            } catch (Throwable failure) {
                throw thrown(failure);
            }
        }

        private static void updateFloats(LoopArrays arrays, int from, int to) throws Throwable {
            Object w = arrays.array(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            Object g = arrays.array(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            Object v = arrays.array(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            // all at once, or TURN elements in turns, from here and from where this range ends
            int last = ALTERNATES ? to + (to - from) : to;
            int onward = to - from;
            int first = from;
            int end;
            do {
                double[] scalars = arrays.scalars();
                FloatVector gradientScale = FloatVector.broadcast(FLOATS, (float) scalars[0]);
                FloatVector lr = FloatVector.broadcast(FLOATS, (float) scalars[1]);
                FloatVector minusLrWeightDecay = FloatVector.broadcast(FLOATS, (float) scalars[2]);
                FloatVector beta2 = FloatVector.broadcast(FLOATS, (float) scalars[3]);
                FloatVector oneMinusBeta2 = FloatVector.broadcast(FLOATS, (float) scalars[4]);
                FloatVector unbiasV = FloatVector.broadcast(FLOATS, (float) scalars[5]);
                FloatVector eps = FloatVector.broadcast(FLOATS, (float) scalars[6]);
                end = ALTERNATES ? first + TURN : to;
                for (int i = first; i < end; i += FLOAT_LANES) {
                    FloatVector w0 = (FloatVector) LOAD_W.invokeExact(w, i - wStart);
                    FloatVector g0 = gradientScale.mul((FloatVector) LOAD_G.invokeExact(g, i - gStart));
                    FloatVector v0 = (FloatVector) LOAD_V.invokeExact(v, i - vStart);
                    // w -= lr * weightDecay * w   (decoupled weight decay)
                    FloatVector w1 = minusLrWeightDecay.fma(w0, w0);
                    // v = ema(v, g^2, beta2)
                    FloatVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                    // w -= lr * hat(m) / (sqrt(hat(v)) + eps)
                    FloatVector w2 = w1.sub(lr.mul(g0).div(v1.mul(unbiasV).sqrt().add(eps)));
                    STORE_V.invokeExact(v1, v, i - vStart);
                    STORE_W.invokeExact(w2, w, i - wStart);
                }
                // to the other range, or back to what is left of this one
                first += onward;
                onward = TURN - onward;
            } while (ALTERNATES && end < last);
        }

        private static void updateDoubles(LoopArrays arrays, int from, int to) {
            double[] w = arrays.doubles(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            double[] g = arrays.doubles(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            double[] v = arrays.doubles(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            double[] scalars = arrays.scalars();
            DoubleVector gradientScale = DoubleVector.broadcast(DOUBLES, scalars[0]);
            DoubleVector lr = DoubleVector.broadcast(DOUBLES, scalars[1]);
            DoubleVector minusLrWeightDecay = DoubleVector.broadcast(DOUBLES, scalars[2]);
            DoubleVector beta2 = DoubleVector.broadcast(DOUBLES, scalars[3]);
            DoubleVector oneMinusBeta2 = DoubleVector.broadcast(DOUBLES, scalars[4]);
            DoubleVector unbiasV = DoubleVector.broadcast(DOUBLES, scalars[5]);
            DoubleVector eps = DoubleVector.broadcast(DOUBLES, scalars[6]);
            for (int i = from; i < to; i += DOUBLE_LANES) {
                DoubleVector w0 = DoubleVector.fromArray(DOUBLES, w, i - wStart);
                DoubleVector g0 = gradientScale.mul(DoubleVector.fromArray(DOUBLES, g, i - gStart));
                DoubleVector v0 = DoubleVector.fromArray(DOUBLES, v, i - vStart);
                // w -= lr * weightDecay * w   (decoupled weight decay)
                DoubleVector w1 = minusLrWeightDecay.fma(w0, w0);
                // v = ema(v, g^2, beta2)
                DoubleVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                // w -= lr * hat(m) / (sqrt(hat(v)) + eps)
                DoubleVector w2 = w1.sub(lr.mul(g0).div(v1.mul(unbiasV).sqrt().add(eps)));
                v1.intoArray(v, i - vStart);
                w2.intoArray(w, i - wStart);
            }
        }
    }
}
