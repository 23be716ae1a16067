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

/** The loops of {@link Lamb} in vectors, with the same operations in the same order. */
@Generated("LambRule")
final class LambVector {
    private LambVector() {
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
            return section == Section.UPDATE && phase == 1
                    || section == Section.UPDATE && phase == 2;
        }

        @Override
        public boolean compares(Section section, int phase) {
            return false;
        }

        @Override
        public boolean alternates(Section section, int phase) {
            return section == Section.UPDATE && phase == 2;
        }

        @Override
        public void elements(Section section, int phase, LoopArrays arrays, int from, int to) {
            try {
                if (section == Section.UPDATE && phase == 1) {
                    if (arrays.isDouble()) {
                        update1Doubles(arrays, from, to);
                    } else {
                        update1Floats(arrays, from, to);
                    }
                } else if (section == Section.UPDATE && phase == 2) {
                    if (arrays.isDouble()) {
                        update2Doubles(arrays, from, to);
                    } else {
                        update2Floats(arrays, from, to);
                    }
                } else {
                    throw new IllegalArgumentException(section + " has no vector form of phase " + phase);
                }
            } catch (Throwable failure) {
                throw thrown(failure);
            }
        }

        private static void update1Floats(LoopArrays arrays, int from, int to) throws Throwable {
            Object w = arrays.array(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            Object g = arrays.array(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            Object m = arrays.array(0);
            int mStart = STAGED_M ? arrays.start() : 0;
            Object v = arrays.array(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            float[] squaresWBlock = arrays.block().floats(0);
            float[] squaresRBlock = arrays.block().floats(1);
            int blockStart = arrays.start();
            double[] scalars = arrays.scalars();
            FloatVector gradientScale = FloatVector.broadcast(FLOATS, (float) scalars[0]);
            FloatVector beta1 = FloatVector.broadcast(FLOATS, (float) scalars[1]);
            FloatVector oneMinusBeta1 = FloatVector.broadcast(FLOATS, (float) scalars[2]);
            FloatVector beta2 = FloatVector.broadcast(FLOATS, (float) scalars[3]);
            FloatVector oneMinusBeta2 = FloatVector.broadcast(FLOATS, (float) scalars[4]);
            FloatVector unbiasM = FloatVector.broadcast(FLOATS, (float) scalars[5]);
            FloatVector unbiasV = FloatVector.broadcast(FLOATS, (float) scalars[6]);
            FloatVector eps = FloatVector.broadcast(FLOATS, (float) scalars[7]);
            FloatVector weightDecay = FloatVector.broadcast(FLOATS, (float) scalars[8]);
            for (int i = from; i < to; i += FLOAT_LANES) {
                FloatVector m0 = (FloatVector) LOAD_M.invokeExact(m, i - mStart);
                FloatVector g0 = gradientScale.mul((FloatVector) LOAD_G.invokeExact(g, i - gStart));
                FloatVector v0 = (FloatVector) LOAD_V.invokeExact(v, i - vStart);
                FloatVector w0 = (FloatVector) LOAD_W.invokeExact(w, i - wStart);
                // m = ema(m, g, beta1)
                FloatVector m1 = beta1.fma(m0, oneMinusBeta1.mul(g0));
                // v = ema(v, g^2, beta2)
                FloatVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                FloatVector r = weightDecay.fma(w0, m1.mul(unbiasM).div(v1.mul(unbiasV).sqrt().add(eps)));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                w0.mul(w0).intoArray(squaresWBlock, i - blockStart);
                r.mul(r).intoArray(squaresRBlock, i - blockStart);
                STORE_M.invokeExact(m1, m, i - mStart);
                STORE_V.invokeExact(v1, v, i - vStart);
            }
        }

        private static void update1Doubles(LoopArrays arrays, int from, int to) {
            double[] w = arrays.doubles(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            double[] g = arrays.doubles(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            double[] m = arrays.doubles(0);
            int mStart = STAGED_M ? arrays.start() : 0;
            double[] v = arrays.doubles(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            double[] squaresWBlock = arrays.block().doubles(0);
            double[] squaresRBlock = arrays.block().doubles(1);
            int blockStart = arrays.start();
            double[] scalars = arrays.scalars();
            DoubleVector gradientScale = DoubleVector.broadcast(DOUBLES, scalars[0]);
            DoubleVector beta1 = DoubleVector.broadcast(DOUBLES, scalars[1]);
            DoubleVector oneMinusBeta1 = DoubleVector.broadcast(DOUBLES, scalars[2]);
            DoubleVector beta2 = DoubleVector.broadcast(DOUBLES, scalars[3]);
            DoubleVector oneMinusBeta2 = DoubleVector.broadcast(DOUBLES, scalars[4]);
            DoubleVector unbiasM = DoubleVector.broadcast(DOUBLES, scalars[5]);
            DoubleVector unbiasV = DoubleVector.broadcast(DOUBLES, scalars[6]);
            DoubleVector eps = DoubleVector.broadcast(DOUBLES, scalars[7]);
            DoubleVector weightDecay = DoubleVector.broadcast(DOUBLES, scalars[8]);
            for (int i = from; i < to; i += DOUBLE_LANES) {
                DoubleVector m0 = DoubleVector.fromArray(DOUBLES, m, i - mStart);
                DoubleVector g0 = gradientScale.mul(DoubleVector.fromArray(DOUBLES, g, i - gStart));
                DoubleVector v0 = DoubleVector.fromArray(DOUBLES, v, i - vStart);
                DoubleVector w0 = DoubleVector.fromArray(DOUBLES, w, i - wStart);
                // m = ema(m, g, beta1)
                DoubleVector m1 = beta1.fma(m0, oneMinusBeta1.mul(g0));
                // v = ema(v, g^2, beta2)
                DoubleVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                DoubleVector r = weightDecay.fma(w0, m1.mul(unbiasM).div(v1.mul(unbiasV).sqrt().add(eps)));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                w0.mul(w0).intoArray(squaresWBlock, i - blockStart);
                r.mul(r).intoArray(squaresRBlock, i - blockStart);
                m1.intoArray(m, i - mStart);
                v1.intoArray(v, i - vStart);
            }
        }

        private static void update2Floats(LoopArrays arrays, int from, int to) throws Throwable {
            Object w = arrays.array(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
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
                FloatVector unbiasM = FloatVector.broadcast(FLOATS, (float) scalars[0]);
                FloatVector unbiasV = FloatVector.broadcast(FLOATS, (float) scalars[1]);
                FloatVector eps = FloatVector.broadcast(FLOATS, (float) scalars[2]);
                FloatVector weightDecay = FloatVector.broadcast(FLOATS, (float) scalars[3]);
                FloatVector minusLrTrust = FloatVector.broadcast(FLOATS, (float) scalars[4]);
                end = ALTERNATES ? first + TURN : to;
                for (int i = first; i < end; i += FLOAT_LANES) {
                    FloatVector m0 = (FloatVector) LOAD_M.invokeExact(m, i - mStart);
                    FloatVector v0 = (FloatVector) LOAD_V.invokeExact(v, i - vStart);
                    FloatVector w0 = (FloatVector) LOAD_W.invokeExact(w, i - wStart);
                    // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                    FloatVector r = weightDecay.fma(w0, m0.mul(unbiasM).div(v0.mul(unbiasV).sqrt().add(eps)));
                    // w -= lr * trust * r
                    FloatVector w1 = minusLrTrust.fma(r, w0);
                    STORE_W.invokeExact(w1, w, i - wStart);
                }
                // to the other range, or back to what is left of this one
                first += onward;
                onward = TURN - onward;
            } while (ALTERNATES && end < last);
        }

        private static void update2Doubles(LoopArrays arrays, int from, int to) {
            double[] w = arrays.doubles(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            double[] m = arrays.doubles(0);
            int mStart = STAGED_M ? arrays.start() : 0;
            double[] v = arrays.doubles(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            double[] scalars = arrays.scalars();
            DoubleVector unbiasM = DoubleVector.broadcast(DOUBLES, scalars[0]);
            DoubleVector unbiasV = DoubleVector.broadcast(DOUBLES, scalars[1]);
            DoubleVector eps = DoubleVector.broadcast(DOUBLES, scalars[2]);
            DoubleVector weightDecay = DoubleVector.broadcast(DOUBLES, scalars[3]);
            DoubleVector minusLrTrust = DoubleVector.broadcast(DOUBLES, scalars[4]);
            for (int i = from; i < to; i += DOUBLE_LANES) {
                DoubleVector m0 = DoubleVector.fromArray(DOUBLES, m, i - mStart);
                DoubleVector v0 = DoubleVector.fromArray(DOUBLES, v, i - vStart);
                DoubleVector w0 = DoubleVector.fromArray(DOUBLES, w, i - wStart);
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                DoubleVector r = weightDecay.fma(w0, m0.mul(unbiasM).div(v0.mul(unbiasV).sqrt().add(eps)));
                // w -= lr * trust * r
                DoubleVector w1 = minusLrTrust.fma(r, w0);
                w1.intoArray(w, i - wStart);
            }
        }
    }

    static final class WithoutReadBack extends VectorKernel {
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
            return section == Section.UPDATE && phase == 1
                    || section == Section.UPDATE && phase == 2;
        }

        @Override
        public boolean compares(Section section, int phase) {
            return false;
        }

        @Override
        public boolean alternates(Section section, int phase) {
            return section == Section.UPDATE && phase == 2;
        }

        @Override
        public void elements(Section section, int phase, LoopArrays arrays, int from, int to) {
            try {
                if (section == Section.UPDATE && phase == 1) {
                    if (arrays.isDouble()) {
                        update1Doubles(arrays, from, to);
                    } else {
                        update1Floats(arrays, from, to);
                    }
                } else if (section == Section.UPDATE && phase == 2) {
                    if (arrays.isDouble()) {
                        update2Doubles(arrays, from, to);
                    } else {
                        update2Floats(arrays, from, to);
                    }
                } else {
                    throw new IllegalArgumentException(section + " has no vector form of phase " + phase);
                }
            } catch (Throwable failure) {
                throw thrown(failure);
            }
        }

        private static void update1Floats(LoopArrays arrays, int from, int to) throws Throwable {
            Object w = arrays.array(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            Object g = arrays.array(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            Object m = arrays.array(0);
            int mStart = STAGED_M ? arrays.start() : 0;
            Object v = arrays.array(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            float[] squaresWBlock = arrays.block().floats(0);
            float[] squaresRBlock = arrays.block().floats(1);
            int blockStart = arrays.start();
            double[] scalars = arrays.scalars();
            FloatVector gradientScale = FloatVector.broadcast(FLOATS, (float) scalars[0]);
            FloatVector beta1 = FloatVector.broadcast(FLOATS, (float) scalars[1]);
            FloatVector oneMinusBeta1 = FloatVector.broadcast(FLOATS, (float) scalars[2]);
            FloatVector beta2 = FloatVector.broadcast(FLOATS, (float) scalars[3]);
            FloatVector oneMinusBeta2 = FloatVector.broadcast(FLOATS, (float) scalars[4]);
            FloatVector unbiasM = FloatVector.broadcast(FLOATS, (float) scalars[5]);
            FloatVector unbiasV = FloatVector.broadcast(FLOATS, (float) scalars[6]);
            FloatVector eps = FloatVector.broadcast(FLOATS, (float) scalars[7]);
            FloatVector weightDecay = FloatVector.broadcast(FLOATS, (float) scalars[8]);
            for (int i = from; i < to; i += FLOAT_LANES) {
                FloatVector m0 = (FloatVector) LOAD_M.invokeExact(m, i - mStart);
                FloatVector g0 = gradientScale.mul((FloatVector) LOAD_G.invokeExact(g, i - gStart));
                FloatVector v0 = (FloatVector) LOAD_V.invokeExact(v, i - vStart);
                FloatVector w0 = (FloatVector) LOAD_W.invokeExact(w, i - wStart);
                // m = ema(m, g, beta1)
                FloatVector m1 = beta1.fma(m0, oneMinusBeta1.mul(g0));
                // v = ema(v, g^2, beta2)
                FloatVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                FloatVector r = weightDecay.fma(w0, m1.mul(unbiasM).div(v1.mul(unbiasV).sqrt().add(eps)));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                w0.mul(w0).intoArray(squaresWBlock, i - blockStart);
                r.mul(r).intoArray(squaresRBlock, i - blockStart);
            }
        }

        private static void update1Doubles(LoopArrays arrays, int from, int to) {
            double[] w = arrays.doubles(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            double[] g = arrays.doubles(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            double[] m = arrays.doubles(0);
            int mStart = STAGED_M ? arrays.start() : 0;
            double[] v = arrays.doubles(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            double[] squaresWBlock = arrays.block().doubles(0);
            double[] squaresRBlock = arrays.block().doubles(1);
            int blockStart = arrays.start();
            double[] scalars = arrays.scalars();
            DoubleVector gradientScale = DoubleVector.broadcast(DOUBLES, scalars[0]);
            DoubleVector beta1 = DoubleVector.broadcast(DOUBLES, scalars[1]);
            DoubleVector oneMinusBeta1 = DoubleVector.broadcast(DOUBLES, scalars[2]);
            DoubleVector beta2 = DoubleVector.broadcast(DOUBLES, scalars[3]);
            DoubleVector oneMinusBeta2 = DoubleVector.broadcast(DOUBLES, scalars[4]);
            DoubleVector unbiasM = DoubleVector.broadcast(DOUBLES, scalars[5]);
            DoubleVector unbiasV = DoubleVector.broadcast(DOUBLES, scalars[6]);
            DoubleVector eps = DoubleVector.broadcast(DOUBLES, scalars[7]);
            DoubleVector weightDecay = DoubleVector.broadcast(DOUBLES, scalars[8]);
            for (int i = from; i < to; i += DOUBLE_LANES) {
                DoubleVector m0 = DoubleVector.fromArray(DOUBLES, m, i - mStart);
                DoubleVector g0 = gradientScale.mul(DoubleVector.fromArray(DOUBLES, g, i - gStart));
                DoubleVector v0 = DoubleVector.fromArray(DOUBLES, v, i - vStart);
                DoubleVector w0 = DoubleVector.fromArray(DOUBLES, w, i - wStart);
                // m = ema(m, g, beta1)
                DoubleVector m1 = beta1.fma(m0, oneMinusBeta1.mul(g0));
                // v = ema(v, g^2, beta2)
                DoubleVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                DoubleVector r = weightDecay.fma(w0, m1.mul(unbiasM).div(v1.mul(unbiasV).sqrt().add(eps)));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                w0.mul(w0).intoArray(squaresWBlock, i - blockStart);
                r.mul(r).intoArray(squaresRBlock, i - blockStart);
            }
        }

        private static void update2Floats(LoopArrays arrays, int from, int to) throws Throwable {
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
                FloatVector beta1 = FloatVector.broadcast(FLOATS, (float) scalars[1]);
                FloatVector oneMinusBeta1 = FloatVector.broadcast(FLOATS, (float) scalars[2]);
                FloatVector beta2 = FloatVector.broadcast(FLOATS, (float) scalars[3]);
                FloatVector oneMinusBeta2 = FloatVector.broadcast(FLOATS, (float) scalars[4]);
                FloatVector unbiasM = FloatVector.broadcast(FLOATS, (float) scalars[5]);
                FloatVector unbiasV = FloatVector.broadcast(FLOATS, (float) scalars[6]);
                FloatVector eps = FloatVector.broadcast(FLOATS, (float) scalars[7]);
                FloatVector weightDecay = FloatVector.broadcast(FLOATS, (float) scalars[8]);
                FloatVector minusLrTrust = FloatVector.broadcast(FLOATS, (float) scalars[9]);
                end = ALTERNATES ? first + TURN : to;
                for (int i = first; i < end; i += FLOAT_LANES) {
                    FloatVector m0 = (FloatVector) LOAD_M.invokeExact(m, i - mStart);
                    FloatVector g0 = gradientScale.mul((FloatVector) LOAD_G.invokeExact(g, i - gStart));
                    FloatVector v0 = (FloatVector) LOAD_V.invokeExact(v, i - vStart);
                    FloatVector w0 = (FloatVector) LOAD_W.invokeExact(w, i - wStart);
                    // m = ema(m, g, beta1)
                    FloatVector m1 = beta1.fma(m0, oneMinusBeta1.mul(g0));
                    // v = ema(v, g^2, beta2)
                    FloatVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                    // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                    FloatVector r = weightDecay.fma(w0, m1.mul(unbiasM).div(v1.mul(unbiasV).sqrt().add(eps)));
                    // w -= lr * trust * r
                    FloatVector w1 = minusLrTrust.fma(r, w0);
                    STORE_M.invokeExact(m1, m, i - mStart);
                    STORE_V.invokeExact(v1, v, i - vStart);
                    STORE_W.invokeExact(w1, w, i - wStart);
                }
                // to the other range, or back to what is left of this one
                first += onward;
                onward = TURN - onward;
            } while (ALTERNATES && end < last);
        }

        private static void update2Doubles(LoopArrays arrays, int from, int to) {
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
            DoubleVector beta1 = DoubleVector.broadcast(DOUBLES, scalars[1]);
            DoubleVector oneMinusBeta1 = DoubleVector.broadcast(DOUBLES, scalars[2]);
            DoubleVector beta2 = DoubleVector.broadcast(DOUBLES, scalars[3]);
            DoubleVector oneMinusBeta2 = DoubleVector.broadcast(DOUBLES, scalars[4]);
            DoubleVector unbiasM = DoubleVector.broadcast(DOUBLES, scalars[5]);
            DoubleVector unbiasV = DoubleVector.broadcast(DOUBLES, scalars[6]);
            DoubleVector eps = DoubleVector.broadcast(DOUBLES, scalars[7]);
            DoubleVector weightDecay = DoubleVector.broadcast(DOUBLES, scalars[8]);
            DoubleVector minusLrTrust = DoubleVector.broadcast(DOUBLES, scalars[9]);
            for (int i = from; i < to; i += DOUBLE_LANES) {
                DoubleVector m0 = DoubleVector.fromArray(DOUBLES, m, i - mStart);
                DoubleVector g0 = gradientScale.mul(DoubleVector.fromArray(DOUBLES, g, i - gStart));
                DoubleVector v0 = DoubleVector.fromArray(DOUBLES, v, i - vStart);
                DoubleVector w0 = DoubleVector.fromArray(DOUBLES, w, i - wStart);
                // m = ema(m, g, beta1)
                DoubleVector m1 = beta1.fma(m0, oneMinusBeta1.mul(g0));
                // v = ema(v, g^2, beta2)
                DoubleVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                DoubleVector r = weightDecay.fma(w0, m1.mul(unbiasM).div(v1.mul(unbiasV).sqrt().add(eps)));
                // w -= lr * trust * r
                DoubleVector w1 = minusLrTrust.fma(r, w0);
                m1.intoArray(m, i - mStart);
                v1.intoArray(v, i - vStart);
                w1.intoArray(w, i - wStart);
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
            return section == Section.UPDATE && phase == 1
                    || section == Section.UPDATE && phase == 2;
        }

        @Override
        public boolean compares(Section section, int phase) {
            return false;
        }

        @Override
        public boolean alternates(Section section, int phase) {
            return section == Section.UPDATE && phase == 2;
        }

        @Override
        public void elements(Section section, int phase, LoopArrays arrays, int from, int to) {
            try {
                if (section == Section.UPDATE && phase == 1) {
                    if (arrays.isDouble()) {
                        update1Doubles(arrays, from, to);
                    } else {
                        update1Floats(arrays, from, to);
                    }
                } else if (section == Section.UPDATE && phase == 2) {
                    if (arrays.isDouble()) {
                        update2Doubles(arrays, from, to);
                    } else {
                        update2Floats(arrays, from, to);
                    }
                } else {
                    throw new IllegalArgumentException(section + " has no vector form of phase " + phase);
                }
            } catch (Throwable failure) {
                throw thrown(failure);
            }
        }

        private static void update1Floats(LoopArrays arrays, int from, int to) throws Throwable {
            Object w = arrays.array(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            Object g = arrays.array(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            Object v = arrays.array(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            float[] squaresWBlock = arrays.block().floats(0);
            float[] squaresRBlock = arrays.block().floats(1);
            int blockStart = arrays.start();
            double[] scalars = arrays.scalars();
            FloatVector gradientScale = FloatVector.broadcast(FLOATS, (float) scalars[0]);
            FloatVector beta2 = FloatVector.broadcast(FLOATS, (float) scalars[1]);
            FloatVector oneMinusBeta2 = FloatVector.broadcast(FLOATS, (float) scalars[2]);
            FloatVector unbiasV = FloatVector.broadcast(FLOATS, (float) scalars[3]);
            FloatVector eps = FloatVector.broadcast(FLOATS, (float) scalars[4]);
            FloatVector weightDecay = FloatVector.broadcast(FLOATS, (float) scalars[5]);
            for (int i = from; i < to; i += FLOAT_LANES) {
                FloatVector g0 = gradientScale.mul((FloatVector) LOAD_G.invokeExact(g, i - gStart));
                FloatVector v0 = (FloatVector) LOAD_V.invokeExact(v, i - vStart);
                FloatVector w0 = (FloatVector) LOAD_W.invokeExact(w, i - wStart);
                // v = ema(v, g^2, beta2)
                FloatVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                FloatVector r = weightDecay.fma(w0, g0.div(v1.mul(unbiasV).sqrt().add(eps)));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                w0.mul(w0).intoArray(squaresWBlock, i - blockStart);
                r.mul(r).intoArray(squaresRBlock, i - blockStart);
                STORE_V.invokeExact(v1, v, i - vStart);
            }
        }

        private static void update1Doubles(LoopArrays arrays, int from, int to) {
            double[] w = arrays.doubles(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            double[] g = arrays.doubles(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            double[] v = arrays.doubles(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            double[] squaresWBlock = arrays.block().doubles(0);
            double[] squaresRBlock = arrays.block().doubles(1);
            int blockStart = arrays.start();
            double[] scalars = arrays.scalars();
            DoubleVector gradientScale = DoubleVector.broadcast(DOUBLES, scalars[0]);
            DoubleVector beta2 = DoubleVector.broadcast(DOUBLES, scalars[1]);
            DoubleVector oneMinusBeta2 = DoubleVector.broadcast(DOUBLES, scalars[2]);
            DoubleVector unbiasV = DoubleVector.broadcast(DOUBLES, scalars[3]);
            DoubleVector eps = DoubleVector.broadcast(DOUBLES, scalars[4]);
            DoubleVector weightDecay = DoubleVector.broadcast(DOUBLES, scalars[5]);
            for (int i = from; i < to; i += DOUBLE_LANES) {
                DoubleVector g0 = gradientScale.mul(DoubleVector.fromArray(DOUBLES, g, i - gStart));
                DoubleVector v0 = DoubleVector.fromArray(DOUBLES, v, i - vStart);
                DoubleVector w0 = DoubleVector.fromArray(DOUBLES, w, i - wStart);
                // v = ema(v, g^2, beta2)
                DoubleVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                DoubleVector r = weightDecay.fma(w0, g0.div(v1.mul(unbiasV).sqrt().add(eps)));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                w0.mul(w0).intoArray(squaresWBlock, i - blockStart);
                r.mul(r).intoArray(squaresRBlock, i - blockStart);
                v1.intoArray(v, i - vStart);
            }
        }

        private static void update2Floats(LoopArrays arrays, int from, int to) throws Throwable {
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
                FloatVector unbiasV = FloatVector.broadcast(FLOATS, (float) scalars[1]);
                FloatVector eps = FloatVector.broadcast(FLOATS, (float) scalars[2]);
                FloatVector weightDecay = FloatVector.broadcast(FLOATS, (float) scalars[3]);
                FloatVector minusLrTrust = FloatVector.broadcast(FLOATS, (float) scalars[4]);
                end = ALTERNATES ? first + TURN : to;
                for (int i = first; i < end; i += FLOAT_LANES) {
                    FloatVector g0 = gradientScale.mul((FloatVector) LOAD_G.invokeExact(g, i - gStart));
                    FloatVector v0 = (FloatVector) LOAD_V.invokeExact(v, i - vStart);
                    FloatVector w0 = (FloatVector) LOAD_W.invokeExact(w, i - wStart);
                    // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                    FloatVector r = weightDecay.fma(w0, g0.div(v0.mul(unbiasV).sqrt().add(eps)));
                    // w -= lr * trust * r
                    FloatVector w1 = minusLrTrust.fma(r, w0);
                    STORE_W.invokeExact(w1, w, i - wStart);
                }
                // to the other range, or back to what is left of this one
                first += onward;
                onward = TURN - onward;
            } while (ALTERNATES && end < last);
        }

        private static void update2Doubles(LoopArrays arrays, int from, int to) {
            double[] w = arrays.doubles(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            double[] g = arrays.doubles(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            double[] v = arrays.doubles(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            double[] scalars = arrays.scalars();
            DoubleVector gradientScale = DoubleVector.broadcast(DOUBLES, scalars[0]);
            DoubleVector unbiasV = DoubleVector.broadcast(DOUBLES, scalars[1]);
            DoubleVector eps = DoubleVector.broadcast(DOUBLES, scalars[2]);
            DoubleVector weightDecay = DoubleVector.broadcast(DOUBLES, scalars[3]);
            DoubleVector minusLrTrust = DoubleVector.broadcast(DOUBLES, scalars[4]);
            for (int i = from; i < to; i += DOUBLE_LANES) {
                DoubleVector g0 = gradientScale.mul(DoubleVector.fromArray(DOUBLES, g, i - gStart));
                DoubleVector v0 = DoubleVector.fromArray(DOUBLES, v, i - vStart);
                DoubleVector w0 = DoubleVector.fromArray(DOUBLES, w, i - wStart);
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                DoubleVector r = weightDecay.fma(w0, g0.div(v0.mul(unbiasV).sqrt().add(eps)));
                // w -= lr * trust * r
                DoubleVector w1 = minusLrTrust.fma(r, w0);
                w1.intoArray(w, i - wStart);
            }
        }
    }

    static final class WithoutBeta1AndReadBack extends VectorKernel {
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
            return section == Section.UPDATE && phase == 1
                    || section == Section.UPDATE && phase == 2;
        }

        @Override
        public boolean compares(Section section, int phase) {
            return false;
        }

        @Override
        public boolean alternates(Section section, int phase) {
            return section == Section.UPDATE && phase == 2;
        }

        @Override
        public void elements(Section section, int phase, LoopArrays arrays, int from, int to) {
            try {
                if (section == Section.UPDATE && phase == 1) {
                    if (arrays.isDouble()) {
                        update1Doubles(arrays, from, to);
                    } else {
                        update1Floats(arrays, from, to);
                    }
                } else if (section == Section.UPDATE && phase == 2) {
                    if (arrays.isDouble()) {
                        update2Doubles(arrays, from, to);
                    } else {
                        update2Floats(arrays, from, to);
                    }
                } else {
                    throw new IllegalArgumentException(section + " has no vector form of phase " + phase);
                }
            } catch (Throwable failure) {
                throw thrown(failure);
            }
        }

        private static void update1Floats(LoopArrays arrays, int from, int to) throws Throwable {
            Object w = arrays.array(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            Object g = arrays.array(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            Object v = arrays.array(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            float[] squaresWBlock = arrays.block().floats(0);
            float[] squaresRBlock = arrays.block().floats(1);
            int blockStart = arrays.start();
            double[] scalars = arrays.scalars();
            FloatVector gradientScale = FloatVector.broadcast(FLOATS, (float) scalars[0]);
            FloatVector beta2 = FloatVector.broadcast(FLOATS, (float) scalars[1]);
            FloatVector oneMinusBeta2 = FloatVector.broadcast(FLOATS, (float) scalars[2]);
            FloatVector unbiasV = FloatVector.broadcast(FLOATS, (float) scalars[3]);
            FloatVector eps = FloatVector.broadcast(FLOATS, (float) scalars[4]);
            FloatVector weightDecay = FloatVector.broadcast(FLOATS, (float) scalars[5]);
            for (int i = from; i < to; i += FLOAT_LANES) {
                FloatVector g0 = gradientScale.mul((FloatVector) LOAD_G.invokeExact(g, i - gStart));
                FloatVector v0 = (FloatVector) LOAD_V.invokeExact(v, i - vStart);
                FloatVector w0 = (FloatVector) LOAD_W.invokeExact(w, i - wStart);
                // v = ema(v, g^2, beta2)
                FloatVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                FloatVector r = weightDecay.fma(w0, g0.div(v1.mul(unbiasV).sqrt().add(eps)));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                w0.mul(w0).intoArray(squaresWBlock, i - blockStart);
                r.mul(r).intoArray(squaresRBlock, i - blockStart);
            }
        }

        private static void update1Doubles(LoopArrays arrays, int from, int to) {
            double[] w = arrays.doubles(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            double[] g = arrays.doubles(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            double[] v = arrays.doubles(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            double[] squaresWBlock = arrays.block().doubles(0);
            double[] squaresRBlock = arrays.block().doubles(1);
            int blockStart = arrays.start();
            double[] scalars = arrays.scalars();
            DoubleVector gradientScale = DoubleVector.broadcast(DOUBLES, scalars[0]);
            DoubleVector beta2 = DoubleVector.broadcast(DOUBLES, scalars[1]);
            DoubleVector oneMinusBeta2 = DoubleVector.broadcast(DOUBLES, scalars[2]);
            DoubleVector unbiasV = DoubleVector.broadcast(DOUBLES, scalars[3]);
            DoubleVector eps = DoubleVector.broadcast(DOUBLES, scalars[4]);
            DoubleVector weightDecay = DoubleVector.broadcast(DOUBLES, scalars[5]);
            for (int i = from; i < to; i += DOUBLE_LANES) {
                DoubleVector g0 = gradientScale.mul(DoubleVector.fromArray(DOUBLES, g, i - gStart));
                DoubleVector v0 = DoubleVector.fromArray(DOUBLES, v, i - vStart);
                DoubleVector w0 = DoubleVector.fromArray(DOUBLES, w, i - wStart);
                // v = ema(v, g^2, beta2)
                DoubleVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                DoubleVector r = weightDecay.fma(w0, g0.div(v1.mul(unbiasV).sqrt().add(eps)));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                w0.mul(w0).intoArray(squaresWBlock, i - blockStart);
                r.mul(r).intoArray(squaresRBlock, i - blockStart);
            }
        }

        private static void update2Floats(LoopArrays arrays, int from, int to) throws Throwable {
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
                FloatVector beta2 = FloatVector.broadcast(FLOATS, (float) scalars[1]);
                FloatVector oneMinusBeta2 = FloatVector.broadcast(FLOATS, (float) scalars[2]);
                FloatVector unbiasV = FloatVector.broadcast(FLOATS, (float) scalars[3]);
                FloatVector eps = FloatVector.broadcast(FLOATS, (float) scalars[4]);
                FloatVector weightDecay = FloatVector.broadcast(FLOATS, (float) scalars[5]);
                FloatVector minusLrTrust = FloatVector.broadcast(FLOATS, (float) scalars[6]);
                end = ALTERNATES ? first + TURN : to;
                for (int i = first; i < end; i += FLOAT_LANES) {
                    FloatVector g0 = gradientScale.mul((FloatVector) LOAD_G.invokeExact(g, i - gStart));
                    FloatVector v0 = (FloatVector) LOAD_V.invokeExact(v, i - vStart);
                    FloatVector w0 = (FloatVector) LOAD_W.invokeExact(w, i - wStart);
                    // v = ema(v, g^2, beta2)
                    FloatVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                    // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                    FloatVector r = weightDecay.fma(w0, g0.div(v1.mul(unbiasV).sqrt().add(eps)));
                    // w -= lr * trust * r
                    FloatVector w1 = minusLrTrust.fma(r, w0);
                    STORE_V.invokeExact(v1, v, i - vStart);
                    STORE_W.invokeExact(w1, w, i - wStart);
                }
                // to the other range, or back to what is left of this one
                first += onward;
                onward = TURN - onward;
            } while (ALTERNATES && end < last);
        }

        private static void update2Doubles(LoopArrays arrays, int from, int to) {
            double[] w = arrays.doubles(KernelLayout.Loop.PARAMETER);
            int wStart = STAGED_W ? arrays.start() : 0;
            double[] g = arrays.doubles(KernelLayout.Loop.GRADIENT);
            int gStart = STAGED_G ? arrays.start() : 0;
            double[] v = arrays.doubles(1);
            int vStart = STAGED_V ? arrays.start() : 0;
            double[] scalars = arrays.scalars();
            DoubleVector gradientScale = DoubleVector.broadcast(DOUBLES, scalars[0]);
            DoubleVector beta2 = DoubleVector.broadcast(DOUBLES, scalars[1]);
            DoubleVector oneMinusBeta2 = DoubleVector.broadcast(DOUBLES, scalars[2]);
            DoubleVector unbiasV = DoubleVector.broadcast(DOUBLES, scalars[3]);
            DoubleVector eps = DoubleVector.broadcast(DOUBLES, scalars[4]);
            DoubleVector weightDecay = DoubleVector.broadcast(DOUBLES, scalars[5]);
            DoubleVector minusLrTrust = DoubleVector.broadcast(DOUBLES, scalars[6]);
            for (int i = from; i < to; i += DOUBLE_LANES) {
                DoubleVector g0 = gradientScale.mul(DoubleVector.fromArray(DOUBLES, g, i - gStart));
                DoubleVector v0 = DoubleVector.fromArray(DOUBLES, v, i - vStart);
                DoubleVector w0 = DoubleVector.fromArray(DOUBLES, w, i - wStart);
                // v = ema(v, g^2, beta2)
                DoubleVector v1 = beta2.fma(v0, oneMinusBeta2.mul(g0.mul(g0)));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                DoubleVector r = weightDecay.fma(w0, g0.div(v1.mul(unbiasV).sqrt().add(eps)));
                // w -= lr * trust * r
                DoubleVector w1 = minusLrTrust.fma(r, w0);
                v1.intoArray(v, i - vStart);
                w1.intoArray(w, i - wStart);
            }
        }
    }
}
