package dev.optweave.runtime;

import static dev.optweave.runtime.Elements.g;
import static dev.optweave.runtime.Elements.put;
import static dev.optweave.runtime.Elements.state;
import static dev.optweave.runtime.Elements.w;
import static dev.optweave.runtime.Layouts.copying;
import static dev.optweave.runtime.Layouts.plain;
import static dev.optweave.runtime.Layouts.reducing;
import static dev.optweave.runtime.Layouts.section;

import dev.optweave.State.Shape;
import dev.optweave.runtime.kernel.BlockValues;
import dev.optweave.runtime.kernel.GroupStep;
import dev.optweave.runtime.kernel.KernelLayout;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.KernelLayout.Operator;
import dev.optweave.runtime.kernel.KernelLayout.Reduction;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.GradientPoint;
import dev.optweave.runtime.kernel.RuleDescriptor.HyperparameterDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.Range;
import dev.optweave.runtime.kernel.RuleDescriptor.StateDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.kernel.TensorStep;
import java.util.List;
import java.util.Set;

/** Rules written by hand. */
final class Rules {

    static final HyperparameterDescriptor LR =
            new HyperparameterDescriptor(
                    "lr", 0.1, new Range(0, false, Double.POSITIVE_INFINITY, false));

    static final RuleDescriptor SGD = rule("Sgd", List.of(LR), List.of(), new SgdKernel());

    static final RuleDescriptor MOMENTUM =
            rule(
                    "Momentum",
                    List.of(LR, rate("rho", 0.9)),
                    List.of(new StateDescriptor("v", Shape.ELEMENT, true)),
                    new MomentumKernel(),
                    new PlainMomentumKernel());

    static final RuleDescriptor ADAM =
            rule(
                    "Adam",
                    List.of(LR, rate("beta1", 0.9), rate("beta2", 0.999)),
                    List.of(
                            new StateDescriptor("m", Shape.ELEMENT, true),
                            new StateDescriptor("v", Shape.ELEMENT, true),
                            new StateDescriptor("beta1^t", Shape.STEP, false),
                            new StateDescriptor("beta2^t", Shape.STEP, false)),
                    new AdamKernel());

    /** w -= lr * norm(w) / (all(norm(g)) + max(|g|)) * g, with the last norm(w) as state. */
    static final RuleDescriptor TRUST =
            rule(
                    "Trust",
                    List.of(LR, rate("unused", 0.5)),
                    List.of(new StateDescriptor("normOfW", Shape.TENSOR, true)),
                    new TrustKernel(Set.of()),
                    new TrustKernel(Set.of("unused")));

    static final RuleDescriptor LOOK_AHEAD =
            new RuleDescriptor(
                    "LookAhead",
                    List.of(LR, rate("rho", 0.9)),
                    List.of(new StateDescriptor("s", Shape.ELEMENT, true)),
                    List.of(new LookAheadKernel()),
                    GradientPoint.SHIFTED);

    static final RuleDescriptor SAM =
            new RuleDescriptor(
                    "Sam",
                    List.of(LR, rate("rho", 0.05)),
                    List.of(),
                    List.of(new SamKernel()),
                    GradientPoint.SHIFTED_BY_GRADIENT);

    static final RuleDescriptor AVERAGING =
            rule(
                    "Averaging",
                    List.of(LR),
                    List.of(new StateDescriptor("x", Shape.ELEMENT, true)),
                    new AveragingKernel());

    private Rules() {}

    static HyperparameterDescriptor rate(String name, double value) {
        return new HyperparameterDescriptor(name, value, new Range(0, false, 1, true));
    }

    static RuleDescriptor rule(
            String name,
            List<HyperparameterDescriptor> hyperparameters,
            List<StateDescriptor> states,
            RuleKernel... kernels) {
        return new RuleDescriptor(
                name, hyperparameters, states, List.of(kernels), GradientPoint.PARAMETERS);
    }

    /** w -= lr * g. */
    static final class SgdKernel extends HandmadeKernel {
        SgdKernel() {
            super(Layouts.layout(section(Section.UPDATE, 0, plain())));
        }

