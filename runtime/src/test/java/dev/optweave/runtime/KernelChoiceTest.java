package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.State.Shape;
import dev.optweave.runtime.internal.Hyperparameters;
import dev.optweave.runtime.internal.KernelChoice;
import dev.optweave.runtime.kernel.BlockValues;
import dev.optweave.runtime.kernel.KernelLayout;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleDescriptor.StateDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.kernel.TensorStep;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Which kernel a group runs. */
class KernelChoiceTest {

    private static final int PARAMETER = -1;

    private final RuleKernel whole = new Kernel(Set.of(), Set.of(0, PARAMETER));
    private final RuleKernel anew = new Kernel(Set.of(), Set.of());
    private final RuleKernel plain = new Kernel(Set.of("rho"), Set.of(0));
    private final RuleKernel plainAnew = new Kernel(Set.of("rho"), Set.of());
    private final RuleDescriptor rule =
            Rules.rule(
                    "Chosen",
                    Rules.MOMENTUM.hyperparameters(),
                    List.of(new StateDescriptor("v", Shape.ELEMENT, true)),
                    whole,
                    anew,
                    plain,
                    plainAnew);

    @Test
    void whatIsStoredExactlyIsReadBack() {
        assertThat(choose(rule, 0.9, stream -> true)).isSameAs(whole);
        assertThat(choose(rule, 0, stream -> true)).isSameAs(plain);
    }

    @Test
    void whatStorageRoundsIsComputedAnew() {
        assertThat(choose(rule, 0.9, stream -> stream == PARAMETER)).isSameAs(anew);
        assertThat(choose(rule, 0.9, stream -> stream != PARAMETER)).isSameAs(anew);
        assertThat(choose(rule, 0, stream -> stream != 0)).isSameAs(plainAnew);
    }

    @Test
    void onlyWhatAKernelReadsBackHasToBeExact() {
        assertThat(choose(rule, 0, stream -> stream == 0)).isSameAs(plain);
    }

    @Test
    void aRuleWithoutAFittingKernelIsRefused() {
        RuleDescriptor old = Rules.rule("Old", rule.hyperparameters(), rule.states(), whole, plain);

        assertThatThrownBy(() -> choose(old, 0.9, stream -> false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Old: ")
                .hasMessageContaining("compile the rule anew");
    }

    private static RuleKernel choose(RuleDescriptor rule, double rho, IntPredicate exact) {
        Hyperparameters values = new Hyperparameters(rule, "", new double[] {0.1, rho}, Map.of());
        return KernelChoice.choose(rule, List.of(new KernelChoice.Group(values, exact))).get(0);
    }

    /** A layout and nothing to run. */
    private static final class Kernel extends HandmadeKernel {

        Kernel(Set<String> absent, Set<Integer> exact) {
            super(new KernelLayout(absent, Set.of(), exact, List.of()));
        }

        @Override
        public void elements(
                Section section, int phase, TensorStep t, int from, int to, BlockValues block) {
            throw new AssertionError("nothing is run");
        }
    }
}
