package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.KernelLayout;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Chooses the kernel that a group runs, by the hyperparameters that are switched off and by what is
 * stored exactly.
 */
public final class KernelChoice {

    private KernelChoice() {}

    /**
     * What a kernel has to fit.
     *
     * @param storesExactly whether the stream of that number, a state's place among the rule's or
     *     -1 for the parameter, lies in memory as it was computed, in every tensor of the group
     */
    public record Group(Hyperparameters hyperparameters, IntPredicate storesExactly) {

        private boolean fits(KernelLayout layout) {
            return layout.absentHyperparameters().stream().allMatch(hyperparameters::isSwitchedOff)
                    && layout.exactStreams().stream().allMatch(storesExactly::test);
        }
    }

    /**
     * The kernel for each group: the one with the most hyperparameters left out, all of which are
     * zero and not scheduled. One that reads back what it stored is taken before one that computes
     * it anew, but only where that is stored exactly. Where the kernels reduce over all tensors,
     * every group runs the same one, so that all groups have the same reductions.
     */
    public static List<RuleKernel> choose(RuleDescriptor rule, List<Group> groups) {
        List<RuleKernel> chosen = new ArrayList<>();
        for (Group group : groups) {
            chosen.add(best(rule, List.of(group)));
        }
        if (chosen.stream().anyMatch(KernelChoice::reducesOverAll)) {
            RuleKernel common = best(rule, groups);
            chosen.replaceAll(kernel -> common);
        }
        return chosen;
    }

    /** The first of those that leave out most; the one that reads back comes before its twin. */
    private static RuleKernel best(RuleDescriptor rule, List<Group> groups) {
        List<RuleKernel> fitting =
                rule.kernels().stream()
                        .filter(k -> groups.stream().allMatch(group -> group.fits(k.layout())))
                        .toList();
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    rule.name()
                            + ": every kernel wants values stored exactly that are not; compile the"
                            + " rule anew, so that it has a kernel that reads nothing back");
        }
        RuleKernel best = fitting.get(0);
        for (RuleKernel kernel : fitting) {
            if (leftOut(kernel) > leftOut(best)) {
                best = kernel;
            }
        }
        return best;
    }

    private static int leftOut(RuleKernel kernel) {
        return kernel.layout().absentHyperparameters().size();
    }

    private static boolean reducesOverAll(RuleKernel kernel) {
        return kernel.layout().sections().stream()
                .flatMap(section -> section.loops().stream())
                .anyMatch(KernelLayout.Loop::spansTensors);
    }
}
