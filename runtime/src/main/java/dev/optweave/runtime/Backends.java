package dev.optweave.runtime;

import dev.optweave.runtime.internal.GroupMemory;
import dev.optweave.runtime.internal.Notices;
import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.kernel.KernelLayout.SectionLayout;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.Section;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Decides whether loops run in vectors, and says so once for each rule and storage. */
final class Backends {

    private static final String MODULE = "jdk.incubator.vector";

    /** Below this a vector is no gain. */
    private static final int FEWEST_LANES = 4;

    private Backends() {}

    /**
     * Whether loops run in vectors.
     *
     * @param tensors those that they go over
     * @throws IllegalStateException if they must and cannot
     */
    static boolean vectors(
            RuleDescriptor rule,
            Backend wanted,
            List<GroupMemory> groups,
            List<TensorMemory> tensors) {
        List<RuleKernel> kernels = groups.stream().map(GroupMemory::kernel).toList();
        if (wanted == Backend.SCALAR) {
            Notices.runs(rule, tensors, "scalar loops run, as the builder asks");
            return false;
        }
        Optional<String> obstacle = obstacle(kernels);
        if (obstacle.isPresent() && wanted == Backend.VECTOR) {
            throw new IllegalStateException(
                    rule.name() + ": the backend VECTOR is not possible: " + obstacle.get());
        }
        if (obstacle.isPresent()) {
            Notices.runs(rule, tensors, "scalar loops run: " + obstacle.get());
            return false;
        }
        Notices.runs(
                rule,
                tensors,
                "vector loops run, "
                        + lanes(kernels)
                        + " floats at a time, "
                        + (wanted == Backend.VECTOR
                                ? "as the builder asks"
                                : "where they reduce, compare or store fewer bits, and over small"
                                        + " tensors that need no value of their own; the JVM"
                                        + " vectorizes the others, which stay scalar")
                        + withoutVectors(kernels, wanted));
        return true;
    }

    private static Optional<String> obstacle(List<RuleKernel> kernels) {
        Optional<Module> module = ModuleLayer.boot().findModule(MODULE);
        if (module.isEmpty()) {
            return Optional.of(
                    "the module "
                            + MODULE
                            + " is not there; start Java with --add-modules "
                            + MODULE);
        }
        // no requirement of the runtime's module: javac would warn all its users of incubation
        Backends.class.getModule().addReads(module.get());
        if (kernels.stream().allMatch(kernel -> kernel.vectorLoops().isEmpty())) {
            return Optional.of(
                    "it has no vector loops; either "
                            + MODULE
                            + " was not readable when it was compiled (compile with --add-modules "
                            + MODULE
                            + ", in a module also with `requires static "
                            + MODULE
                            + "`), or each of its loops computes exp, log, tanh, a power, a cube"
                            + " root or a remainder, which have no vector form of the same bits");
        }
        int lanes = lanes(kernels);
        return lanes >= FEWEST_LANES
                ? Optional.empty()
                : Optional.of(
                        "this machine's vectors hold "
                                + lanes
                                + " floats; they are used from "
                                + FEWEST_LANES
                                + " on");
    }

    /** The loops that stay scalar whatever is asked for. */
    private static String withoutVectors(List<RuleKernel> kernels, Backend wanted) {
        Set<String> loops = new TreeSet<>();
        for (RuleKernel kernel : kernels) {
            for (SectionLayout layout : kernel.layout().sections()) {
                for (int phase = 1; phase <= layout.loops().size(); phase++) {
                    if (!hasVectors(kernel, layout.section(), phase)) {
                        loops.add(layout.section().name().toLowerCase(Locale.ROOT) + " " + phase);
                    }
                }
            }
        }
        if (loops.isEmpty()) {
            return wanted == Backend.VECTOR ? "; every loop has a vector form" : "";
        }
        return "; these have no vector form and stay scalar: loop " + String.join(", loop ", loops);
    }

    private static boolean hasVectors(RuleKernel kernel, Section section, int phase) {
        return kernel.vectorLoops().map(loops -> loops.has(section, phase)).orElse(false);
    }

    private static int lanes(List<RuleKernel> kernels) {
        return kernels.stream()
                .flatMap(kernel -> kernel.vectorLoops().stream())
                .mapToInt(loops -> loops.lanes(false))
                .findFirst()
                .orElse(0);
    }
}
