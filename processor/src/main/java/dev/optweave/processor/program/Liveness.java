package dev.optweave.processor.program;

import dev.optweave.processor.program.Program.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a program's results depend on. */
final class Liveness {

    private Liveness() {}

    /** The program without instructions that no store needs. */
    static Program withoutDead(Program program) {
        boolean[] live = live(program, program.stores());
        int[] replacements = new int[live.length];
        List<Instruction> kept = new ArrayList<>();
        for (int number = 0; number < live.length; number++) {
            if (live[number]) {
                replacements[number] = kept.size();
                kept.add(withArguments(program.instruction(number), replacements));
            }
        }
        List<Store> stores = new ArrayList<>();
        for (Store store : program.stores()) {
            stores.add(store.withValue(replacements[store.value()]));
        }
        return program.with(kept, stores);
    }

    /** The program without stores of other variables than these, and what only they needed. */
    static Program restrictedTo(Set<Variable> variables, Program program) {
        List<Store> stores = new ArrayList<>();
        for (Store store : program.stores()) {
            if (variables.contains(store.variable())) {
                stores.add(store);
            }
        }
        return withoutDead(program.with(program.instructions(), stores));
    }

    /**
     * The variables whose memory the parameter depends on, at this step or a later one, or the
     * point at which the gradient or the evaluation takes place.
     *
     * @param wanted variables that are needed anyway, with all that they depend on
     */
    static Set<Variable> neededVariables(
            Collection<Program> programs, Collection<Variable> wanted) {
        Set<Variable> needed = new TreeSet<>(Variable.BY_NAME);
        needed.addAll(wanted);
        int before = -1;
        while (needed.size() > before) {
            before = needed.size();
            for (Program program : programs) {
                if (program.section() != Program.Section.INITIALIZE) {
                    addLoads(program, needed);
                }
            }
        }
        return needed;
    }

    /** How often each value is used, by instructions and by stores. */
    static int[] uses(Program program) {
        int[] uses = new int[program.instructions().size()];
        for (Instruction instruction : program.instructions()) {
            for (int argument : instruction.arguments()) {
                uses[argument]++;
            }
        }
        for (Store store : program.stores()) {
            uses[store.value()]++;
        }
        return uses;
    }

    private static void addLoads(Program program, Set<Variable> needed) {
        List<Store> roots = new ArrayList<>();
        for (Store store : program.stores()) {
            if (store.variable().role() == Variable.Role.PARAMETER
                    || needed.contains(store.variable())) {
                roots.add(store);
            }
        }
        boolean[] live = live(program, roots);
        for (int number = 0; number < live.length; number++) {
            if (live[number]
                    && program.instruction(number).operation() instanceof Operation.Load load) {
                needed.add(load.variable());
            }
        }
    }

    private static boolean[] live(Program program, List<Store> roots) {
        boolean[] live = new boolean[program.instructions().size()];
        for (Store store : roots) {
            live[store.value()] = true;
        }
        for (int number = live.length - 1; number >= 0; number--) {
            if (live[number]) {
                for (int argument : program.instruction(number).arguments()) {
                    live[argument] = true;
                }
            }
        }
        return live;
    }

    private static Instruction withArguments(Instruction instruction, int[] replacements) {
        List<Integer> arguments = new ArrayList<>();
        for (int argument : instruction.arguments()) {
            arguments.add(replacements[argument]);
        }
        return new Instruction(
                instruction.operation(),
                arguments,
                instruction.kind(),
                instruction.truth(),
                instruction.statement(),
                instruction.hint());
    }
}
