package dev.optweave.processor.program;

import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.Program.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fuses everything between two reductions into one loop. A value that a later loop needs again is
 * read back where it was stored, and computed anew where it was not, so that no loop writes
 * temporaries to memory. A state is stored by the first loop that knows its new value, unless a
 * later loop still needs the old one.
 */
final class SplitIntoPhases implements Pass {

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
            Splitting splitting = new Splitting(program, levels, loopOfStore);
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
            int level = instruction.arguments().stream().mapToInt(i -> levels[i]).max().orElse(0);
            levels[number] =
                    instruction.operation() instanceof Operation.Reduce ? level + 1 : level;
        }
        return levels;
    }

    /** The stores of elements; one of a variable's own value from before changes nothing. */
    static List<Store> elementStores(Program program) {
        return program.stores().stream()
                .filter(store -> store.variable().kind() == Kind.ELEMENT)
                .filter(
                        store ->
                                !program.instruction(store.value())
                                        .operation()
                                        .equals(new Operation.Load(store.variable())))
                .toList();
    }

    /** One attempt. */
    private static final class Splitting {
        private final Program program;
        private final int[] levels;
        private final Map<Variable, Integer> loopOfStore;
        private final List<Instruction> instructions = new ArrayList<>();
        private final Map<Integer, Integer> scalars = new HashMap<>();
        private final List<Phase> phases = new ArrayList<>();
        private boolean conflict;

        Splitting(Program program, int[] levels, Map<Variable, Integer> loopOfStore) {
            this.program = program;
            this.levels = levels;
            this.loopOfStore = loopOfStore;
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
            List<Store> scalarStores =
                    program.stores().stream()
                            .filter(store -> store.variable().kind() != Kind.ELEMENT)
                            .filter(store -> levels[store.value()] == level)
                            .map(store -> store.withValue(scalars.get(store.value())))
                            .toList();
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
            int copy = add(original, original.arguments().stream().map(scalars::get).toList());
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
        private final Map<Integer, Integer> copies = new HashMap<>();
        private final List<Integer> body = new ArrayList<>();
        private final List<Store> stores = new ArrayList<>();
        private final List<Integer> reductions = new ArrayList<>();

        Loop(Splitting splitting, int phase) {
            this.splitting = splitting;
            this.program = splitting.program;
            this.phase = phase;
        }

        void build() {
            for (Store store : elementStores(program)) {
                if (splitting.loopOfStore.get(store.variable()) == phase) {
                    stores.add(store.withValue(value(store.value())));
                }
            }
            for (int number = 0; number < program.instructions().size(); number++) {
                Instruction instruction = program.instruction(number);
                boolean reducedHere =
                        instruction.operation() instanceof Operation.Reduce
                                && splitting.levels[number] == phase + 1;
                if (reducedHere) {
                    int argument = value(instruction.arguments().get(0));
                    int copy = splitting.add(instruction, List.of(argument));
                    splitting.scalars.put(number, copy);
                    reductions.add(copy);
                }
            }
        }

        /** The number, in this loop, of a value of the unsplit program. */
        private int value(int number) {
            Instruction instruction = program.instruction(number);
            if (instruction.kind() != Kind.ELEMENT) {
                return splitting.scalars.get(number);
            }
            Integer known = copies.get(number);
            if (known == null) {
                known = computed(number, instruction);
                copies.put(number, known);
            }
            return known;
        }

        private int computed(int number, Instruction instruction) {
            for (Store store : elementStores(program)) {
                boolean storedBefore = splitting.loopOfStore.get(store.variable()) < phase;
                if (storedBefore && store.value() == number) {
                    return readBack(store.variable(), instruction);
                } else if (storedBefore && loads(instruction, store.variable())) {
                    splitting.loopOfStore.put(store.variable(), phase);
                    splitting.conflict = true;
                }
            }
            List<Integer> arguments = instruction.arguments().stream().map(this::value).toList();
            return inBody(splitting.add(instruction, arguments));
        }

        private int readBack(Variable variable, Instruction stored) {
            Instruction load =
                    new Instruction(
                            new Operation.Load(variable),
                            List.of(),
                            Kind.ELEMENT,
                            false,
                            stored.statement(),
                            "");
            return inBody(splitting.add(load, List.of()));
        }

        private int inBody(int number) {
            body.add(number);
            return number;
        }

        private static boolean loads(Instruction instruction, Variable variable) {
            return instruction.operation().equals(new Operation.Load(variable));
        }
    }
}
