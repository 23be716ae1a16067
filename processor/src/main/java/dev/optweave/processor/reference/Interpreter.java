package dev.optweave.processor.reference;

import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Operation.Scope;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Program.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Executes one section of a lowered rule, instruction by instruction, over whole tensors.
 *
 * <p>A program that has been split runs phase by phase, and memory is read as it is in the phase. A
 * program that has not been split yet runs as a whole: every load sees memory as it was when the
 * section began, every store takes effect when it ends. Both ways a rule must give the same bits.
 */
public final class Interpreter {

    private final List<ReferenceGroup> groups;
    private final List<ReferenceTensor> order;
    private long seed;

    /**
     * An interpreter for groups that together hold all parameters.
     *
     * @param order all tensors of all groups, in the order in which reductions over all tensors
     *     take them
     * @throws IllegalArgumentException if a tensor is in no group or in two, or if the rule reduces
     *     over all tensors and the groups do not run the same lowered rule
     */
    public Interpreter(List<ReferenceGroup> groups, List<ReferenceTensor> order) {
        this.groups = List.copyOf(groups);
        this.order = List.copyOf(order);
        List<ReferenceTensor> grouped =
                groups.stream().flatMap(group -> group.tensors().stream()).toList();
        if (grouped.size() != order.size() || !grouped.containsAll(order)) {
            throw new IllegalArgumentException("every tensor has to be in exactly one group");
        }
        boolean same = groups.stream().map(ReferenceGroup::lowered).distinct().count() <= 1;
        if (!same && groups.stream().anyMatch(group -> reducesOverAll(group.lowered()))) {
            throw new IllegalArgumentException(
                    "groups that reduce over all tensors have to run the same lowered rule");
        }
    }

    /** Whether any section of the rule reduces over all tensors. */
    public static boolean reducesOverAll(LoweredRule lowered) {
        return lowered.sections().values().stream()
                .flatMap(program -> program.instructions().stream())
                .anyMatch(Interpreter::isOverAll);
    }

    /** Sets the seed of the random numbers by which values are rounded as they are stored. */
    public void seed(long newSeed) {
        seed = newSeed;
    }

    /**
     * Runs a section; a rule that has no such section does nothing.
     *
     * @param step the step number: 1 on the first step
     */
    public void run(Section section, long step) {
        if (groups.stream().anyMatch(group -> reducesOverAll(group.lowered()))) {
            run(section, step, groups);
        } else {
            groups.forEach(group -> run(section, step, List.of(group)));
        }
    }

    private void run(Section section, long step, List<ReferenceGroup> together) {
        Optional<Program> found = together.get(0).lowered().section(section);
        if (found.isEmpty()) {
            return;
        }
        Program program = found.get();
        List<GroupRun> groupRuns = new ArrayList<>();
        Map<ReferenceTensor, TensorRun> byTensor = new HashMap<>();
        long count = order.stream().mapToLong(ReferenceTensor::length).sum();
        for (ReferenceGroup group : together) {
            GroupRun run = new GroupRun(program, group, step, count);
            groupRuns.add(run);
            for (ReferenceTensor tensor : group.tensors()) {
                StoreNoise noise = new StoreNoise(seed, order.indexOf(tensor), step, section);
                byTensor.put(tensor, new TensorRun(program, run, tensor, noise));
            }
        }
        List<TensorRun> tensorRuns =
                order.stream().filter(byTensor::containsKey).map(byTensor::get).toList();
        if (program.phases().isEmpty()) {
            runWhole(program, groupRuns, tensorRuns);
        } else {
            program.phases().forEach(phase -> runPhase(program, phase, groupRuns, tensorRuns));
        }
        groupRuns.forEach(GroupRun::commit);
        tensorRuns.forEach(TensorRun::commit);
    }

    private static void runPhase(
            Program program, Phase phase, List<GroupRun> groups, List<TensorRun> tensors) {
        for (GroupRun group : groups) {
            phase.groupScalars().stream()
                    .filter(number -> !isReduction(program, number))
                    .forEach(group::compute);
            phase.scalarStores().stream()
                    .filter(store -> store.variable().kind() == Kind.STEP)
                    .forEach(group::store);
        }
        for (TensorRun tensor : tensors) {
            tensor.beginLoop();
            phase.tensorScalars().stream()
                    .filter(number -> !isReduction(program, number))
                    .forEach(tensor::computeScalar);
            phase.scalarStores().stream()
                    .filter(store -> store.variable().kind() == Kind.TENSOR)
                    .forEach(tensor::storeScalar);
            phase.body().forEach(tensor::computeElements);
        }
        phase.reductions().forEach(number -> reduce(program, number, groups, tensors));
        tensors.forEach(tensor -> tensor.storeElements(phase.stores()));
    }

    private static void runWhole(Program program, List<GroupRun> groups, List<TensorRun> tensors) {
        for (int i = 0; i < program.instructions().size(); i++) {
            int number = i;
            if (isReduction(program, number)) {
                reduce(program, number, groups, tensors);
                continue;
            }
            switch (program.instruction(number).kind()) {
                case CONSTANT -> {} // computed when it is asked for
                case STEP, ALL -> groups.forEach(group -> group.compute(number));
                case TENSOR -> tensors.forEach(tensor -> tensor.computeScalar(number));
                case ELEMENT -> tensors.forEach(tensor -> tensor.computeElements(number));
                case ROW, COLUMN ->
                        throw new UnsupportedOperationException(
                                "rows and columns are not interpreted yet");
            }
        }
        for (Program.Store store : program.stores()) {
            switch (store.variable().kind()) {
                case STEP -> groups.forEach(group -> group.store(store));
                case TENSOR -> tensors.forEach(tensor -> tensor.storeScalar(store));
                default -> {} // elements are stored together, below
            }
        }
        List<Program.Store> elementStores =
                program.stores().stream()
                        .filter(store -> store.variable().kind() == Kind.ELEMENT)
                        .filter(store -> !isOwnValue(program, store))
                        .toList();
        tensors.forEach(tensor -> tensor.storeElements(elementStores));
    }

    /** Whether a variable keeps its value: it is not stored, as rounding it again may change it. */
    private static boolean isOwnValue(Program program, Program.Store store) {
        return program.instruction(store.value())
                .operation()
                .equals(new Operation.Load(store.variable()));
    }

    private static void reduce(
            Program program, int number, List<GroupRun> groups, List<TensorRun> tensors) {
        List<Double> results = tensors.stream().map(tensor -> tensor.reduce(number)).toList();
        Operation.Reduce reduce = (Operation.Reduce) program.instruction(number).operation();
        if (reduce.scope() == Scope.ALL) {
            double result = new FixedTree(reduce.reduction()).combine(results);
            groups.forEach(group -> group.reduced(number, result));
        }
    }

    private static boolean isReduction(Program program, int number) {
        return program.instruction(number).operation() instanceof Operation.Reduce;
    }

    private static boolean isOverAll(Instruction instruction) {
        return instruction.operation() instanceof Operation.Reduce reduce
                && reduce.scope() == Scope.ALL;
    }
}
