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
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019), epsilon outside the root. Equals
 * PyTorch's {@code AdamW} and, up to epsilon's place, Keras' and optax's.
 *
 * <pre>{@code
 * w -= lr * weightDecay * w
 * m = ema(m, g, beta1)
 * v = ema(v, g^2, beta2)
 * w -= lr * hat(m) / (sqrt(hat(v)) + eps)
 * }</pre>
 *
 * <p>Hyperparameters:
 * <ul>
 * <li>{@code lr} in [0, ∞), by default 0.001
 * <li>{@code beta1} in [0, 1), by default 0.9
 * <li>{@code beta2} in [0, 1), by default 0.999
 * <li>{@code eps} in [0, ∞), by default 1.0E-8
 * <li>{@code weightDecay} in [0, ∞), by default 0.01
 * </ul>
 *
 * <p>A step takes:
 * <ul>
 * <li>1 phase, 16 bytes read and 12 written per float element (32 and 24 per double)
 * <li>1 division, 1 root, 0 temporaries in memory
 * <li>per element besides: 1 add, 1 subtract, 6 multiply, 3 fma
 * </ul>
 */
@Generated("AdamWRule")
public final class AdamW extends Optimizer implements AdamWRule {
    private static final RuleDescriptor RULE = RuleDescriptor.builder("AdamW")
            .hyperparameter("lr", 0.001, RuleDescriptor.Range.NON_NEGATIVE)
            .hyperparameter("beta1", 0.9, RuleDescriptor.Range.BELOW_ONE)
            .hyperparameter("beta2", 0.999, RuleDescriptor.Range.BELOW_ONE)
            .hyperparameter("eps", 1.0E-8, RuleDescriptor.Range.NON_NEGATIVE)
            .hyperparameter("weightDecay", 0.01, RuleDescriptor.Range.NON_NEGATIVE)
            .state("m", State.Shape.ELEMENT)
            .state("v", State.Shape.ELEMENT)
            .addedState("beta1^t")
            .addedState("beta2^t")
            .kernel(new Kernel())
            .kernel(new KernelWithoutBeta1())
            .build();

    private AdamW(Builder builder, Parameters parameters) {
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
    public static final class Builder extends OptimizerBuilder<Builder, AdamW> {
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
        public AdamW build(Parameters parameters) {
            return new AdamW(this, parameters);
        }
    }

    /** The rule for any values of its hyperparameters. */
    private static final class Kernel extends RuleKernel {
        Kernel() {
            super(
                    KernelLayout.builder()
                            .section(Section.INITIALIZE, 0, 0)
                            .section(Section.UPDATE, 5, 0)
                            .loop().reads(PARAMETER, GRADIENT, 0, 1).writes(PARAMETER, 0, 1)
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
                double lr = group.hyperparameter(0);
                double weightDecay = group.hyperparameter(4);
                double beta1 = group.hyperparameter(1);
                double beta2 = group.hyperparameter(2);
                double beta1tBefore = group.state(2);
                double beta2tBefore = group.state(3);
                // w -= lr * weightDecay * w   (decoupled weight decay)
                double minusLrWeightDecay = -(lr * weightDecay);
                group.scalar(0, minusLrWeightDecay);
                // m = ema(m, g, beta1)
                double oneMinusBeta1 = 1.0 - beta1;
                group.scalar(1, oneMinusBeta1);
                // v = ema(v, g^2, beta2)
                double oneMinusBeta2 = 1.0 - beta2;
                group.scalar(2, oneMinusBeta2);
                // w -= lr * hat(m) / (sqrt(hat(v)) + eps)
                double beta1Power = beta1tBefore * beta1;
                double biasM = 1.0 - beta1Power;
                double unbiasM = 1.0 / biasM;
                double lrUnbiasM = lr * unbiasM;
                group.scalar(3, lrUnbiasM);
                double beta2Power = beta2tBefore * beta2;
                double biasV = 1.0 - beta2Power;
                double unbiasV = 1.0 / biasV;
                group.scalar(4, unbiasV);
                group.state(2, beta1Power);
                group.state(3, beta2Power);
            }
        }

        @Override
        public void loopScalars(Section section, int phase, TensorStep tensor,
                ScalarArguments arguments) {
            if (section == Section.UPDATE && phase == 1) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.scalar(0)); // minusLrWeightDecay
                arguments.add(group.hyperparameter(1)); // beta1
                arguments.add(group.scalar(1)); // oneMinusBeta1
                arguments.add(group.hyperparameter(2)); // beta2
                arguments.add(group.scalar(2)); // oneMinusBeta2
                arguments.add(group.scalar(3)); // lrUnbiasM
                arguments.add(group.scalar(4)); // unbiasV
                arguments.add(group.hyperparameter(3)); // eps
            } else {
                throw noPhase(section, phase);
            }
        }

