package dev.optweave.processor.program;

import java.util.List;

/**
 * One loop over the elements of each tensor, and the scalars that have to be known before it.
 *
 * <p>A phase of an ended program may have scalars and no body: what is left to do on the host when
 * the last loop has run. Scalars are in order of dependency; those of the group (kinds STEP and
 * ALL) are computed before those of the tensor (kind TENSOR). Stores of STEP and TENSOR states take
 * effect when the section ends: a load sees the value from before it.
 *
 * @param groupScalars numbers of instructions of kinds STEP and ALL
 * @param tensorScalars numbers of instructions of kind TENSOR
 * @param scalarStores stores of states of shapes STEP and TENSOR, after the scalars
 * @param body numbers of instructions of kind ELEMENT, in order of dependency; a {@code Load} in a
 *     body reads memory as it is in this phase
 * @param stores stores of elements, at the end of the loop's body
 * @param reductions numbers of the {@code Reduce} instructions whose argument this loop sums up
 */
public record Phase(
        List<Integer> groupScalars,
        List<Integer> tensorScalars,
        List<Program.Store> scalarStores,
        List<Integer> body,
        List<Program.Store> stores,
        List<Integer> reductions) {

    public Phase {
        groupScalars = List.copyOf(groupScalars);
        tensorScalars = List.copyOf(tensorScalars);
        scalarStores = List.copyOf(scalarStores);
        body = List.copyOf(body);
        stores = List.copyOf(stores);
        reductions = List.copyOf(reductions);
    }

    /** Whether the phase runs over the elements at all. */
    public boolean hasLoop() {
        return !stores.isEmpty() || !reductions.isEmpty();
    }
}
