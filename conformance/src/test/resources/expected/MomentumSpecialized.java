package dev.optweave.optimizers;

import dev.optweave.runtime.kernel.BlockValues;
import dev.optweave.runtime.kernel.Generated;
import dev.optweave.runtime.kernel.GroupStep;
import dev.optweave.runtime.kernel.KernelLayout;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.ScalarArguments;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.kernel.TensorStep;
import dev.optweave.runtime.kernel.VectorLoops;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@link Momentum} where hyperparameters are zero and not scheduled: without their terms,
 * and without the states that are then unnecessary.
 */
@Generated("MomentumRule")
final class MomentumSpecialized {
    /**
     * The rule where weightDecay is zero.
     */
    static final class WithoutWeightDecay extends RuleKernel {
        private static final KernelLayout LAYOUT = new KernelLayout(
                Set.of("weightDecay"),
                Set.of(),
                List.of(
                        new KernelLayout.SectionLayout(
                                Section.UPDATE, 2, 0, List.of(
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
                updateGroupScalars(group);
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
                updateArguments(tensor, arguments);
            } else {
                throw new IllegalArgumentException(section + " has no phase " + phase);
            }
        }

        @Override
        public String openClSuffix() {
            return "WithoutWeightDecay";
        }

        @Override
        public Optional<InputStream> openClSource() {
            return Optional.ofNullable(Momentum.class.getResourceAsStream("Momentum.cl"));
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
                throw new IllegalArgumentException(section + " has no phase " + phase);
            }
        }

        private static void updateGroupScalars(GroupStep group) {
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

        private static void updateFloats(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float[] v = tensor.floatState(0);
            float gradientScale = (float) tensor.gradientScale();
            float rho = (float) group.hyperparameter(1);
            float scalar = (float) group.scalar(0);
            float minusLr = (float) group.scalar(1);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                // v = rho*v + where(t == 1, 1, 1 - dampening)*g
                float v1 = Math.fma(rho, v[i], scalar * g0);
                v[i] = v1;
                // w -= lr * v
                w[i] = Math.fma(minusLr, v1, w[i]);
            }
        }

        private static void updateDoubles(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double[] v = tensor.doubleState(0);
            double gradientScale = tensor.gradientScale();
            double rho = group.hyperparameter(1);
            double scalar = group.scalar(0);
            double minusLr = group.scalar(1);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                // v = rho*v + where(t == 1, 1, 1 - dampening)*g
                double v1 = Math.fma(rho, v[i], scalar * g0);
                v[i] = v1;
                // w -= lr * v
                w[i] = Math.fma(minusLr, v1, w[i]);
            }
        }

        private static void updateArguments(TensorStep tensor, ScalarArguments arguments) {
            GroupStep group = tensor.group();
            arguments.add(tensor.gradientScale());
            // rho
            arguments.add(group.hyperparameter(1));
            // scalar
            arguments.add(group.scalar(0));
            // minusLr
            arguments.add(group.scalar(1));
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new MomentumVector.WithoutWeightDecay());
        }
    }

    /**
     * The rule where rho is zero.
     */
    static final class WithoutRho extends RuleKernel {
        private static final KernelLayout LAYOUT = new KernelLayout(
                Set.of("rho"),
                Set.of("v"),
                List.of(
                        new KernelLayout.SectionLayout(
                                Section.UPDATE, 2, 0, List.of(
                                        new KernelLayout.Loop(
                                                List.of(KernelLayout.Loop.PARAMETER, KernelLayout.Loop.GRADIENT),
                                                List.of(KernelLayout.Loop.PARAMETER),
                                                List.of())))));

        @Override
        public KernelLayout layout() {
            return LAYOUT;
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.UPDATE && phase == 0) {
                updateGroupScalars(group);
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
                updateArguments(tensor, arguments);
            } else {
                throw new IllegalArgumentException(section + " has no phase " + phase);
            }
        }

        @Override
        public String openClSuffix() {
            return "WithoutRho";
        }

        @Override
        public Optional<InputStream> openClSource() {
            return Optional.ofNullable(Momentum.class.getResourceAsStream("Momentum.cl"));
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
                throw new IllegalArgumentException(section + " has no phase " + phase);
            }
        }

        private static void updateGroupScalars(GroupStep group) {
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

        private static void updateArguments(TensorStep tensor, ScalarArguments arguments) {
            GroupStep group = tensor.group();
            arguments.add(tensor.gradientScale());
            // weightDecay
            arguments.add(group.hyperparameter(3));
            // scalar
            arguments.add(group.scalar(0));
            // minusLr
            arguments.add(group.scalar(1));
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new MomentumVector.WithoutRho());
        }
    }

    /**
     * The rule where rho and weightDecay are zero.
     */
    static final class WithoutRhoWeightDecay extends RuleKernel {
        private static final KernelLayout LAYOUT = new KernelLayout(
                Set.of("rho", "weightDecay"),
                Set.of("v"),
                List.of(
                        new KernelLayout.SectionLayout(
                                Section.UPDATE, 2, 0, List.of(
                                        new KernelLayout.Loop(
                                                List.of(KernelLayout.Loop.PARAMETER, KernelLayout.Loop.GRADIENT),
                                                List.of(KernelLayout.Loop.PARAMETER),
                                                List.of())))));

        @Override
        public KernelLayout layout() {
            return LAYOUT;
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.UPDATE && phase == 0) {
                updateGroupScalars(group);
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
                updateArguments(tensor, arguments);
            } else {
                throw new IllegalArgumentException(section + " has no phase " + phase);
            }
        }

        @Override
        public String openClSuffix() {
            return "WithoutRhoWeightDecay";
        }

        @Override
        public Optional<InputStream> openClSource() {
            return Optional.ofNullable(Momentum.class.getResourceAsStream("Momentum.cl"));
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
                throw new IllegalArgumentException(section + " has no phase " + phase);
            }
        }

        private static void updateGroupScalars(GroupStep group) {
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

        private static void updateFloats(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            float[] w = tensor.floatParameter();
            float[] g = tensor.floatGradient();
            float gradientScale = (float) tensor.gradientScale();
            float scalar = (float) group.scalar(0);
            float minusLr = (float) group.scalar(1);
            for (int i = from; i < to; i++) {
                float g0 = gradientScale * g[i];
                // v = rho*v + where(t == 1, 1, 1 - dampening)*g
                float x = scalar * g0;
                // w -= lr * v
                w[i] = Math.fma(minusLr, x, w[i]);
            }
        }

        private static void updateDoubles(TensorStep tensor, int from, int to) {
            GroupStep group = tensor.group();
            double[] w = tensor.doubleParameter();
            double[] g = tensor.doubleGradient();
            double gradientScale = tensor.gradientScale();
            double scalar = group.scalar(0);
            double minusLr = group.scalar(1);
            for (int i = from; i < to; i++) {
                double g0 = gradientScale * g[i];
                // v = rho*v + where(t == 1, 1, 1 - dampening)*g
                double x = scalar * g0;
                // w -= lr * v
                w[i] = Math.fma(minusLr, x, w[i]);
            }
        }

        private static void updateArguments(TensorStep tensor, ScalarArguments arguments) {
            GroupStep group = tensor.group();
            arguments.add(tensor.gradientScale());
            // scalar
            arguments.add(group.scalar(0));
            // minusLr
            arguments.add(group.scalar(1));
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(new MomentumVector.WithoutRhoWeightDecay());
        }
    }
}