        @Override
        protected InputStream openClResource() {
            return AdamW.class.getResourceAsStream("AdamW.cl");
        }

        @Override
        public void elements(Section section, int phase, TensorStep tensor, int from, int to,
                BlockValues block) {
            if (section == Section.UPDATE && phase == 1) {
                if (tensor.isDouble()) {
                    updateDoubles(tensor, from, to);
                } else {
                    updateFloats(tensor, from, to);
                }
            } else {
                throw noPhase(section, phase);
            }
        }

        private static void updateFloats(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float[] m = tensor.floatState(0);
            float[] v = tensor.floatState(1);
            float gradientScale = (float) tensor.gradientScale();
            float minusLrWeightDecay = (float) group.scalar(0);
            float beta1 = (float) group.hyperparameter(1);
            float oneMinusBeta1 = (float) group.scalar(1);
            float beta2 = (float) group.hyperparameter(2);
            float oneMinusBeta2 = (float) group.scalar(2);
            float lrUnbiasM = (float) group.scalar(3);
            float unbiasV = (float) group.scalar(4);
            float eps = (float) group.hyperparameter(3);
            for (int i = from; i < to; i++) {
                float w0 = w[i];
                float g0 = gradientScale * g[i];
                // w -= lr * weightDecay * w   (decoupled weight decay)
                float w1 = Math.fma(minusLrWeightDecay, w0, w0);
                // m = ema(m, g, beta1)
                float m1 = Math.fma(beta1, m[i], oneMinusBeta1 * g0);
                m[i] = m1;
                // v = ema(v, g^2, beta2)
                float v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                v[i] = v1;
                // w -= lr * hat(m) / (sqrt(hat(v)) + eps)
                w[i] = w1 - lrUnbiasM * m1 / ((float) Math.sqrt(v1 * unbiasV) + eps);
            }
        }