        @Override
        public void elements(
                Section section, int phase, TensorStep t, int from, int to, BlockValues block) {
            double lr = t.group().hyperparameter(0);
            for (int i = from; i < to; i++) {
                w(t, i, w(t, i) - lr * g(t, i));
            }
        }
    }

    /** v = rho * v + g; w -= lr * v. */
    static final class MomentumKernel extends HandmadeKernel {
        MomentumKernel() {
            super(Layouts.layout(section(Section.UPDATE, 0, plain(0))));
        }

        @Override
        public void elements(
                Section section, int phase, TensorStep t, int from, int to, BlockValues block) {
            double lr = t.group().hyperparameter(0);
            double rho = t.group().hyperparameter(1);
            for (int i = from; i < to; i++) {
                double v = rho * state(t, 0, i) + g(t, i);
                state(t, 0, i, v);
                w(t, i, w(t, i) - lr * v);
            }
        }
    }

    /** Momentum without momentum: no state. */
    static final class PlainMomentumKernel extends HandmadeKernel {
        PlainMomentumKernel() {
            super(
                    new KernelLayout(
                            Set.of("rho"),
                            Set.of("v"),
                            List.of(section(Section.UPDATE, 0, plain()))));
        }

        @Override
        public void elements(
                Section section, int phase, TensorStep t, int from, int to, BlockValues block) {
            double lr = t.group().hyperparameter(0);
            for (int i = from; i < to; i++) {
                w(t, i, w(t, i) - lr * g(t, i));
            }
        }
    }

    static final class AdamKernel extends HandmadeKernel {
        AdamKernel() {
            super(
                    Layouts.layout(
                            section(Section.INITIALIZE, 0),
                            section(Section.UPDATE, 2, plain(0, 1))));
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.INITIALIZE) {
                group.state(2, 1);
                group.state(3, 1);
            } else if (phase == 0) {
                group.scalar(0, group.hyperparameter(1) * group.state(2));
                group.scalar(1, group.hyperparameter(2) * group.state(3));
                group.state(2, group.scalar(0));
                group.state(3, group.scalar(1));
            }
        }

