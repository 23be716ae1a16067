package dev.optweave.runtime.internal;

import dev.optweave.runtime.kernel.KernelLayout;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import java.util.ArrayList;
import java.util.List;

/** Chooses the specialization that a group runs by the hyperparameters that are switched off. */
public final class KernelChoice {

    private KernelChoice() {}

    /**
     * The kernel for each group: the one with the most hyperparameters left out, all of which are
     * zero and not scheduled. Where the kernels reduce over all tensors, every group runs the same
     * one, so that all groups have the same reductions.
     */
    public static List<RuleKernel> choose(RuleDescriptor rule, List<Hyperparameters> groups) {
        List<RuleKernel> chosen = new ArrayList<>();
        for (Hyperparameters group : groups) {
            chosen.add(best(rule, List.of(group)));
        }
        if (chosen.stream().anyMatch(KernelChoice::reducesOverAll)) {
            RuleKernel common = best(rule, groups);
            chosen.replaceAll(kernel -> common);
        }
        return chosen;
    }

    private static RuleKernel best(RuleDescriptor rule, List<Hyperparameters> groups) {
        RuleKernel best = rule.kernels().get(0);
        for (RuleKernel kernel : rule.kernels()) {
            KernelLayout layout = kernel.layout();
            boolean fits =
                    layout.absentHyperparameters().stream()
                            .allMatch(name -> groups.stream().allMatch(g -> g.isSwitchedOff(name)));
            if (fits
                    && layout.absentHyperparameters().size()
                            > best.layout().absentHyperparameters().size()) {
                best = kernel;
            }
        }
        return best;
    }

    private static boolean reducesOverAll(RuleKernel kernel) {
        return kernel.layout().sections().stream()
                .flatMap(section -> section.loops().stream())
                .anyMatch(KernelLayout.Loop::spansTensors);
    }
}
