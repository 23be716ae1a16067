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
 * Momentum as a velocity (Polyak, 1964; Sutskever et al., 2013). Equals PyTorch's {@code
 * SGD(momentum, dampening)} and optax's {@code sgd(momentum)}: the first velocity is the gradient
 * itself, whatever the dampening.
 *
 * <pre>{@code
 * g += weightDecay * w
 * v = rho*v + where(t == 1, 1, 1 - dampening)*g
 * w -= lr * v
 * }</pre>
 *
 * <p>Hyperparameters:
 * <ul>
 * <li>{@code lr} in [0, ∞), by default 0.001
 * <li>{@code rho} in [0, 1), by default 0.9
 * <li>{@code dampening} in [0, 1], by default 0.0
 * <li>{@code weightDecay} in [0, ∞), by default 0.0
 * </ul>
 *
 * <p>A step takes:
 * <ul>
 * <li>1 phase, 12 bytes read and 8 written per float element (24 and 16 per double)
 * <li>0 divisions, 0 roots, 0 temporaries in memory
 * <li>per element besides: 2 multiply, 3 fma
 * </ul>
 */
@Generated("MomentumRule")
public final class Momentum extends Optimizer implements MomentumRule {
    private static final RuleDescriptor RULE = RuleDescriptor.builder("Momentum")
            .hyperparameter("lr", 0.001, RuleDescriptor.Range.NON_NEGATIVE)
            .hyperparameter("rho", 0.9, RuleDescriptor.Range.BELOW_ONE)
            .hyperparameter("dampening", 0.0, new RuleDescriptor.Range(0.0, false, 1.0, false))
            .hyperparameter("weightDecay", 0.0, RuleDescriptor.Range.NON_NEGATIVE)
            .state("v", State.Shape.ELEMENT)
            .kernel(new Kernel())
            .kernel(new KernelWithoutRho())
            .build();

    private Momentum(Builder builder, Parameters parameters) {
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

    /** The value of {@code rho} at the current step, in the first group. */
    @Override
    public double rho() {
        return hyperparameter(1);
    }

    /** The value of {@code dampening} at the current step, in the first group. */
    @Override
    public double dampening() {
        return hyperparameter(2);
    }

    /** The value of {@code weightDecay} at the current step, in the first group. */
    @Override
    public double weightDecay() {
        return hyperparameter(3);
    }

    /** The state {@code v}. */
    @Override
    public Slot v() {
        return state(0);
    }

    /** Builds optimizers of this rule. */
    public static final class Builder extends OptimizerBuilder<Builder, Momentum> {
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

        /** Sets {@code rho}; allowed: [0, 1). */
        public Builder rho(double value) {
            return set(1, value);
        }

        /** Schedules {@code rho}; allowed at every step: [0, 1). */
        public Builder rho(Schedule schedule) {
            return set(1, schedule);
        }

        /** Sets {@code dampening}; allowed: [0, 1]. */
        public Builder dampening(double value) {
            return set(2, value);
        }

        /** Schedules {@code dampening}; allowed at every step: [0, 1]. */
        public Builder dampening(Schedule schedule) {
            return set(2, schedule);
        }

        /** Sets {@code weightDecay}; allowed: [0, ∞). */
        public Builder weightDecay(double value) {
            return set(3, value);
        }

        /** Schedules {@code weightDecay}; allowed at every step: [0, ∞). */
        public Builder weightDecay(Schedule schedule) {
            return set(3, schedule);
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
        public Momentum build(Parameters parameters) {
            return new Momentum(this, parameters);
        }
    }

    /** The rule for any values of its hyperparameters. */
    private static final class Kernel extends RuleKernel {
        Kernel() {
            super(
                    KernelLayout.builder()
                            .section(Section.UPDATE, 2, 0)
                            .loop().reads(PARAMETER, GRADIENT, 0).writes(PARAMETER, 0)
                            .build());
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.UPDATE && phase == 0) {
                double t = group.step();
                double dampening = group.hyperparameter(2);
                double lr = group.hyperparameter(0);
                // v = rho*v + where(t == 1, 1, 1 - dampening)*g
                double scalar = t == 1.0 ? 1.0 : 1.0 - dampening;
                group.scalar(0, scalar);
                // w -= lr * v
                double minusLr = -lr;
                group.scalar(1, minusLr);
            }
        }

        @Override
        public void loopScalars(Section section, int phase, TensorStep tensor,
                ScalarArguments arguments) {
            if (section == Section.UPDATE && phase == 1) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.hyperparameter(3)); // weightDecay
                arguments.add(group.hyperparameter(1)); // rho
                arguments.add(group.scalar(0)); // scalar
                arguments.add(group.scalar(1)); // minusLr
            } else {
                throw noPhase(section, phase);
            }
        }

