package dev.optweave.processor.program;

import dev.optweave.State.Shape;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.Program.Store;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which scalars a generated method uses. */
public final class ScalarUses {

    private ScalarUses() {}

    /** The scalars that a loop uses, in order of their numbers. */
    public static List<Integer> ofLoop(Program program, Phase phase) {
        Set<Integer> used = new LinkedHashSet<>();
        phase.body().forEach(number -> used.addAll(program.instruction(number).arguments()));
        phase.stores().forEach(store -> used.add(store.value()));
        phase.reductions().forEach(number -> used.addAll(program.instruction(number).arguments()));
        return used.stream()
                .filter(number -> program.instruction(number).kind() != Kind.ELEMENT)
                .filter(number -> !isConstant(program, number))
                .sorted()
                .toList();
    }

    /**
     * The scalars that a phase's method for the group (kind ALL) or for a tensor (kind TENSOR)
     * uses, those that it computes itself included.
     */
    public static Set<Integer> ofMethod(Program program, Phase phase, Kind kind) {
        Set<Integer> used = new LinkedHashSet<>();
        List<Integer> computed = kind == Kind.TENSOR ? phase.tensorScalars() : phase.groupScalars();
        for (int number : computed) {
            if (program.instruction(number).operation() instanceof Operation.Compute) {
                used.addAll(program.instruction(number).arguments());
            }
        }
        stores(phase, kind).forEach(store -> used.add(store.value()));
        used.removeIf(number -> isConstant(program, number));
        return used;
    }

    /** The stores that a phase's method for the group or for a tensor makes. */
    public static List<Store> stores(Phase phase, Kind kind) {
        Shape shape = kind == Kind.TENSOR ? Shape.TENSOR : Shape.STEP;
        return phase.scalarStores().stream()
                .filter(store -> store.variable().shape() == shape)
                .toList();
    }

    private static boolean isConstant(Program program, int number) {
        return program.instruction(number).operation() instanceof Operation.Constant;
    }
}
