package dev.optweave.conformance;

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
 * Momentum on gradients whose norm over all tensors is limited.
 *
 * <pre>{@code
 * scale = min(1, limit / (all(norm(g)) + 1e-6))
 * v = rho*v + scale*g
 * w -= lr * v
 * }</pre>
 *
 * <p>Hyperparameters:
 * <ul>
 * <li>{@code lr} in [0, ∞), by default 0.1
 * <li>{@code rho} in [0, 1], by default 0.9
 * <li>{@code limit} in (0, ∞), by default 1.0
 * </ul>
 *
 * <p>A step takes:
 * <ul>
 * <li>2 phases, 16 bytes read and 8 written per float element (32 and 16 per double)
 * <li>0 divisions, 0 roots, 0 temporaries in memory
 * <li>per element besides: 4 multiply, 2 fma
 * <li>phase 1 reads g; writes nothing; reduces 1 value
 * <li>phase 2 reads g, v, w; writes v, w; reduces 0 values
 * </ul>
 */
@Generated("ClipByGlobalNormRule")
public final class ClipByGlobalNorm extends Optimizer implements ClipByGlobalNormRule {
    private static final RuleDescriptor RULE = RuleDescriptor.builder("ClipByGlobalNorm")
            .hyperparameter("lr", 0.1, RuleDescriptor.Range.NON_NEGATIVE)
            .hyperparameter("rho", 0.9, new RuleDescriptor.Range(0.0, false, 1.0, false))
            .hyperparameter("limit", 1.0, new RuleDescriptor.Range(0.0, true, Double.POSITIVE_INFINITY, false))
            .state("v", State.Shape.ELEMENT)
            .kernel(new Kernel())
            .kernel(new KernelWithoutRho())
            .build();

    private ClipByGlobalNorm(Builder builder, Parameters parameters) {
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

    /** The value of {@code limit} at the current step, in the first group. */
    @Override
    public double limit() {
        return hyperparameter(2);
    }

    /** The state {@code v}. */
    @Override
    public Slot v() {
        return state(0);
    }

    /** Builds optimizers of this rule. */
    public static final class Builder extends OptimizerBuilder<Builder, ClipByGlobalNorm> {
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

        /** Sets {@code rho}; allowed: [0, 1]. */
        public Builder rho(double value) {
            return set(1, value);
        }

        /** Schedules {@code rho}; allowed at every step: [0, 1]. */
        public Builder rho(Schedule schedule) {
            return set(1, schedule);
        }

        /** Sets {@code limit}; allowed: (0, ∞). */
        public Builder limit(double value) {
            return set(2, value);
        }

        /** Schedules {@code limit}; allowed at every step: (0, ∞). */
        public Builder limit(Schedule schedule) {
            return set(2, schedule);
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
        public ClipByGlobalNorm build(Parameters parameters) {
            return new ClipByGlobalNorm(this, parameters);
        }
    }

    /** The rule for any values of its hyperparameters. */
    private static final class Kernel extends RuleKernel {
        Kernel() {
            super(
                    KernelLayout.builder()
                            .section(Section.UPDATE, 2, 0)
                            .loop().reads(GRADIENT)
                            .reduces(KernelLayout.Operator.SUM, true)
                            .loop().reads(PARAMETER, GRADIENT, 0).writes(PARAMETER, 0)
                            .build());
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.UPDATE && phase == 0) {
                double lr = group.hyperparameter(0);
                // w -= lr * v
                double minusLr = -lr;
                group.scalar(0, minusLr);
            } else if (section == Section.UPDATE && phase == 1) {
                double limit = group.hyperparameter(2);
                double squaresG = group.reduction(0);
                // scale = min(1, limit / (all(norm(g)) + 1e-6))
                double normG = Math.sqrt(squaresG);
                double scale = Math.min(1.0, limit / (normG + 1.0E-6));
                group.scalar(1, scale);
            }
        }

        @Override
        public void loopScalars(Section section, int phase, TensorStep tensor,
                ScalarArguments arguments) {
            if (section == Section.UPDATE && phase == 1) {
                arguments.add(tensor.gradientScale());
            } else if (section == Section.UPDATE && phase == 2) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.hyperparameter(1)); // rho
                arguments.add(group.scalar(0)); // minusLr
                arguments.add(group.scalar(1)); // scale
            } else {
                throw noPhase(section, phase);
            }
        }

