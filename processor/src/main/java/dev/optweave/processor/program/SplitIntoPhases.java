package dev.optweave.processor.program;

import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.Program.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Fuses everything between two reductions into one loop. A value that a later loop needs again is
 * read back where it was stored, and computed anew where it was not, so that no loop writes
 * temporaries to memory. A state is stored by the first loop that knows its new value, unless a
 * later loop still needs the old one.
 *
 * <p>What storage has rounded is not the value that was computed. A program that reads nothing back
 * puts stores off to the last loop that needs the old values, and computes from these anew.
 */
final class SplitIntoPhases implements Pass {

    private final boolean readsBack;

    /**
     * @param readsBack whether a loop may read what an earlier one stored
     */
    SplitIntoPhases(boolean readsBack) {
        this.readsBack = readsBack;
    }

    /** The variables that a loop of a split program reads after an earlier one stored them. */
    static Set<Variable> readBack(Program program) {
        Set<Variable> readBack = new TreeSet<>(Variable.BY_NAME);
        Set<Variable> stored = new TreeSet<>(Variable.BY_NAME);
        for (Phase phase : program.phases()) {
            for (int number : phase.body()) {
                if (program.instruction(number).operation() instanceof Operation.Load load
                        && stored.contains(load.variable())) {
                    readBack.add(load.variable());
                }
            }
            for (Store store : phase.stores()) {
                stored.add(store.variable());
            }
        }
        return readBack;
    }

    @Override
    public String name() {
        return "split";
    }

    @Override
    public Program apply(Program program) {
        int[] levels = levels(program);
        Map<Variable, Integer> loopOfStore = new HashMap<>();
        for (Store store : elementStores(program)) {
            loopOfStore.put(store.variable(), levels[store.value()]);
        }
        // each attempt puts off at least one store by at least one loop, so that this ends
        while (true) {
            Splitting splitting = new Splitting(program, levels, loopOfStore, readsBack);
            boolean conflictFree = splitting.split();
            if (conflictFree) {
                return splitting.result();
            }
        }
    }

    /** How many loops have to run before a value is known. */
    private static int[] levels(Program program) {
        int[] levels = new int[program.instructions().size()];
        for (int number = 0; number < levels.length; number++) {
            Instruction instruction = program.instruction(number);
            int level = 0;
            for (int argument : instruction.arguments()) {
                level = Math.max(level, levels[argument]);
            }
            levels[number] =
                    instruction.operation() instanceof Operation.Reduce ? level + 1 : level;
        }
        return levels;
    }

    /** The stores of elements; one of a variable's own value from before changes nothing. */
    static List<Store> elementStores(Program program) {
        List<Store> stores = new ArrayList<>();
        for (Store store : program.stores()) {
            if (store.variable().kind() == Kind.ELEMENT
                    && !program.instruction(store.value()).loads(store.variable())) {
                stores.add(store);
            }
        }
        return stores;
    }

    /** One attempt. */
    private static final class Splitting {
        private final Program program;
        private final int[] levels;
        private final Map<Variable, Integer> loopOfStore;
        private final boolean readsBack;
        private final List<Instruction> instructions = new ArrayList<>();
        private final Map<Integer, Integer> scalars = new HashMap<>();
        private final List<Phase> phases = new ArrayList<>();
        private boolean conflict;

        Splitting(
                Program program,
                int[] levels,
                Map<Variable, Integer> loopOfStore,
                boolean readsBack) {
            this.program = program;
            this.levels = levels;
            this.loopOfStore = loopOfStore;
            this.readsBack = readsBack;
        }

        boolean split() {
            int last = 0;
            for (int number = 0; number < levels.length; number++) {
                last = Math.max(last, levels[number]);
            }
            for (int loop : loopOfStore.values()) {
                last = Math.max(last, loop);
            }
            for (int phase = 0; phase <= last && !conflict; phase++) {
                phases.add(phase(phase));
            }
            return !conflict;
        }

        Program result() {
            List<Store> stores = new ArrayList<>();
            for (Phase phase : phases) {
                stores.addAll(phase.scalarStores());
                stores.addAll(phase.stores());
            }
            return new Program(
                    program.section(), program.statements(), instructions, stores, phases);
        }

        private Phase phase(int level) {
            List<Integer> groupScalars = new ArrayList<>();
            List<Integer> tensorScalars = new ArrayList<>();
            for (int number = 0; number < levels.length; number++) {
                Kind kind = program.instruction(number).kind();
                boolean reduction =
                        program.instruction(number).operation() instanceof Operation.Reduce;
                if (kind != Kind.ELEMENT && levels[number] == level) {
                    int copy = reduction ? scalars.get(number) : copyOfScalar(number);
                    if (kind == Kind.TENSOR) {
                        tensorScalars.add(copy);
                    } else if (!isConstant(number)) {
                        groupScalars.add(copy);
                    }
                }
            }
            List<Store> scalarStores = new ArrayList<>();
            for (Store store : program.stores()) {
                if (store.variable().kind() != Kind.ELEMENT && levels[store.value()] == level) {
                    scalarStores.add(store.withValue(scalars.get(store.value())));
                }
            }
            Loop loop = new Loop(this, level);
            loop.build();
            return new Phase(
                    groupScalars,
                    tensorScalars,
                    scalarStores,
                    loop.body,
                    loop.stores,
                    loop.reductions);
        }

