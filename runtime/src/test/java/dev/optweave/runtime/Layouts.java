package dev.optweave.runtime;

import dev.optweave.runtime.kernel.KernelLayout;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.KernelLayout.Reduction;
import dev.optweave.runtime.kernel.KernelLayout.SectionLayout;
import dev.optweave.runtime.kernel.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What kernels written by hand say of their loops. */
final class Layouts {

    private Layouts() {}

    static SectionLayout section(Section section, int scalars, Loop... loops) {
        return new SectionLayout(section, scalars, scalars, List.of(loops));
    }

    /** Reads everything, and writes the parameter and these states. */
    static Loop plain(Integer... states) {
        List<Integer> reads = new ArrayList<>(List.of(states));
        reads.addAll(List.of(Loop.PARAMETER, Loop.GRADIENT));
        List<Integer> writes = new ArrayList<>(List.of(states));
        writes.add(Loop.PARAMETER);
        return new Loop(reads, writes, List.of());
    }

    /** Copies one stream into another. */
    static Loop copying(int from, int to) {
        return new Loop(List.of(from), List.of(to), List.of());
    }

    static Loop reducing(Reduction... reductions) {
        return new Loop(List.of(Loop.PARAMETER, Loop.GRADIENT), List.of(), List.of(reductions));
    }

    static KernelLayout layout(SectionLayout... sections) {
        return new KernelLayout(Set.of(), Set.of(), List.of(sections));
    }
}
