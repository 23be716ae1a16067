package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.KernelLayout.Loop.GRADIENT;

import dev.optweave.runtime.kernel.ElementFormat;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.kernel.VectorLoops;
import java.util.List;
import java.util.Objects;

/**
 * Small tensors of one group, over which a stage's only loop runs in vectors, one after the other.
 * What the loop needs of them lies side by side, since following references from tensor to tensor
 * takes longer than updating them. Scalars are fetched once for all.
 */
final class Bundle implements Task {

    /** Of longer tensors, going to the next costs little, and HotSpot's own loops are faster. */
    private static final int LONGEST = RuleKernel.BLOCK / 2;

    private final KernelStage stage;
    private final TensorMemory[] tensors;
    private final TensorVectors vectors;

    /** The arrays by stream, the gradient's first, and tensor. */
    private final Object[][] arrays;

    /** Where each tensor's whole vectors begin in the arrays. */
    private final int[] starts;

    /** Behind its last whole vector. */
    private final int[] ends;

    /** How many elements it has behind that. */
    private final int[] rests;

    private boolean showsSum;

    /** What the tensors of a bundle have in common. */
    record Kind(KernelStage stage, boolean isDouble, List<ElementFormat> formats) {}

    /**
     * @param tensors at least one, all of the same {@link #kind}, for which {@link #takes} is true
     */
    Bundle(KernelStage stage, List<TensorMemory> tensors) {
        this.stage = stage;
        this.tensors = tensors.toArray(TensorMemory[]::new);
        this.vectors = vectors(tensors.get(0));
        int count = tensors.size();
        this.arrays = new Object[tensors.get(0).group().stateCount() - GRADIENT][count];
        this.starts = new int[count];
        this.ends = new int[count];
        this.rests = new int[count];
        for (int i = 0; i < count; i++) {
            TensorMemory tensor = this.tensors[i];
            rests[i] = tensor.length() & vectors.lanes() - 1;
            starts[i] = tensor.start();
            ends[i] = starts[i] + tensor.length() - rests[i];
        }
        for (int stream : stage.uses(0)) {
            collect(stream);
        }
    }

    private void collect(int stream) {
        for (int i = 0; i < tensors.length; i++) {
            arrays[stream - GRADIENT][i] = tensors[i].stream(stream).arrays().get(0);
        }
    }

    /** Whether a tensor whose gradient has no scale of its own can be in a bundle of the stage. */
    static boolean takes(KernelStage stage, TensorMemory tensor) {
        return tensor.length() <= LONGEST
                && tensor.vectors() != null
                && stage.loops() == 1
                && stage.runsOn(tensor)
                && vectors(tensor).isDirect(stage.section(), stage.phase(0), stage.uses(0));
    }

    /** What a tensor must have in common with the others of its bundle. */
    static Kind kind(KernelStage stage, TensorMemory tensor) {
        return new Kind(stage, tensor.isDouble(), vectors(tensor).formats());
    }

    private static TensorVectors vectors(TensorMemory tensor) {
        return Objects.requireNonNull(tensor.vectors());
    }

    @Override
    public void run(WorkerMemory memory) {
        TensorMemory first = tensors[0];
        Section section = stage.section();
        int phase = stage.phase(0);
        if (showsSum != first.readsSum()) {
            showsSum = first.readsSum();
            collect(GRADIENT);
        }
        VectorLoops loops = vectors.direct();
        VectorArrays shown = memory.arrays();
        memory.strip().turnTo(first, section);
        shown.takeScalars(stage.kernel(), section, phase, first);
        boolean followed = stage.isFollowed(0);
        for (int i = 0; i < tensors.length; i++) {
            shown.turnTo(arrays, i);
            loops.elements(section, phase, shown, starts[i], ends[i]);
            if (rests[i] > 0 || followed) {
                finish(tensors[i], rests[i], memory);
            }
        }
    }

    /**
     * Does what is left of a tensor: its last elements, too few for a vector, and what follows the
     * update. Other loops begin at whole blocks, since codes are decoded and strips are reduced
     * block by block; these elements may begin anywhere, since {@link #takes} leaves out loops that
     * reduce and streams that are coded or staged.
     */
    private void finish(TensorMemory tensor, int rest, WorkerMemory memory) {
        int length = tensor.length();
        if (rest > 0) {
            stage.run(0, tensor, length - rest, length, memory);
        }
        stage.finish(0, tensor, 0, length, memory);
    }
}