        @Override
        public void elements(
                Section section, int phase, TensorStep t, int from, int to, BlockValues block) {
            double lr = t.group().hyperparameter(0);
            double b1 = t.group().hyperparameter(1);
            double b2 = t.group().hyperparameter(2);
            double c1 = 1 - t.group().scalar(0);
            double c2 = 1 - t.group().scalar(1);
            for (int i = from; i < to; i++) {
                double g = g(t, i);
                double m = b1 * state(t, 0, i) + (1 - b1) * g;
                double v = b2 * state(t, 1, i) + (1 - b2) * g * g;
                state(t, 0, i, m);
                state(t, 1, i, v);
                w(t, i, w(t, i) - lr * (m / c1) / (Math.sqrt(v / c2) + 1e-8));
            }
        }
    }

    static final class TrustKernel extends HandmadeKernel {
        TrustKernel(Set<String> absent) {
            super(
                    new KernelLayout(
                            absent,
                            Set.of(),
                            List.of(
                                    section(
                                            Section.UPDATE,
                                            1,
                                            reducing(
                                                    new Reduction(Operator.SUM, false),
                                                    new Reduction(Operator.MAX, false)),
                                            reducing(new Reduction(Operator.SUM, true)),
                                            plain()))));
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (phase == 2) {
                group.scalar(0, Math.sqrt(group.reduction(2)));
            }
        }

        @Override
        public void tensorScalars(Section section, int phase, TensorStep tensor) {
            if (phase == 1) {
                tensor.scalar(0, Math.sqrt(tensor.reduction(0)));
                tensor.state(0, tensor.scalar(0));
            }
        }

        @Override
        public void elements(
                Section section, int phase, TensorStep t, int from, int to, BlockValues block) {
            double lr = t.group().hyperparameter(0);
            for (int i = from; i < to; i++) {
                if (phase == 1) {
                    put(block, t, 0, i, w(t, i) * w(t, i));
                    put(block, t, 1, i, Math.abs(g(t, i)));
                } else if (phase == 2) {
                    put(block, t, 2, i, g(t, i) * g(t, i));
                } else {
                    double trust = t.scalar(0) / (t.group().scalar(0) + t.reduction(1));
                    w(t, i, w(t, i) - lr * trust * g(t, i));
                }
            }
        }
    }

    /** The gradient at w + rho * s; s = rho * s - lr * g; w += s. */
    static final class LookAheadKernel extends HandmadeKernel {
        LookAheadKernel() {
            super(
                    Layouts.layout(
                            section(
                                    Section.GRADIENT_POINT,
                                    0,
                                    new Loop(
                                            List.of(Loop.PARAMETER, 0),
                                            List.of(Loop.PARAMETER),
                                            List.of())),
                            section(Section.UPDATE, 0, plain(0))));
        }

        @Override
        public void elements(
                Section section, int phase, TensorStep t, int from, int to, BlockValues block) {
            double lr = t.group().hyperparameter(0);
            double rho = t.group().hyperparameter(1);
            for (int i = from; i < to; i++) {
                if (section == Section.GRADIENT_POINT) {
                    w(t, i, w(t, i) + rho * state(t, 0, i));
                } else {
                    double s = rho * state(t, 0, i) - lr * g(t, i);
                    state(t, 0, i, s);
                    w(t, i, w(t, i) + s);
                }
            }
        }
    }

    /** The gradient at w + rho * g / all(norm(g)); w -= lr * g. */
    static final class SamKernel extends HandmadeKernel {
        SamKernel() {
            super(
                    Layouts.layout(
                            section(
                                    Section.GRADIENT_POINT,
                                    1,
                                    reducing(new Reduction(Operator.SUM, true)),
                                    plain()),
                            section(Section.UPDATE, 0, plain())));
        }

        @Override
        public void groupScalars(Section section, int phase, GroupStep group) {
            if (section == Section.GRADIENT_POINT && phase == 1) {
                group.scalar(0, group.hyperparameter(1) / Math.sqrt(group.reduction(0)));
            }
        }

        @Override
        public void elements(
                Section section, int phase, TensorStep t, int from, int to, BlockValues block) {
            double lr = t.group().hyperparameter(0);
            for (int i = from; i < to; i++) {
                if (section == Section.UPDATE) {
                    w(t, i, w(t, i) - lr * g(t, i));
                } else if (phase == 1) {
                    put(block, t, 0, i, g(t, i) * g(t, i));
                } else {
                    w(t, i, w(t, i) + t.group().scalar(0) * g(t, i));
                }
            }
        }
    }

    /** w -= lr * g; x is the mean of the first w and all later ones; evaluated at x. */
    static final class AveragingKernel extends HandmadeKernel {
        AveragingKernel() {
            super(
                    Layouts.layout(
                            section(Section.INITIALIZE, 0, copying(Loop.PARAMETER, 0)),
                            section(Section.UPDATE, 0, plain(0)),
                            section(Section.EVALUATION_POINT, 0, copying(0, Loop.PARAMETER))));
        }

        @Override
        public void elements(
                Section section, int phase, TensorStep t, int from, int to, BlockValues block) {
            double lr = t.group().hyperparameter(0);
            double share = 1.0 / (t.group().step() + 1);
            for (int i = from; i < to; i++) {
                switch (section) {
                    case INITIALIZE -> state(t, 0, i, w(t, i));
                    case UPDATE -> {
                        double w = w(t, i) - lr * g(t, i);
                        w(t, i, w);
                        state(t, 0, i, state(t, 0, i) + share * (w - state(t, 0, i)));
                    }
                    case EVALUATION_POINT -> w(t, i, state(t, 0, i));
                    default -> throw new AssertionError(section);
                }
            }
        }
    }

    /** Throws when it comes to one place of one tensor. */
    static final class FailingKernel extends HandmadeKernel {

        private final int at;

        FailingKernel(int at) {
            super(Layouts.layout(section(Section.UPDATE, 0, plain())));
            this.at = at;
        }

        @Override
        public void elements(
                Section section, int phase, TensorStep t, int from, int to, BlockValues block) {
            if (from <= at && at < to) {
                throw new IllegalArgumentException("element " + at);
            }
        }
    }
}
