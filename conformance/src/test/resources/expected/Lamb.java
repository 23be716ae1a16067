package dev.optweave.optimizers;

import dev.optweave.Slot;
import dev.optweave.State;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.kernel.BlockValues;
import dev.optweave.runtime.kernel.Generated;
import dev.optweave.runtime.kernel.GroupStep;
import dev.optweave.runtime.kernel.KernelLayout;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.ScalarArguments;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.kernel.TensorStep;
import dev.optweave.runtime.kernel.VectorLoops;
import dev.optweave.runtime.schedule.Schedule;
import java.io.InputStream;
import java.util.Optional;

/**
 * LAMB (You et al., 2020): Adam whose step is scaled, tensor by tensor, to the parameter's norm;
 * weight decay inside the scaled step. A parameter or step of norm 0 is not scaled. Equals optax's
 * {@code lamb} and Keras' {@code Lamb}; the clipping that others build in is the optimizer's own
 * option.
 *
 * <pre>{@code
 * m = ema(m, g, beta1)
 * v = ema(v, g^2, beta2)
 * r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
 * trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
 * w -= lr * trust * r
 * }</pre>
 *
 * <p>Hyperparameters:
 * <ul>
 * <li>{@code lr} in [0, ∞), by default 0.001
 * <li>{@code beta1} in [0, 1), by default 0.9
 * <li>{@code beta2} in [0, 1), by default 0.999
 * <li>{@code eps} in [0, ∞), by default 1.0E-6
 * <li>{@code weightDecay} in [0, ∞), by default 0.01
 * </ul>
 *
 * <p>A step takes:
 * <ul>
 * <li>2 phases, 28 bytes read and 12 written per float element (56 and 24 per double)
 * <li>2 divisions, 2 roots, 0 temporaries in memory
 * <li>per element besides: 2 add, 10 multiply, 5 fma
 * <li>phase 1 reads m, g, v, w; writes m, v; reduces 2 values
 * <li>phase 2 reads m, v, w; writes w; reduces 0 values
 * </ul>
 */
@Generated("LambRule")
public final class Lamb extends Optimizer implements LambRule {
    private static final RuleDescriptor RULE = RuleDescriptor.builder("Lamb")
            .hyperparameter("lr", 0.001, RuleDescriptor.Range.NON_NEGATIVE)
            .hyperparameter("beta1", 0.9, RuleDescriptor.Range.BELOW_ONE)
            .hyperparameter("beta2", 0.999, RuleDescriptor.Range.BELOW_ONE)
            .hyperparameter("eps", 1.0E-6, RuleDescriptor.Range.NON_NEGATIVE)
            .hyperparameter("weightDecay", 0.01, RuleDescriptor.Range.NON_NEGATIVE)
            .state("m", State.Shape.ELEMENT)
            .state("v", State.Shape.ELEMENT)
            .addedState("beta1^t")
            .addedState("beta2^t")
            .kernel(new Kernel())
            .kernel(new KernelWithoutReadBack())
            .kernel(new KernelWithoutBeta1())
            .kernel(new KernelWithoutBeta1AndReadBack())
            .build();

    private Lamb(Builder builder, Parameters parameters) {
        super(RULE, builder, parameters);
    }

    /** A builder with the rule's defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The value of {@code lr} at the current step, in the first group. */
    @Override
    public double lr() {
        return hyperparameter(0);
    }

    /** The value of {@code beta1} at the current step, in the first group. */
    @Override
    public double beta1() {
        return hyperparameter(1);
    }

    /** The value of {@code beta2} at the current step, in the first group. */
    @Override
    public double beta2() {
        return hyperparameter(2);
    }

    /** The value of {@code eps} at the current step, in the first group. */
    @Override
    public double eps() {
        return hyperparameter(3);
    }

    /** The value of {@code weightDecay} at the current step, in the first group. */
    @Override
    public double weightDecay() {
        return hyperparameter(4);
    }

    /** The state {@code m}. */
    @Override
    public Slot m() {
        return state(0);
    }

    /** The state {@code v}. */
    @Override
    public Slot v() {
        return state(1);
    }

    /** Builds optimizers of this rule. */
    public static final class Builder extends OptimizerBuilder<Builder, Lamb> {
        private Builder() {
            super(RULE);
        }

        /** Sets {@code lr}; allowed: [0, ∞). */
        public Builder lr(double value) {
            return set(0, value);
        }

        /** Schedules {@code lr}; allowed at every step: [0, ∞). */
        public Builder lr(Schedule schedule) {
            return set(0, schedule);
        }

        /** Sets {@code beta1}; allowed: [0, 1). */
        public Builder beta1(double value) {
            return set(1, value);
        }

