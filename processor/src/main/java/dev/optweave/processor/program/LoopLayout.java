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
 * Which values of a loop's body become local variables; the others are written where they are used.
 */
public final class LoopLayout {

    private final Program program;
    private final Phase phase;
    private final Map<Integer, Integer> uses = new HashMap<>();
    private final Map<Integer, Integer> users = new HashMap<>();
    private final Set<Integer> named = new HashSet<>();

    private LoopLayout(Program program, Phase phase) {
        this.program = program;
        this.phase = phase;
    }

    /** The layout of a phase's loop. */
    public static LoopLayout of(Program program, Phase phase) {
        LoopLayout layout = new LoopLayout(program, phase);
        layout.count();
        layout.nameComputed();
        layout.nameLoads();
        return layout;
    }

    /** The layout of a phase's loop that loads all before it stores anything. */
    public static LoopLayout storingLast(Program program, Phase phase) {
        LoopLayout layout = of(program, phase);
        for (int number : phase.body()) {
            if (layout.load(number) != null) {
                layout.named.add(number);
            }
        }
        for (Store store : phase.stores()) {
            if (program.instruction(store.value()).kind() == Kind.ELEMENT) {
                layout.named.add(store.value());
            }
        }
        return layout;
    }

    /** Whether a value becomes a local variable. */
    public boolean isNamed(int number) {
        return named.contains(number);
    }

    /** The loads that stand at the top of the loop, before any store. */
    public List<Integer> loadsFirst() {
        List<Integer> loads = new ArrayList<>();
        for (int number : phase.body()) {
            if (isNamed(number) && load(number) != null) {
                loads.add(number);
            }
        }
        return List.copyOf(loads);
    }

    private void count() {
        for (int number : phase.body()) {
            for (int argument : program.instruction(number).arguments()) {
                uses.merge(argument, 1, Integer::sum);
                users.put(argument, number);
            }
        }
        for (Store store : phase.stores()) {
            uses.merge(store.value(), 1, Integer::sum);
        }
        for (int number : phase.reductions()) {
            uses.merge(program.instruction(number).arguments().get(0), 1, Integer::sum);
        }
    }

    /** What is used twice, what the rule names, and what an earlier equation computes. */
    private void nameComputed() {
        for (int number : phase.body()) {
            Instruction instruction = program.instruction(number);
            if (load(number) == null) {
                Integer user = users.get(number);
                boolean ofEarlierEquation =
                        user != null
                                && program.instruction(user).statement() != instruction.statement();
                boolean ofTheRule = user != null && !instruction.hint().isEmpty();
                if (uses.getOrDefault(number, 0) > 1 || ofEarlierEquation || ofTheRule) {
                    named.add(number);
                }
            }
        }
    }

    private void nameLoads() {
        for (int number : phase.body()) {
            Variable variable = load(number);
            if (variable != null) {
                boolean gradient = variable.role() == Variable.Role.GRADIENT;
                if (gradient
                        || uses.getOrDefault(number, 0) > 1
                        || !mayBeInline(number, variable)) {
                    named.add(number);
                }
            }
        }
    }

    /** Whether memory still holds the value where it is used: no store has come before. */
    private boolean mayBeInline(int number, Variable variable) {
        int root = number;
        while (users.containsKey(root) && (root == number || !named.contains(root))) {
            root = users.get(root);
        }
        for (Store store : phase.stores()) {
            if (store.variable().equals(variable)) {
                boolean ofElements = program.instruction(store.value()).kind() == Kind.ELEMENT;
                return !isReducedOnly(root) && (!ofElements || root <= store.value());
            }
        }
        return true;
    }

    /** Reductions are written after all stores. */
    private boolean isReducedOnly(int root) {
        return !named.contains(root)
                && phase.stores().stream().noneMatch(store -> store.value() == root);
    }

    private Variable load(int number) {
        return program.instruction(number).operation() instanceof Operation.Load load
                ? load.variable()
                : null;
    }
}
