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
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    private static final RuleDescriptor RULE = new RuleDescriptor(
            "ClipByGlobalNorm",
            List.of(
                    new RuleDescriptor.HyperparameterDescriptor(
                            "lr", 0.1, new RuleDescriptor.Range(0.0, false, Double.POSITIVE_INFINITY, false)),
                    new RuleDescriptor.HyperparameterDescriptor(
                            "rho", 0.9, new RuleDescriptor.Range(0.0, false, 1.0, false)),
                    new RuleDescriptor.HyperparameterDescriptor(
                            "limit", 1.0, new RuleDescriptor.Range(0.0, true, Double.POSITIVE_INFINITY, false))),
            List.of(
                    new RuleDescriptor.StateDescriptor("v", State.Shape.ELEMENT, true)),
            List.of(
                    new Kernel(),
                    new ClipByGlobalNormSpecialized.WithoutRho()),
            RuleDescriptor.GradientPoint.PARAMETERS);

    private ClipByGlobalNorm(Builder builder, Parameters parameters) {
        super(RULE, builder, parameters);
    }

    /**
     * A builder with the rule's defaults.
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The value of {@code lr} at the current step, in the first group.
     */
    @Override
    public double lr() {
        return hyperparameter(0);
    }

    /**
     * The value of {@code rho} at the current step, in the first group.
     */
    @Override
    public double rho() {
        return hyperparameter(1);
    }

    /**
     * The value of {@code limit} at the current step, in the first group.
     */
    @Override
    public double limit() {
        return hyperparameter(2);
    }

    /**
     * The state {@code v}.
     */
    @Override
    public Slot v() {
        return state(0);
    }

    /**
     * Builds optimizers of this rule.
     */
    public static final class Builder extends OptimizerBuilder<Builder, ClipByGlobalNorm> {
        private Builder() {
            super(RULE);
        }

        /**
         * Sets {@code lr}; allowed: [0, ∞).
         */
        public Builder lr(double value) {
            return set(0, value);
        }

        /**
         * Schedules {@code lr}; allowed at every step: [0, ∞).
         */
        public Builder lr(Schedule schedule) {
            return set(0, schedule);
        }

        /**
         * Sets {@code rho}; allowed: [0, 1].
         */
        public Builder rho(double value) {
            return set(1, value);
        }

        /**
         * Schedules {@code rho}; allowed at every step: [0, 1].
         */
        public Builder rho(Schedule schedule) {
            return set(1, schedule);
        }

        /**
         * Sets {@code limit}; allowed: (0, ∞).
         */
        public Builder limit(double value) {
            return set(2, value);
        }

        /**
         * Schedules {@code limit}; allowed at every step: (0, ∞).
         */
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

    /**
     * The rule for any values of its hyperparameters.
     */
    private static final class Kernel extends RuleKernel {
        private static final KernelLayout LAYOUT = new KernelLayout(
                Set.of(),
                Set.of(),
                List.of(
                        new KernelLayout.SectionLayout(
                                Section.UPDATE, 2, 0, List.of(
                                        new KernelLayout.Loop(
                                                List.of(KernelLayout.Loop.GRADIENT),
                                                List.of(),
                                                List.of(new KernelLayout.Reduction(KernelLayout.Operator.SUM, true))),
                                        new KernelLayout.Loop(
                                                List.of(KernelLayout.Loop.PARAMETER, KernelLayout.Loop.GRADIENT, 0),
                                                List.of(KernelLayout.Loop.PARAMETER, 0),
                                                List.of())))));

        @Override
        public KernelLayout layout() {
            return LAYOUT;
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.UPDATE && phase == 0) {
                update1GroupScalars(group);
            } else if (section == Section.UPDATE && phase == 1) {
                update2GroupScalars(group);
            }
        }

        @Override
        public void tensorScalars(Section section, int phase, TensorStep tensor) {
            // none
        }

        @Override
        public void loopScalars(Section section, int phase, TensorStep tensor,
                ScalarArguments arguments) {
            if (section == Section.UPDATE && phase == 1) {
                update1Arguments(tensor, arguments);
            } else if (section == Section.UPDATE && phase == 2) {
                update2Arguments(tensor, arguments);
            } else {
                throw new IllegalArgumentException(section + " has no phase " + phase);
            }
        }

        @Override
        public String openClSuffix() {
            return "";
        }

        @Override
        public Optional<InputStream> openClSource() {
            return Optional.ofNullable(ClipByGlobalNorm.class.getResourceAsStream("ClipByGlobalNorm.cl"));
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
                throw new IllegalArgumentException(section + " has no phase " + phase);
            }
        }

        private static void update1GroupScalars(GroupStep group) {
            double lr = group.hyperparameter(0);
            // w -= lr * v
            double minusLr = -lr;
            group.scalar(0, minusLr);
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

        private static void update1Arguments(TensorStep tensor, ScalarArguments arguments) {
            arguments.add(tensor.gradientScale());
        }

        private static void update2GroupScalars(GroupStep group) {
            double limit = group.hyperparameter(2);
            double squaresG = group.reduction(0);
            // scale = min(1, limit / (all(norm(g)) + 1e-6))
            double normG = Math.sqrt(squaresG);
            double scale = Math.min(1.0, limit / (normG + 1.0E-6));
            group.scalar(1, scale);
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

        private static void update2Arguments(TensorStep tensor, ScalarArguments arguments) {
            GroupStep group = tensor.group();
            arguments.add(tensor.gradientScale());
            // rho
            arguments.add(group.hyperparameter(1));
            // minusLr
            arguments.add(group.scalar(0));
            // scale
            arguments.add(group.scalar(1));
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new ClipByGlobalNormVector.Kernel());
        }
    }
}