        /** Schedules {@code beta1}; allowed at every step: [0, 1). */
        public Builder beta1(Schedule schedule) {
            return set(1, schedule);
        }

        /** Sets {@code beta2}; allowed: [0, 1). */
        public Builder beta2(double value) {
            return set(2, value);
        }

        /** Schedules {@code beta2}; allowed at every step: [0, 1). */
        public Builder beta2(Schedule schedule) {
            return set(2, schedule);
        }

        /** Sets {@code eps}; allowed: [0, ∞). */
        public Builder eps(double value) {
            return set(3, value);
        }

        /** Schedules {@code eps}; allowed at every step: [0, ∞). */
        public Builder eps(Schedule schedule) {
            return set(3, schedule);
        }

        /** Sets {@code weightDecay}; allowed: [0, ∞). */
        public Builder weightDecay(double value) {
            return set(4, value);
        }

        /** Schedules {@code weightDecay}; allowed at every step: [0, ∞). */
        public Builder weightDecay(Schedule schedule) {
            return set(4, schedule);
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected Builder fresh() {
            return new Builder();
        }

        @Override
        public Lamb build(Parameters parameters) {
            return new Lamb(this, parameters);
        }
    }

    /**
     * The rule for any values of its hyperparameters.
     *
     * <p>A later loop reads back m and v, which must be stored exactly as computed.
     */
    private static final class Kernel extends RuleKernel {
        Kernel() {
            super(
                    KernelLayout.builder()
                            .exact(0, 1)
                            .section(Section.INITIALIZE, 0, 0)
                            .section(Section.UPDATE, 4, 1)
                            .loop().reads(PARAMETER, GRADIENT, 0, 1).writes(0, 1)
                            .reduces(KernelLayout.Operator.SUM, false)
                            .reduces(KernelLayout.Operator.SUM, false)
                            .loop().reads(PARAMETER, 0, 1).writes(PARAMETER)
                            .build());
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.INITIALIZE && phase == 0) {
                // beta1^t = 1
                group.state(2, 1.0);
                // beta2^t = 1
                group.state(3, 1.0);
            } else if (section == Section.UPDATE && phase == 0) {
                double beta1 = group.hyperparameter(1);
                double beta2 = group.hyperparameter(2);
                double beta1tBefore = group.state(2);
                double beta2tBefore = group.state(3);
                // m = ema(m, g, beta1)
                double oneMinusBeta1 = 1.0 - beta1;
                group.scalar(0, oneMinusBeta1);
                // v = ema(v, g^2, beta2)
                double oneMinusBeta2 = 1.0 - beta2;
                group.scalar(1, oneMinusBeta2);
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                double beta1Power = beta1tBefore * beta1;
                double biasM = 1.0 - beta1Power;
                double unbiasM = 1.0 / biasM;
                group.scalar(2, unbiasM);
                double beta2Power = beta2tBefore * beta2;
                double biasV = 1.0 - beta2Power;
                double unbiasV = 1.0 / biasV;
                group.scalar(3, unbiasV);
                group.state(2, beta1Power);
                group.state(3, beta2Power);
            }
        }

        @Override
        public void tensorScalars(Section section, int phase, TensorStep tensor) {
            if (section == Section.UPDATE && phase == 1) {
                GroupStep group = tensor.group();
                double lr = group.hyperparameter(0);
                double squaresW = tensor.reduction(0);
                double squaresR = tensor.reduction(1);
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                double normW = Math.sqrt(squaresW);
                double normR = Math.sqrt(squaresR);
                double trust = 0.0 < normW && 0.0 < normR ? normW / normR : 1.0;
                // w -= lr * trust * r
                double minusLrTrust = -(lr * trust);
                tensor.scalar(0, minusLrTrust);
            }
        }

