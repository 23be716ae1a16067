package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.KernelLayout.Loop.GRADIENT;

import dev.optweave.runtime.internal.storage.Stream;
import dev.optweave.runtime.kernel.ElementFormat;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.KernelLayout.SectionLayout;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.kernel.VectorLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The loops in vectors that fit one tensor's streams. Brain and half-precision floats that are
 * rounded to the nearest are loaded and stored by the loops themselves, eight-bit codes decoded by
 * them and encoded block by block; what else is not plain has to be staged.
 */
final class TensorVectors {

    /** As the shortest vector of bytes has eight, and one of them widens to as many floats. */
    private static final int LEAST_BYTES = 8;

    private final TensorMemory tensor;
    private final VectorLoops plain;
    private final List<ElementFormat> formats;
    private final Compiled withGiven;
    private @Nullable Compiled withSum;
    private final int lanes;
    private final boolean always;

    /**
     * Whether a loop of the kernel reduces: with codes to decode it becomes so long that JDK 17 may
     * leave vectors on the heap.
     */
    private final boolean reduces;

    /**
     * @param plain the loops for plain arrays
     * @param always whether they run also where HotSpot vectorizes their scalar form
     */
    TensorVectors(VectorLoops plain, TensorMemory tensor, boolean always) {
        this.always = always;
        this.tensor = tensor;
        this.reduces =
                tensor.group().kernel().layout().sections().stream()
                        .flatMap(section -> section.loops().stream())
                        .anyMatch(loop -> !loop.reductions().isEmpty());
        this.plain = plain;
        this.lanes = plain.lanes(tensor.isDouble());
        List<ElementFormat> formats = new ArrayList<>();
        for (int stream = GRADIENT; stream < tensor.group().stateCount(); stream++) {
            formats.add(format(tensor.stream(stream)));
        }
        this.formats = List.copyOf(formats);
        this.withGiven = compiled(formats);
    }

    /** Gets loops that read the sum of several gradients in the place of the one given. */
    void prepareSum() {
        if (withSum != null) {
            return;
        }
        List<ElementFormat> withPlainGradient = new ArrayList<>(formats);
        withPlainGradient.set(0, ElementFormat.PLAIN);
        withSum = withPlainGradient.equals(formats) ? withGiven : compiled(withPlainGradient);
    }

    /**
     * Loops for some formats.
     *
     * @param alternating those that go over two ranges in turns; null where no loop does, as the
     *     tensor is short, all of them fit a cache, or none works on the arrays as they are
     */
    private record Compiled(VectorLoops loops, @Nullable VectorLoops alternating) {}

    private Compiled compiled(List<ElementFormat> formats) {
        boolean alternates =
                !tensor.isDouble()
                        && tensor.length() >= 2 * VectorLoop.RANGE
                        && tensor.group().elementCount() >= VectorLoop.BEYOND_CACHES
                        && anyAlternates();
        return new Compiled(plain.with(formats), alternates ? plain.alternating(formats) : null);
    }

    private boolean anyAlternates() {
        for (SectionLayout section : tensor.group().kernel().layout().sections()) {
            List<Loop> loops = section.loops();
            for (int phase = 1; phase <= loops.size(); phase++) {
                int[] uses = new LoopStreams(loops.get(phase - 1)).uses();
                if (alternates(section.section(), phase, uses)) {
                    return true;
                }
            }
        }
        return false;
    }

    private ElementFormat format(Stream stream) {
        if (stream.length() == 0 || stream.isPlain(tensor.isDouble())) {
            return ElementFormat.PLAIN;
        }
        if (stream.isStochastic() || tensor.isDouble()) {
            return ElementFormat.STAGED;
        }
        return switch (stream.format()) {
            case BFLOAT16 -> ElementFormat.BFLOAT16;
            case FLOAT16 -> ElementFormat.FLOAT16;
            case INT8_BLOCK ->
                    lanes < LEAST_BYTES || reduces
                            ? ElementFormat.STAGED
                            : ElementFormat.INT8_BLOCK;
            case FLOAT32, FLOAT64, BFLOAT16_KAHAN -> ElementFormat.STAGED;
        };
    }

    /**
     * Whether a loop runs in vectors. One on plain arrays that neither reduces nor compares is left
     * to HotSpot, which aligns and unrolls it.
     */
    boolean has(Section section, int phase, int[] uses, boolean reduces) {
        return plain.has(section, phase)
                && (always || reduces || !tensor.isPlain(uses) || plain.compares(section, phase));
    }

    /**
     * Whether a loop can run in vectors on the arrays of all these streams as they are, be it one
     * that is left to HotSpot.
     */
    boolean isDirect(Section section, int phase, int[] uses) {
        for (int stream : uses) {
            if (!isDirect(stream) || isCoded(stream)) {
                return false;
            }
        }
        return plain.has(section, phase);
    }

    /** The formats of the gradient as it is given, the parameter and the states. */
    List<ElementFormat> formats() {
        return formats;
    }

    /** Where the tensor's elements begin in the arrays that are not staged. */
    int start() {
        return tensor.start();
    }

    /** How many elements a loop takes at a time. */
    int lanes() {
        return lanes;
    }

    /** The loops for the arrays of those streams that are not staged. */
    VectorLoops direct() {
        return current().loops();
    }

    /** Those that go over two ranges in turns; null where this loop does not, or should not. */
    @Nullable VectorLoops alternating(Section section, int phase, int[] uses) {
        VectorLoops alternating = current().alternating();
        return alternating != null && alternates(section, phase, uses) ? alternating : null;
    }

    private boolean alternates(Section section, int phase, int[] uses) {
        return plain.alternates(section, phase)
                && has(section, phase, uses, false)
                && isDirect(section, phase, uses);
    }

    private Compiled current() {
        return tensor.readsSum() ? Objects.requireNonNull(withSum) : withGiven;
    }

    /** The loops for arrays that are all plain and begin at 0, be it those of a strip. */
    VectorLoops plain() {
        return plain;
    }

    /** Whether the loops work on the stream's own array. */
    boolean isDirect(int number) {
        return format(tensor.stream(number)) != ElementFormat.STAGED;
    }

    /** Whether the loops work on the stream block by block. */
    boolean isCoded(int number) {
        return format(tensor.stream(number)) == ElementFormat.INT8_BLOCK;
    }
}