        private static void updateDoubles(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double[] m = tensor.doubleState(0);
            double[] v = tensor.doubleState(1);
            double gradientScale = tensor.gradientScale();
            double minusLrWeightDecay = group.scalar(0);
            double beta1 = group.hyperparameter(1);
            double oneMinusBeta1 = group.scalar(1);
            double beta2 = group.hyperparameter(2);
            double oneMinusBeta2 = group.scalar(2);
            double lrUnbiasM = group.scalar(3);
            double unbiasV = group.scalar(4);
            double eps = group.hyperparameter(3);
            for (int i = from; i < to; i++) {
                double w0 = w[i];
                double g0 = gradientScale * g[i];
                // w -= lr * weightDecay * w   (decoupled weight decay)
                double w1 = Math.fma(minusLrWeightDecay, w0, w0);
                // m = ema(m, g, beta1)
                double m1 = Math.fma(beta1, m[i], oneMinusBeta1 * g0);
                m[i] = m1;
                // v = ema(v, g^2, beta2)
                double v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                v[i] = v1;
                // w -= lr * hat(m) / (sqrt(hat(v)) + eps)
                w[i] = w1 - lrUnbiasM * m1 / (Math.sqrt(v1 * unbiasV) + eps);
            }
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new AdamWVector.Kernel());
        }
    }

    /** The rule where beta1 is zero. */
    private static final class KernelWithoutBeta1 extends RuleKernel {
        KernelWithoutBeta1() {
            super(
                    KernelLayout.builder()
                            .without("beta1")
                            .sparing("m", "beta1^t")
                            .section(Section.INITIALIZE, 0, 0)
                            .section(Section.UPDATE, 3, 0)
                            .loop().reads(PARAMETER, GRADIENT, 1).writes(PARAMETER, 1)
                            .build(),
                    "WithoutBeta1");
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.INITIALIZE && phase == 0) {
                // beta2^t = 1
                group.state(3, 1.0);
            } else if (section == Section.UPDATE && phase == 0) {
                double lr = group.hyperparameter(0);
                double weightDecay = group.hyperparameter(4);
                double beta2 = group.hyperparameter(2);
                double beta2tBefore = group.state(3);
                // w -= lr * weightDecay * w   (decoupled weight decay)
                double minusLrWeightDecay = -(lr * weightDecay);
                group.scalar(0, minusLrWeightDecay);
                // v = ema(v, g^2, beta2)
                double oneMinusBeta2 = 1.0 - beta2;
                group.scalar(1, oneMinusBeta2);
                // w -= lr * hat(m) / (sqrt(hat(v)) + eps)
                double beta2Power = beta2tBefore * beta2;
                double biasV = 1.0 - beta2Power;
                double unbiasV = 1.0 / biasV;
                group.scalar(2, unbiasV);
                group.state(3, beta2Power);
            }
        }

        @Override
        public void loopScalars(Section section, int phase, TensorStep tensor,
                ScalarArguments arguments) {
            if (section == Section.UPDATE && phase == 1) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.hyperparameter(0)); // lr
                arguments.add(group.scalar(0)); // minusLrWeightDecay
                arguments.add(group.hyperparameter(2)); // beta2
                arguments.add(group.scalar(1)); // oneMinusBeta2
                arguments.add(group.scalar(2)); // unbiasV
                arguments.add(group.hyperparameter(3)); // eps
            } else {
                throw noPhase(section, phase);
            }
        }

        @Override
        public void elements(Section section, int phase, TensorStep tensor, int from, int to,
                BlockValues block) {
            if (section == Section.UPDATE && phase == 1) {
                if (tensor.isDouble()) {
                    updateDoubles(tensor, from, to);
                } else {
                    updateFloats(tensor, from, to);
                }
            } else {
                throw noPhase(section, phase);
            }
        }

        private static void updateFloats(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float[] v = tensor.floatState(1);
            float gradientScale = (float) tensor.gradientScale();
            float lr = (float) group.hyperparameter(0);
            float minusLrWeightDecay = (float) group.scalar(0);
            float beta2 = (float) group.hyperparameter(2);
            float oneMinusBeta2 = (float) group.scalar(1);
            float unbiasV = (float) group.scalar(2);
            float eps = (float) group.hyperparameter(3);
            for (int i = from; i < to; i++) {
                float w0 = w[i];
                float g0 = gradientScale * g[i];
                // w -= lr * weightDecay * w   (decoupled weight decay)
                float w1 = Math.fma(minusLrWeightDecay, w0, w0);
                // v = ema(v, g^2, beta2)
                float v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                // w -= lr * hat(m) / (sqrt(hat(v)) + eps)
                w[i] = w1 - lr * g0 / ((float) Math.sqrt(v1 * unbiasV) + eps);
                v[i] = v1;
            }
        }

        private static void updateDoubles(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double[] v = tensor.doubleState(1);
            double gradientScale = tensor.gradientScale();
            double lr = group.hyperparameter(0);
            double minusLrWeightDecay = group.scalar(0);
            double beta2 = group.hyperparameter(2);
            double oneMinusBeta2 = group.scalar(1);
            double unbiasV = group.scalar(2);
            double eps = group.hyperparameter(3);
            for (int i = from; i < to; i++) {
                double w0 = w[i];
                double g0 = gradientScale * g[i];
                // w -= lr * weightDecay * w   (decoupled weight decay)
                double w1 = Math.fma(minusLrWeightDecay, w0, w0);
                // v = ema(v, g^2, beta2)
                double v1 = Math.fma(beta2, v[i], oneMinusBeta2 * (g0 * g0));
                // w -= lr * hat(m) / (sqrt(hat(v)) + eps)
                w[i] = w1 - lr * g0 / (Math.sqrt(v1 * unbiasV) + eps);
                v[i] = v1;
            }
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new AdamWVector.WithoutBeta1());
        }
    }
}