        @Override
        public void loopScalars(Section section, int phase, TensorStep tensor,
                ScalarArguments arguments) {
            if (section == Section.UPDATE && phase == 1) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.hyperparameter(1)); // beta1
                arguments.add(group.scalar(0)); // oneMinusBeta1
                arguments.add(group.hyperparameter(2)); // beta2
                arguments.add(group.scalar(1)); // oneMinusBeta2
                arguments.add(group.scalar(2)); // unbiasM
                arguments.add(group.scalar(3)); // unbiasV
                arguments.add(group.hyperparameter(3)); // eps
                arguments.add(group.hyperparameter(4)); // weightDecay
            } else if (section == Section.UPDATE && phase == 2) {
                GroupStep group = tensor.group();
                arguments.add(group.scalar(2)); // unbiasM
                arguments.add(group.scalar(3)); // unbiasV
                arguments.add(group.hyperparameter(3)); // eps
                arguments.add(group.hyperparameter(4)); // weightDecay
                arguments.add(tensor.scalar(0)); // minusLrTrust
            } else {
                throw noPhase(section, phase);
            }
        }

        @Override
        protected InputStream openClResource() {
            return Lamb.class.getResourceAsStream("Lamb.cl");
        }

        @Override
        public void elements(Section section, int phase, TensorStep tensor, int from, int to,
                BlockValues block) {
            if (section == Section.UPDATE && phase == 1) {
                if (tensor.isDouble()) {
                    update1Doubles(tensor, from, to, block);
                } else {
                    update1Floats(tensor, from, to, block);
                }
            } else if (section == Section.UPDATE && phase == 2) {
                if (tensor.isDouble()) {
                    update2Doubles(tensor, from, to);
                } else {
                    update2Floats(tensor, from, to);
                }
            } else {
                throw noPhase(section, phase);
            }
        }

        private static void update1Floats(TensorStep tensor, int from, int to, BlockValues block) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float[] m = tensor.floatState(0);
            float[] v = tensor.floatState(1);
            float gradientScale = (float) tensor.gradientScale();
            float beta1 = (float) group.hyperparameter(1);
            float oneMinusBeta1 = (float) group.scalar(0);
            float beta2 = (float) group.hyperparameter(2);
            float oneMinusBeta2 = (float) group.scalar(1);
            float unbiasM = (float) group.scalar(2);
            float unbiasV = (float) group.scalar(3);
            float eps = (float) group.hyperparameter(3);
            float weightDecay = (float) group.hyperparameter(4);
            float[] squaresWBlock = block.floats(0);
            float[] squaresRBlock = block.floats(1);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                float w0 = w[i];
                // m = ema(m, g, beta1)
                float m1 = Math.fma(beta1, m[i], oneMinusBeta1 * g0);
                m[i] = m1;
                // v = ema(v, g^2, beta2)
                float v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                v[i] = v1;
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                float r = Math.fma(weightDecay, w0, m1 * unbiasM / ((float) Math.sqrt(v1 * unbiasV) + eps));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                squaresWBlock[i] = w0 * w0;
                squaresRBlock[i] = r * r;
            }
        }

        private static void update1Doubles(TensorStep tensor, int from, int to, BlockValues block) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double[] m = tensor.doubleState(0);
            double[] v = tensor.doubleState(1);
            double gradientScale = tensor.gradientScale();
            double beta1 = group.hyperparameter(1);
            double oneMinusBeta1 = group.scalar(0);
            double beta2 = group.hyperparameter(2);
            double oneMinusBeta2 = group.scalar(1);
            double unbiasM = group.scalar(2);
            double unbiasV = group.scalar(3);
            double eps = group.hyperparameter(3);
            double weightDecay = group.hyperparameter(4);
            double[] squaresWBlock = block.doubles(0);
            double[] squaresRBlock = block.doubles(1);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                double w0 = w[i];
                // m = ema(m, g, beta1)
                double m1 = Math.fma(beta1, m[i], oneMinusBeta1 * g0);
                m[i] = m1;
                // v = ema(v, g^2, beta2)
                double v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                v[i] = v1;
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                double r = Math.fma(weightDecay, w0, m1 * unbiasM / (Math.sqrt(v1 * unbiasV) + eps));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                squaresWBlock[i] = w0 * w0;
                squaresRBlock[i] = r * r;
            }
        }

        private static void update2Floats(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] m = tensor.floatState(0);
            float[] v = tensor.floatState(1);
            float unbiasM = (float) group.scalar(2);
            float unbiasV = (float) group.scalar(3);
            float eps = (float) group.hyperparameter(3);
            float weightDecay = (float) group.hyperparameter(4);
            float minusLrTrust = (float) tensor.scalar(0);
            for (int i = from; i < to; i++) {
                float w0 = w[i];
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                float r = Math.fma(weightDecay, w0, m[i] * unbiasM / ((float) Math.sqrt(v[i] * unbiasV) + eps));
                // w -= lr * trust * r
                w[i] = Math.fma(minusLrTrust, r, w0);
            }
        }

        private static void update2Doubles(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] m = tensor.doubleState(0);
            double[] v = tensor.doubleState(1);
            double unbiasM = group.scalar(2);
            double unbiasV = group.scalar(3);
            double eps = group.hyperparameter(3);
            double weightDecay = group.hyperparameter(4);
            double minusLrTrust = tensor.scalar(0);
            for (int i = from; i < to; i++) {
                double w0 = w[i];
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                double r = Math.fma(weightDecay, w0, m[i] * unbiasM / (Math.sqrt(v[i] * unbiasV) + eps));
                // w -= lr * trust * r
                w[i] = Math.fma(minusLrTrust, r, w0);
            }
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new LambVector.Kernel());
        }
    }

    /**
     * The rule for any values of its hyperparameters.
     *
     * <p>No loop reads back what an earlier one stored, so that it may be rounded.
     */
    private static final class KernelWithoutReadBack extends RuleKernel {
        KernelWithoutReadBack() {
            super(
                    KernelLayout.builder()
                            .section(Section.INITIALIZE, 0, 0)
                            .section(Section.UPDATE, 4, 1)
                            .loop().reads(PARAMETER, GRADIENT, 0, 1)
                            .reduces(KernelLayout.Operator.SUM, false)
                            .reduces(KernelLayout.Operator.SUM, false)
                            .loop().reads(PARAMETER, GRADIENT, 0, 1).writes(PARAMETER, 0, 1)
                            .build(),
                    "WithoutReadBack");
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.INITIALIZE && phase == 0) {
                // beta1^t = 1
                group.state(2, 1.0);
                // beta2^t = 1
                group.state(3, 1.0);
            } else if (section == Section.UPDATE && phase == 0) {
                double beta1 = group.hyperparameter(1);
                double beta2 = group.hyperparameter(2);
                double beta1tBefore = group.state(2);
                double beta2tBefore = group.state(3);
                // m = ema(m, g, beta1)
                double oneMinusBeta1 = 1.0 - beta1;
                group.scalar(0, oneMinusBeta1);
                // v = ema(v, g^2, beta2)
                double oneMinusBeta2 = 1.0 - beta2;
                group.scalar(1, oneMinusBeta2);
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                double beta1Power = beta1tBefore * beta1;
                double biasM = 1.0 - beta1Power;
                double unbiasM = 1.0 / biasM;
                group.scalar(2, unbiasM);
                double beta2Power = beta2tBefore * beta2;
                double biasV = 1.0 - beta2Power;
                double unbiasV = 1.0 / biasV;
                group.scalar(3, unbiasV);
                group.state(2, beta1Power);
                group.state(3, beta2Power);
            }
        }

        @Override
        public void tensorScalars(Section section, int phase, TensorStep tensor) {
            if (section == Section.UPDATE && phase == 1) {
                GroupStep group = tensor.group();
                double lr = group.hyperparameter(0);
                double squaresW = tensor.reduction(0);
                double squaresR = tensor.reduction(1);
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                double normW = Math.sqrt(squaresW);
                double normR = Math.sqrt(squaresR);
                double trust = 0.0 < normW && 0.0 < normR ? normW / normR : 1.0;
                // w -= lr * trust * r
                double minusLrTrust = -(lr * trust);
                tensor.scalar(0, minusLrTrust);
            }
        }

        @Override
        public void loopScalars(Section section, int phase, TensorStep tensor,
                ScalarArguments arguments) {
            if (section == Section.UPDATE && phase == 1) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.hyperparameter(1)); // beta1
                arguments.add(group.scalar(0)); // oneMinusBeta1
                arguments.add(group.hyperparameter(2)); // beta2
                arguments.add(group.scalar(1)); // oneMinusBeta2
                arguments.add(group.scalar(2)); // unbiasM
                arguments.add(group.scalar(3)); // unbiasV
                arguments.add(group.hyperparameter(3)); // eps
                arguments.add(group.hyperparameter(4)); // weightDecay
            } else if (section == Section.UPDATE && phase == 2) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.hyperparameter(1)); // beta1
                arguments.add(group.scalar(0)); // oneMinusBeta1
                arguments.add(group.hyperparameter(2)); // beta2
                arguments.add(group.scalar(1)); // oneMinusBeta2
                arguments.add(group.scalar(2)); // unbiasM
                arguments.add(group.scalar(3)); // unbiasV
                arguments.add(group.hyperparameter(3)); // eps
                arguments.add(group.hyperparameter(4)); // weightDecay
                arguments.add(tensor.scalar(0)); // minusLrTrust
            } else {
                throw noPhase(section, phase);
            }
        }

        @Override
        public void elements(Section section, int phase, TensorStep tensor, int from, int to,
                BlockValues block) {
            if (section == Section.UPDATE && phase == 1) {
                if (tensor.isDouble()) {
                    update1Doubles(tensor, from, to, block);
                } else {
                    update1Floats(tensor, from, to, block);
                }
            } else if (section == Section.UPDATE && phase == 2) {
                if (tensor.isDouble()) {
                    update2Doubles(tensor, from, to);
                } else {
                    update2Floats(tensor, from, to);
                }
            } else {
                throw noPhase(section, phase);
            }
        }

        private static void update1Floats(TensorStep tensor, int from, int to, BlockValues block) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float[] m = tensor.floatState(0);
            float[] v = tensor.floatState(1);
            float gradientScale = (float) tensor.gradientScale();
            float beta1 = (float) group.hyperparameter(1);
            float oneMinusBeta1 = (float) group.scalar(0);
            float beta2 = (float) group.hyperparameter(2);
            float oneMinusBeta2 = (float) group.scalar(1);
            float unbiasM = (float) group.scalar(2);
            float unbiasV = (float) group.scalar(3);
            float eps = (float) group.hyperparameter(3);
            float weightDecay = (float) group.hyperparameter(4);
            float[] squaresWBlock = block.floats(0);
            float[] squaresRBlock = block.floats(1);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                float w0 = w[i];
                // m = ema(m, g, beta1)
                float m1 = Math.fma(beta1, m[i], oneMinusBeta1 * g0);
                // v = ema(v, g^2, beta2)
                float v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                float r = Math.fma(weightDecay, w0, m1 * unbiasM / ((float) Math.sqrt(v1 * unbiasV) + eps));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                squaresWBlock[i] = w0 * w0;
                squaresRBlock[i] = r * r;
            }
        }

        private static void update1Doubles(TensorStep tensor, int from, int to, BlockValues block) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double[] m = tensor.doubleState(0);
            double[] v = tensor.doubleState(1);
            double gradientScale = tensor.gradientScale();
            double beta1 = group.hyperparameter(1);
            double oneMinusBeta1 = group.scalar(0);
            double beta2 = group.hyperparameter(2);
            double oneMinusBeta2 = group.scalar(1);
            double unbiasM = group.scalar(2);
            double unbiasV = group.scalar(3);
            double eps = group.hyperparameter(3);
            double weightDecay = group.hyperparameter(4);
            double[] squaresWBlock = block.doubles(0);
            double[] squaresRBlock = block.doubles(1);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                double w0 = w[i];
                // m = ema(m, g, beta1)
                double m1 = Math.fma(beta1, m[i], oneMinusBeta1 * g0);
                // v = ema(v, g^2, beta2)
                double v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                double r = Math.fma(weightDecay, w0, m1 * unbiasM / (Math.sqrt(v1 * unbiasV) + eps));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                squaresWBlock[i] = w0 * w0;
                squaresRBlock[i] = r * r;
            }
        }

        private static void update2Floats(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float[] m = tensor.floatState(0);
            float[] v = tensor.floatState(1);
            float gradientScale = (float) tensor.gradientScale();
            float beta1 = (float) group.hyperparameter(1);
            float oneMinusBeta1 = (float) group.scalar(0);
            float beta2 = (float) group.hyperparameter(2);
            float oneMinusBeta2 = (float) group.scalar(1);
            float unbiasM = (float) group.scalar(2);
            float unbiasV = (float) group.scalar(3);
            float eps = (float) group.hyperparameter(3);
            float weightDecay = (float) group.hyperparameter(4);
            float minusLrTrust = (float) tensor.scalar(0);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                float w0 = w[i];
                // m = ema(m, g, beta1)
                float m1 = Math.fma(beta1, m[i], oneMinusBeta1 * g0);
                m[i] = m1;
                // v = ema(v, g^2, beta2)
                float v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                v[i] = v1;
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                float r = Math.fma(weightDecay, w0, m1 * unbiasM / ((float) Math.sqrt(v1 * unbiasV) + eps));
                // w -= lr * trust * r
                w[i] = Math.fma(minusLrTrust, r, w0);
            }
        }

        private static void update2Doubles(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double[] m = tensor.doubleState(0);
            double[] v = tensor.doubleState(1);
            double gradientScale = tensor.gradientScale();
            double beta1 = group.hyperparameter(1);
            double oneMinusBeta1 = group.scalar(0);
            double beta2 = group.hyperparameter(2);
            double oneMinusBeta2 = group.scalar(1);
            double unbiasM = group.scalar(2);
            double unbiasV = group.scalar(3);
            double eps = group.hyperparameter(3);
            double weightDecay = group.hyperparameter(4);
            double minusLrTrust = tensor.scalar(0);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                double w0 = w[i];
                // m = ema(m, g, beta1)
                double m1 = Math.fma(beta1, m[i], oneMinusBeta1 * g0);
                m[i] = m1;
                // v = ema(v, g^2, beta2)
                double v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                v[i] = v1;
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                double r = Math.fma(weightDecay, w0, m1 * unbiasM / (Math.sqrt(v1 * unbiasV) + eps));
                // w -= lr * trust * r
                w[i] = Math.fma(minusLrTrust, r, w0);
            }
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new LambVector.WithoutReadBack());
        }
    }

    /**
     * The rule where beta1 is zero.
     *
     * <p>A later loop reads back v, which must be stored exactly as computed.
     */
    private static final class KernelWithoutBeta1 extends RuleKernel {
        KernelWithoutBeta1() {
            super(
                    KernelLayout.builder()
                            .without("beta1")
                            .sparing("m", "beta1^t")
                            .exact(1)
                            .section(Section.INITIALIZE, 0, 0)
                            .section(Section.UPDATE, 2, 1)
                            .loop().reads(PARAMETER, GRADIENT, 1).writes(1)
                            .reduces(KernelLayout.Operator.SUM, false)
                            .reduces(KernelLayout.Operator.SUM, false)
                            .loop().reads(PARAMETER, GRADIENT, 1).writes(PARAMETER)
                            .build(),
                    "WithoutBeta1");
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.INITIALIZE && phase == 0) {
                // beta2^t = 1
                group.state(3, 1.0);
            } else if (section == Section.UPDATE && phase == 0) {
                double beta2 = group.hyperparameter(2);
                double beta2tBefore = group.state(3);
                // v = ema(v, g^2, beta2)
                double oneMinusBeta2 = 1.0 - beta2;
                group.scalar(0, oneMinusBeta2);
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                double beta2Power = beta2tBefore * beta2;
                double biasV = 1.0 - beta2Power;
                double unbiasV = 1.0 / biasV;
                group.scalar(1, unbiasV);
                group.state(3, beta2Power);
            }
        }

        @Override
        public void tensorScalars(Section section, int phase, TensorStep tensor) {
            if (section == Section.UPDATE && phase == 1) {
                GroupStep group = tensor.group();
                double lr = group.hyperparameter(0);
                double squaresW = tensor.reduction(0);
                double squaresR = tensor.reduction(1);
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                double normW = Math.sqrt(squaresW);
                double normR = Math.sqrt(squaresR);
                double trust = 0.0 < normW && 0.0 < normR ? normW / normR : 1.0;
                // w -= lr * trust * r
                double minusLrTrust = -(lr * trust);
                tensor.scalar(0, minusLrTrust);
            }
        }

        @Override
        public void loopScalars(Section section, int phase, TensorStep tensor,
                ScalarArguments arguments) {
            if (section == Section.UPDATE && phase == 1) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.hyperparameter(2)); // beta2
                arguments.add(group.scalar(0)); // oneMinusBeta2
                arguments.add(group.scalar(1)); // unbiasV
                arguments.add(group.hyperparameter(3)); // eps
                arguments.add(group.hyperparameter(4)); // weightDecay
            } else if (section == Section.UPDATE && phase == 2) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.scalar(1)); // unbiasV
                arguments.add(group.hyperparameter(3)); // eps
                arguments.add(group.hyperparameter(4)); // weightDecay
                arguments.add(tensor.scalar(0)); // minusLrTrust
            } else {
                throw noPhase(section, phase);
            }
        }

        @Override
        public void elements(Section section, int phase, TensorStep tensor, int from, int to,
                BlockValues block) {
            if (section == Section.UPDATE && phase == 1) {
                if (tensor.isDouble()) {
                    update1Doubles(tensor, from, to, block);
                } else {
                    update1Floats(tensor, from, to, block);
                }
            } else if (section == Section.UPDATE && phase == 2) {
                if (tensor.isDouble()) {
                    update2Doubles(tensor, from, to);
                } else {
                    update2Floats(tensor, from, to);
                }
            } else {
                throw noPhase(section, phase);
            }
        }

        private static void update1Floats(TensorStep tensor, int from, int to, BlockValues block) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float[] v = tensor.floatState(1);
            float gradientScale = (float) tensor.gradientScale();
            float beta2 = (float) group.hyperparameter(2);
            float oneMinusBeta2 = (float) group.scalar(0);
            float unbiasV = (float) group.scalar(1);
            float eps = (float) group.hyperparameter(3);
            float weightDecay = (float) group.hyperparameter(4);
            float[] squaresWBlock = block.floats(0);
            float[] squaresRBlock = block.floats(1);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                float w0 = w[i];
                // v = ema(v, g^2, beta2)
                float v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                v[i] = v1;
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                float r = Math.fma(weightDecay, w0, g0 / ((float) Math.sqrt(v1 * unbiasV) + eps));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                squaresWBlock[i] = w0 * w0;
                squaresRBlock[i] = r * r;
            }
        }

        private static void update1Doubles(TensorStep tensor, int from, int to, BlockValues block) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double[] v = tensor.doubleState(1);
            double gradientScale = tensor.gradientScale();
            double beta2 = group.hyperparameter(2);
            double oneMinusBeta2 = group.scalar(0);
            double unbiasV = group.scalar(1);
            double eps = group.hyperparameter(3);
            double weightDecay = group.hyperparameter(4);
            double[] squaresWBlock = block.doubles(0);
            double[] squaresRBlock = block.doubles(1);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                double w0 = w[i];
                // v = ema(v, g^2, beta2)
                double v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                v[i] = v1;
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                double r = Math.fma(weightDecay, w0, g0 / (Math.sqrt(v1 * unbiasV) + eps));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                squaresWBlock[i] = w0 * w0;
                squaresRBlock[i] = r * r;
            }
        }

        private static void update2Floats(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float[] v = tensor.floatState(1);
            float gradientScale = (float) tensor.gradientScale();
            float unbiasV = (float) group.scalar(1);
            float eps = (float) group.hyperparameter(3);
            float weightDecay = (float) group.hyperparameter(4);
            float minusLrTrust = (float) tensor.scalar(0);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                float w0 = w[i];
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                float r = Math.fma(weightDecay, w0, g0 / ((float) Math.sqrt(v[i] * unbiasV) + eps));
                // w -= lr * trust * r
                w[i] = Math.fma(minusLrTrust, r, w0);
            }
        }

        private static void update2Doubles(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double[] v = tensor.doubleState(1);
            double gradientScale = tensor.gradientScale();
            double unbiasV = group.scalar(1);
            double eps = group.hyperparameter(3);
            double weightDecay = group.hyperparameter(4);
            double minusLrTrust = tensor.scalar(0);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                double w0 = w[i];
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                double r = Math.fma(weightDecay, w0, g0 / (Math.sqrt(v[i] * unbiasV) + eps));
                // w -= lr * trust * r
                w[i] = Math.fma(minusLrTrust, r, w0);
            }
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new LambVector.WithoutBeta1());
        }
    }

    /**
     * The rule where beta1 is zero.
     *
     * <p>No loop reads back what an earlier one stored, so that it may be rounded.
     */
    private static final class KernelWithoutBeta1AndReadBack extends RuleKernel {
        KernelWithoutBeta1AndReadBack() {
            super(
                    KernelLayout.builder()
                            .without("beta1")
                            .sparing("m", "beta1^t")
                            .section(Section.INITIALIZE, 0, 0)
                            .section(Section.UPDATE, 2, 1)
                            .loop().reads(PARAMETER, GRADIENT, 1)
                            .reduces(KernelLayout.Operator.SUM, false)
                            .reduces(KernelLayout.Operator.SUM, false)
                            .loop().reads(PARAMETER, GRADIENT, 1).writes(PARAMETER, 1)
                            .build(),
                    "WithoutBeta1AndReadBack");
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.INITIALIZE && phase == 0) {
                // beta2^t = 1
                group.state(3, 1.0);
            } else if (section == Section.UPDATE && phase == 0) {
                double beta2 = group.hyperparameter(2);
                double beta2tBefore = group.state(3);
                // v = ema(v, g^2, beta2)
                double oneMinusBeta2 = 1.0 - beta2;
                group.scalar(0, oneMinusBeta2);
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                double beta2Power = beta2tBefore * beta2;
                double biasV = 1.0 - beta2Power;
                double unbiasV = 1.0 / biasV;
                group.scalar(1, unbiasV);
                group.state(3, beta2Power);
            }
        }

        @Override
        public void tensorScalars(Section section, int phase, TensorStep tensor) {
            if (section == Section.UPDATE && phase == 1) {
                GroupStep group = tensor.group();
                double lr = group.hyperparameter(0);
                double squaresW = tensor.reduction(0);
                double squaresR = tensor.reduction(1);
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                double normW = Math.sqrt(squaresW);
                double normR = Math.sqrt(squaresR);
                double trust = 0.0 < normW && 0.0 < normR ? normW / normR : 1.0;
                // w -= lr * trust * r
                double minusLrTrust = -(lr * trust);
                tensor.scalar(0, minusLrTrust);
            }
        }

        @Override
        public void loopScalars(Section section, int phase, TensorStep tensor,
                ScalarArguments arguments) {
            if (section == Section.UPDATE && phase == 1) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.hyperparameter(2)); // beta2
                arguments.add(group.scalar(0)); // oneMinusBeta2
                arguments.add(group.scalar(1)); // unbiasV
                arguments.add(group.hyperparameter(3)); // eps
                arguments.add(group.hyperparameter(4)); // weightDecay
            } else if (section == Section.UPDATE && phase == 2) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.hyperparameter(2)); // beta2
                arguments.add(group.scalar(0)); // oneMinusBeta2
                arguments.add(group.scalar(1)); // unbiasV
                arguments.add(group.hyperparameter(3)); // eps
                arguments.add(group.hyperparameter(4)); // weightDecay
                arguments.add(tensor.scalar(0)); // minusLrTrust
            } else {
                throw noPhase(section, phase);
            }
        }

        @Override
        public void elements(Section section, int phase, TensorStep tensor, int from, int to,
                BlockValues block) {
            if (section == Section.UPDATE && phase == 1) {
                if (tensor.isDouble()) {
                    update1Doubles(tensor, from, to, block);
                } else {
                    update1Floats(tensor, from, to, block);
                }
            } else if (section == Section.UPDATE && phase == 2) {
                if (tensor.isDouble()) {
                    update2Doubles(tensor, from, to);
                } else {
                    update2Floats(tensor, from, to);
                }
            } else {
                throw noPhase(section, phase);
            }
        }

        private static void update1Floats(TensorStep tensor, int from, int to, BlockValues block) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float[] v = tensor.floatState(1);
            float gradientScale = (float) tensor.gradientScale();
            float beta2 = (float) group.hyperparameter(2);
            float oneMinusBeta2 = (float) group.scalar(0);
            float unbiasV = (float) group.scalar(1);
            float eps = (float) group.hyperparameter(3);
            float weightDecay = (float) group.hyperparameter(4);
            float[] squaresWBlock = block.floats(0);
            float[] squaresRBlock = block.floats(1);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                float w0 = w[i];
                // v = ema(v, g^2, beta2)
                float v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                float r = Math.fma(weightDecay, w0, g0 / ((float) Math.sqrt(v1 * unbiasV) + eps));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                squaresWBlock[i] = w0 * w0;
                squaresRBlock[i] = r * r;
            }
        }

        private static void update1Doubles(TensorStep tensor, int from, int to, BlockValues block) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double[] v = tensor.doubleState(1);
            double gradientScale = tensor.gradientScale();
            double beta2 = group.hyperparameter(2);
            double oneMinusBeta2 = group.scalar(0);
            double unbiasV = group.scalar(1);
            double eps = group.hyperparameter(3);
            double weightDecay = group.hyperparameter(4);
            double[] squaresWBlock = block.doubles(0);
            double[] squaresRBlock = block.doubles(1);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                double w0 = w[i];
                // v = ema(v, g^2, beta2)
                double v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                double r = Math.fma(weightDecay, w0, g0 / (Math.sqrt(v1 * unbiasV) + eps));
                // trust = where(norm(w) > 0 and norm(r) > 0, norm(w) / norm(r), 1)
                squaresWBlock[i] = w0 * w0;
                squaresRBlock[i] = r * r;
            }
        }

        private static void update2Floats(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float[] v = tensor.floatState(1);
            float gradientScale = (float) tensor.gradientScale();
            float beta2 = (float) group.hyperparameter(2);
            float oneMinusBeta2 = (float) group.scalar(0);
            float unbiasV = (float) group.scalar(1);
            float eps = (float) group.hyperparameter(3);
            float weightDecay = (float) group.hyperparameter(4);
            float minusLrTrust = (float) tensor.scalar(0);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                float w0 = w[i];
                // v = ema(v, g^2, beta2)
                float v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                float r = Math.fma(weightDecay, w0, g0 / ((float) Math.sqrt(v1 * unbiasV) + eps));
                // w -= lr * trust * r
                w[i] = Math.fma(minusLrTrust, r, w0);
                v[i] = v1;
            }
        }

        private static void update2Doubles(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double[] v = tensor.doubleState(1);
            double gradientScale = tensor.gradientScale();
            double beta2 = group.hyperparameter(2);
            double oneMinusBeta2 = group.scalar(0);
            double unbiasV = group.scalar(1);
            double eps = group.hyperparameter(3);
            double weightDecay = group.hyperparameter(4);
            double minusLrTrust = tensor.scalar(0);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                double w0 = w[i];
                // v = ema(v, g^2, beta2)
                double v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                // r = hat(m) / (sqrt(hat(v)) + eps) + weightDecay*w
                double r = Math.fma(weightDecay, w0, g0 / (Math.sqrt(v1 * unbiasV) + eps));
                // w -= lr * trust * r
                w[i] = Math.fma(minusLrTrust, r, w0);
                v[i] = v1;
            }
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new LambVector.WithoutBeta1AndReadBack());
        }
    }
}