        @Override
        protected InputStream openClResource() {
            return ClipByGlobalNorm.class.getResourceAsStream("ClipByGlobalNorm.cl");
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
            float[] g = tensor.floatGradient();
            float gradientScale = (float) tensor.gradientScale();
            float[] squaresGBlock = block.floats(0);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                // scale = min(1, limit / (all(norm(g)) + 1e-6))
                squaresGBlock[i] = g0 * g0;
            }
        }

        private static void update1Doubles(TensorStep tensor, int from, int to, BlockValues block) {
            double[] g = tensor.doubleGradient();
            double gradientScale = tensor.gradientScale();
            double[] squaresGBlock = block.doubles(0);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                // scale = min(1, limit / (all(norm(g)) + 1e-6))
                squaresGBlock[i] = g0 * g0;
            }
        }

        private static void update2Floats(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float[] v = tensor.floatState(0);
            float gradientScale = (float) tensor.gradientScale();
            float rho = (float) group.hyperparameter(1);
            float minusLr = (float) group.scalar(0);
            float scale = (float) group.scalar(1);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                // v = rho*v + scale*g
                float v1 = Math.fma(rho, v[i], scale * g0);
                v[i] = v1;
                // w -= lr * v
                w[i] = Math.fma(minusLr, v1, w[i]);
            }
        }

        private static void update2Doubles(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double[] v = tensor.doubleState(0);
            double gradientScale = tensor.gradientScale();
            double rho = group.hyperparameter(1);
            double minusLr = group.scalar(0);
            double scale = group.scalar(1);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                // v = rho*v + scale*g
                double v1 = Math.fma(rho, v[i], scale * g0);
                v[i] = v1;
                // w -= lr * v
                w[i] = Math.fma(minusLr, v1, w[i]);
            }
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new ClipByGlobalNormVector.Kernel());
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
                            .loop().reads(GRADIENT)
                            .reduces(KernelLayout.Operator.SUM, true)
                            .loop().reads(PARAMETER, GRADIENT).writes(PARAMETER)
                            .build(),
                    "WithoutRho");
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.UPDATE && phase == 0) {
                double lr = group.hyperparameter(0);
                // w -= lr * v
                double minusLr = -lr;
                group.scalar(0, minusLr);
            } else if (section == Section.UPDATE && phase == 1) {
                double limit = group.hyperparameter(2);
                double squaresG = group.reduction(0);
                // scale = min(1, limit / (all(norm(g)) + 1e-6))
                double normG = Math.sqrt(squaresG);
                double scale = Math.min(1.0, limit / (normG + 1.0E-6));
                group.scalar(1, scale);
            }
        }

        @Override
        public void loopScalars(Section section, int phase, TensorStep tensor,
                ScalarArguments arguments) {
            if (section == Section.UPDATE && phase == 1) {
                arguments.add(tensor.gradientScale());
            } else if (section == Section.UPDATE && phase == 2) {
                GroupStep group = tensor.group();
                arguments.add(tensor.gradientScale());
                arguments.add(group.scalar(0)); // minusLr
                arguments.add(group.scalar(1)); // scale
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
            float[] g = tensor.floatGradient();
            float gradientScale = (float) tensor.gradientScale();
            float[] squaresGBlock = block.floats(0);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                // scale = min(1, limit / (all(norm(g)) + 1e-6))
                squaresGBlock[i] = g0 * g0;
            }
        }

        private static void update1Doubles(TensorStep tensor, int from, int to, BlockValues block) {
            double[] g = tensor.doubleGradient();
            double gradientScale = tensor.gradientScale();
            double[] squaresGBlock = block.doubles(0);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                // scale = min(1, limit / (all(norm(g)) + 1e-6))
                squaresGBlock[i] = g0 * g0;
            }
        }

        private static void update2Floats(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float gradientScale = (float) tensor.gradientScale();
            float minusLr = (float) group.scalar(0);
            float scale = (float) group.scalar(1);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                // v = rho*v + scale*g
                float x = scale * g0;
                // w -= lr * v
                w[i] = Math.fma(minusLr, x, w[i]);
            }
        }

        private static void update2Doubles(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double gradientScale = tensor.gradientScale();
            double minusLr = group.scalar(0);
            double scale = group.scalar(1);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                // v = rho*v + scale*g
                double x = scale * g0;
                // w -= lr * v
                w[i] = Math.fma(minusLr, x, w[i]);
            }
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new ClipByGlobalNormVector.WithoutRho());
        }
    }
}