        @Override
        protected InputStream openClResource() {
            return Momentum.class.getResourceAsStream("Momentum.cl");
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
            float[] v = tensor.floatState(0);
            float gradientScale = (float) tensor.gradientScale();
            float weightDecay = (float) group.hyperparameter(3);
            float rho = (float) group.hyperparameter(1);
            float scalar = (float) group.scalar(0);
            float minusLr = (float) group.scalar(1);
            for (int i = from; i < to; i++) {
                float w0 = w[i];
                float g0 = gradientScale * g[i];
                // g += weightDecay * w   (L2 weight decay)
                float g1 = Math.fma(weightDecay, w0, g0);
                // v = rho*v + where(t == 1, 1, 1 - dampening)*g
                float v1 = Math.fma(rho, v[i], scalar * g1);
                v[i] = v1;
                // w -= lr * v
                w[i] = Math.fma(minusLr, v1, w0);
            }
        }

        private static void updateDoubles(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double[] v = tensor.doubleState(0);
            double gradientScale = tensor.gradientScale();
            double weightDecay = group.hyperparameter(3);
            double rho = group.hyperparameter(1);
            double scalar = group.scalar(0);
            double minusLr = group.scalar(1);
            for (int i = from; i < to; i++) {
                double w0 = w[i];
                double g0 = gradientScale * g[i];
                // g += weightDecay * w   (L2 weight decay)
                double g1 = Math.fma(weightDecay, w0, g0);
                // v = rho*v + where(t == 1, 1, 1 - dampening)*g
                double v1 = Math.fma(rho, v[i], scalar * g1);
                v[i] = v1;
                // w -= lr * v
                w[i] = Math.fma(minusLr, v1, w0);
            }
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new MomentumVector.Kernel());
        }
    }

    /** The rule where rho is zero. */
    private static final class KernelWithoutRho extends RuleKernel {
        KernelWithoutRho() {
            super(
                    KernelLayout.builder()
                            .without("rho")
                            .sparing("v")
                            .section(Section.UPDATE, 2, 0)
                            .loop().reads(PARAMETER, GRADIENT).writes(PARAMETER)
                            .build(),
                    "WithoutRho");
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.UPDATE && phase == 0) {
                double t = group.step();
                double dampening = group.hyperparameter(2);
                double lr = group.hyperparameter(0);
                // v = rho*v + where(t == 1, 1, 1 - dampening)*g
                double scalar = t == 1.0 ? 1.0 : 1.0 - dampening;
                group.scalar(0, scalar);
                // w -= lr * v
                double minusLr = -lr;
                group.scalar(1, minusLr);
            }
        }

        @Override
        public void loopScalars(Section section, int phase, TensorStep tensor,
                ScalarArguments arguments) {
            if (section == Section.UPDATE && phase == 1) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.hyperparameter(3)); // weightDecay
                arguments.add(group.scalar(0)); // scalar
                arguments.add(group.scalar(1)); // minusLr
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
            float gradientScale = (float) tensor.gradientScale();
            float weightDecay = (float) group.hyperparameter(3);
            float scalar = (float) group.scalar(0);
            float minusLr = (float) group.scalar(1);
            for (int i = from; i < to; i++) {
                float w0 = w[i];
                float g0 = gradientScale * g[i];
                // g += weightDecay * w   (L2 weight decay)
                float g1 = Math.fma(weightDecay, w0, g0);
                // v = rho*v + where(t == 1, 1, 1 - dampening)*g
                float x = scalar * g1;
                // w -= lr * v
                w[i] = Math.fma(minusLr, x, w0);
            }
        }

        private static void updateDoubles(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double gradientScale = tensor.gradientScale();
            double weightDecay = group.hyperparameter(3);
            double scalar = group.scalar(0);
            double minusLr = group.scalar(1);
            for (int i = from; i < to; i++) {
                double w0 = w[i];
                double g0 = gradientScale * g[i];
                // g += weightDecay * w   (L2 weight decay)
                double g1 = Math.fma(weightDecay, w0, g0);
                // v = rho*v + where(t == 1, 1, 1 - dampening)*g
                double x = scalar * g1;
                // w -= lr * v
                w[i] = Math.fma(minusLr, x, w0);
            }
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new MomentumVector.WithoutRho());
        }
    }
}