        private boolean isConstant(int number) {
            return program.instruction(number).operation() instanceof Operation.Constant;
        }

        private int copyOfScalar(int number) {
            Instruction original = program.instruction(number);
            List<Integer> arguments = new ArrayList<>();
            for (int argument : original.arguments()) {
                arguments.add(scalars.get(argument));
            }
            int copy = add(original, arguments);
            scalars.put(number, copy);
            return copy;
        }

        private int add(Instruction original, List<Integer> arguments) {
            instructions.add(
                    new Instruction(
                            original.operation(),
                            arguments,
                            original.kind(),
                            original.truth(),
                            original.statement(),
                            original.hint()));
            return instructions.size() - 1;
        }
    }

    /** The loop of one phase: copies of the instructions that its stores and reductions need. */
    private static final class Loop {
        private final Splitting splitting;
        private final Program program;
        private final int phase;
        private final List<Store> elementStores;
        private final SortedSet<Integer> needed = new TreeSet<>();
        private final Map<Integer, Variable> readBack = new HashMap<>();
        private final Map<Integer, Integer> copies = new HashMap<>();
        private final List<Integer> body = new ArrayList<>();
        private final List<Store> stores = new ArrayList<>();
        private final List<Integer> reductions = new ArrayList<>();

        Loop(Splitting splitting, int phase) {
            this.splitting = splitting;
            this.program = splitting.program;
            this.phase = phase;
            this.elementStores = elementStores(program);
        }

        void build() {
            List<Store> stored = new ArrayList<>();
            for (Store store : elementStores) {
                if (splitting.loopOfStore.get(store.variable()) == phase) {
                    stored.add(store);
                }
            }
            List<Integer> reduced = new ArrayList<>();
            for (int number = 0; number < program.instructions().size(); number++) {
                if (program.instruction(number).operation() instanceof Operation.Reduce
                        && splitting.levels[number] == phase + 1) {
                    reduced.add(number);
                }
            }
            for (Store store : stored) {
                need(store.value());
            }
            for (int number : reduced) {
                need(program.instruction(number).arguments().get(0));
            }
            // in the order in which the equations came, whatever needs them
            for (int number : needed) {
                copy(number);
            }
            for (Store store : stored) {
                stores.add(store.withValue(copyOf(store.value())));
            }
            for (int number : reduced) {
                Instruction instruction = program.instruction(number);
                int copy =
                        splitting.add(instruction, List.of(copyOf(instruction.arguments().get(0))));
                splitting.scalars.put(number, copy);
                reductions.add(copy);
            }
        }

        /** Marks what has to be computed or read back in this loop for a value. */
        private void need(int number) {
            Instruction instruction = program.instruction(number);
            if (instruction.kind() != Kind.ELEMENT || !needed.add(number)) {
                return;
            }
            for (Store store : elementStores) {
                boolean storedBefore = splitting.loopOfStore.get(store.variable()) < phase;
                if (storedBefore && splitting.readsBack && store.value() == number) {
                    readBack.put(number, store.variable());
                    return;
                } else if (storedBefore && loads(instruction, store.variable())) {
                    splitting.loopOfStore.put(store.variable(), phase);
                    splitting.conflict = true;
                }
            }
            for (int argument : instruction.arguments()) {
                need(argument);
            }
        }

        private void copy(int number) {
            Instruction original = program.instruction(number);
            Variable variable = readBack.get(number);
            List<Integer> arguments = new ArrayList<>();
            for (int argument : variable == null ? original.arguments() : List.<Integer>of()) {
                arguments.add(copyOf(argument));
            }
            int copy =
                    splitting.add(
                            variable == null ? original : load(variable, original.statement()),
                            arguments);
            copies.put(number, copy);
            body.add(copy);
        }

        /** The number, in this loop, of a value of the unsplit program. */
        private int copyOf(int number) {
            return program.instruction(number).kind() == Kind.ELEMENT
                    ? copies.get(number)
                    : splitting.scalars.get(number);
        }

        private static Instruction load(Variable variable, int statement) {
            return new Instruction(
                    new Operation.Load(variable), List.of(), Kind.ELEMENT, false, statement, "");
        }

        private static boolean loads(Instruction instruction, Variable variable) {
            return instruction.loads(variable);
        }
    }
}
