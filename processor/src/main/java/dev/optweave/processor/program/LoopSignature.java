package dev.optweave.processor.program;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a phase's loop takes and gives, in an order that all backends keep.
 *
 * @param reads the variables whose elements the loop reads, in the order of the streams
 * @param writes the variables whose elements the loop writes, in the order of the streams
 * @param streams those it reads or writes: the parameter, the gradient, then the states
 * @param scalars the numbers of the scalars it uses
 * @param reductions the numbers of the reductions it feeds
 */
public record LoopSignature(
        Set<Variable> reads,
        Set<Variable> writes,
        List<Variable> streams,
        List<Integer> scalars,
        List<Integer> reductions) {

    public LoopSignature {
        reads = Collections.unmodifiableSet(new LinkedHashSet<>(reads));
        writes = Collections.unmodifiableSet(new LinkedHashSet<>(writes));
        streams = List.copyOf(streams);
        scalars = List.copyOf(scalars);
        reductions = List.copyOf(reductions);
    }

    /** The signature of a phase's loop in one of the rule's programs. */
    public static LoopSignature of(CompiledRule rule, Program program, Phase phase) {
        Set<Variable> read = new LinkedHashSet<>();
        for (int number : phase.body()) {
            if (program.instruction(number).operation() instanceof Operation.Load load) {
                read.add(load.variable());
            }
        }
        Set<Variable> written = new LinkedHashSet<>();
        for (Program.Store store : phase.stores()) {
            written.add(store.variable());
        }
        Set<Variable> streams = new LinkedHashSet<>(read);
        streams.addAll(written);
        return new LoopSignature(
                only(read, rule),
                only(written, rule),
                List.copyOf(only(streams, rule)),
                ScalarUses.ofLoop(program, phase),
                phase.reductions());
    }

    /** In the order of the streams, so that what is generated depends on nothing else. */
    private static Set<Variable> only(Set<Variable> wanted, CompiledRule rule) {
        Set<Variable> ordered = new LinkedHashSet<>(rule.variables());
        ordered.retainAll(wanted);
        return ordered;
    }

    /** Whether the loop reads the gradient, and so its scale. */
    public boolean readsGradient() {
        for (Variable variable : reads) {
            if (variable.role() == Variable.Role.GRADIENT) {
                return true;
            }
        }
        return false;
    }
}
