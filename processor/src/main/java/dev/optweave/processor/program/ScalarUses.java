package dev.optweave.processor.program;

import dev.optweave.State.Shape;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.Program.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which scalars a generated method uses. */
public final class ScalarUses {

    private ScalarUses() {}

    /** The scalars that a loop uses, in order of their numbers. */
    public static List<Integer> ofLoop(Program program, Phase phase) {
        Set<Integer> used = new HashSet<>();
        for (int number : phase.body()) {
            used.addAll(program.instruction(number).arguments());
        }
        for (Store store : phase.stores()) {
            used.add(store.value());
        }
        for (int number : phase.reductions()) {
            used.addAll(program.instruction(number).arguments());
        }
        List<Integer> scalars = new ArrayList<>();
        for (int number : used) {
            boolean element = program.instruction(number).kind() == Kind.ELEMENT;
            if (!element && !isConstant(program, number)) {
                scalars.add(number);
            }
        }
        Collections.sort(scalars);
        return List.copyOf(scalars);
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
        for (Store store : stores(phase, kind)) {
            used.add(store.value());
        }
        used.removeIf(number -> isConstant(program, number));
        return used;
    }

    /** The stores that a phase's method for the group or for a tensor makes. */
    public static List<Store> stores(Phase phase, Kind kind) {
        Shape shape = kind == Kind.TENSOR ? Shape.TENSOR : Shape.STEP;
        List<Store> stores = new ArrayList<>();
        for (Store store : phase.scalarStores()) {
            if (store.variable().shape() == shape) {
                stores.add(store);
            }
        }
        return List.copyOf(stores);
    }

    private static boolean isConstant(Program program, int number) {
        return program.instruction(number).operation() instanceof Operation.Constant;
    }
}
