package dev.optweave.processor.program;

import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.Program.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The body of a phase's loop, line by line, as every generated language writes it.
 *
 * @param steps the lines, in order
 * @param names what the values that become local variables are called
 */
public record LoopBody(List<Step> steps, Map<Integer, String> names) {

    public LoopBody {
        steps = List.copyOf(steps);
        names = Map.copyOf(names);
    }

    /** One line of a loop's body. */
    public sealed interface Step {

        /** The statement of the rule that the line belongs to, or -1. */
        int statement();
    }

    /** Loads an element into a local variable. */
    public record Fetch(int number, Variable variable) implements Step {
        @Override
        public int statement() {
            return -1;
        }
    }

    /** Computes a value into a local variable. */
    public record Declare(int number, boolean truth, int statement) implements Step {}

    /** Writes an element. */
    public record Write(Store store) implements Step {
        @Override
        public int statement() {
            return store.statement();
        }
    }

    /** Hands a value to a reduction, counted from 0 in the phase. */
    public record Accumulate(int index, int value, int statement) implements Step {}

    /**
     * The body of a phase's loop.
     *
     * @param unique where local variables get their names
     */
    public static LoopBody of(Program program, LoopSignature signature, Phase phase, Names unique) {
        List<Step> steps = steps(program, phase, LoopLayout.of(program, phase));
        return new LoopBody(steps, names(program, signature, steps, unique));
    }

    /**
     * The body of a phase's loop, all loads first and all stores last. A processor holds a load
     * back that follows a store whose address ends in the same bits, and arrays often begin alike.
     *
     * @param unique where local variables get their names
     */
    public static LoopBody storingLast(
            Program program, LoopSignature signature, Phase phase, Names unique) {
        List<Step> steps = steps(program, phase, LoopLayout.storingLast(program, phase));
        List<Step> ordered = new ArrayList<>();
        List<Step> last = new ArrayList<>();
        for (Step step : steps) {
            (step instanceof Write ? last : ordered).add(step);
        }
        ordered.addAll(last);
        return new LoopBody(ordered, names(program, signature, ordered, unique));
    }

    /**
     * The body of a phase's loop for a compiler that keeps the order of its stores. A loop that
     * stores one state, then computes a division or a root, of whatever, and then stores the
     * parameter, and nothing else, stores the state behind the parameter. Stored before, it makes
     * some processors wait for memory, or not, by where the compiled code happens to lie. Other
     * loops keep the order of their statements, as they fare no better otherwise.
     *
     * @param unique where local variables get their names
     */
    public static LoopBody storingTogether(
            Program program, LoopSignature signature, Phase phase, Names unique) {
        LoopLayout layout = LoopLayout.of(program, phase);
        List<Step> steps = steps(program, phase, layout);
        List<Write> writes = new ArrayList<>();
        for (Step step : steps) {
            if (step instanceof Write write) {
                writes.add(write);
            }
        }
        if (writes.size() == 2
                && writes.get(0).store().variable().role() == Variable.Role.STATE
                && writes.get(1).store().variable().role() == Variable.Role.PARAMETER
                && layout.isNamed(writes.get(0).store().value())
                && dividesBetween(program, phase, writes)) {
            steps.remove(writes.get(0));
            steps.add(steps.indexOf(writes.get(1)) + 1, writes.get(0));
        }
        return new LoopBody(steps, names(program, signature, steps, unique));
    }

    /** Whether the body divides or takes a root between the values that are stored. */
    private static boolean dividesBetween(Program program, Phase phase, List<Write> writes) {
        int first = phase.body().indexOf(writes.get(0).store().value());
        int second = phase.body().indexOf(writes.get(1).store().value());
        for (int at = first + 1; first >= 0 && at <= second; at++) {
            if (isSlow(program.instruction(phase.body().get(at)).operation())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSlow(Operation operation) {
        return operation instanceof Operation.Compute compute
                && (compute.function() == Function.DIVIDE || compute.function() == Function.SQRT);
    }

    private static List<Step> steps(Program program, Phase phase, LoopLayout layout) {
        List<Step> steps = new ArrayList<>();
        List<Integer> loadsFirst = layout.loadsFirst();
        for (int number : loadsFirst) {
            Operation.Load load = (Operation.Load) program.instruction(number).operation();
            steps.add(new Fetch(number, load.variable()));
        }
        for (int number : phase.body()) {
            if (layout.isNamed(number) && !loadsFirst.contains(number)) {
                Instruction instruction = program.instruction(number);
                steps.add(new Declare(number, instruction.truth(), instruction.statement()));
            }
            for (Store store : phase.stores()) {
                if (store.value() == number) {
                    steps.add(new Write(store));
                }
            }
        }
        for (Store store : phase.stores()) {
            if (program.instruction(store.value()).kind() != Kind.ELEMENT) {
                steps.add(new Write(store));
            }
        }
        for (int index = 0; index < phase.reductions().size(); index++) {
            Instruction reduce = program.instruction(phase.reductions().get(index));
            steps.add(new Accumulate(index, reduce.arguments().get(0), reduce.statement()));
        }
        return steps;
    }

    /** A variable as it was is {@code m0}, as it becomes {@code m1}. */
    private static Map<Integer, String> names(
            Program program, LoopSignature signature, List<Step> steps, Names unique) {
        Set<String> variables = new HashSet<>();
        for (Variable variable : signature.streams()) {
            variables.add(variable.name());
        }
        Map<Integer, String> stored = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof Write write) {
                stored.put(write.store().value(), write.store().variable().name());
            }
        }
        Map<Integer, String> names = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof Fetch fetch) {
                names.put(fetch.number(), unique.unique(fetch.variable().name() + "0"));
            } else if (step instanceof Declare declare) {
                String given = program.instruction(declare.number()).hint();
                String hint =
                        given.isEmpty() ? stored.getOrDefault(declare.number(), given) : given;
                String wanted = hint.isEmpty() ? "x" : hint;
                names.put(
                        declare.number(),
                        variables.contains(hint) ? unique.version(hint) : unique.unique(wanted));
            }
        }
        return names;
    }
}
