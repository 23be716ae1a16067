package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.KernelLayout.Loop.GRADIENT;

import dev.optweave.runtime.internal.storage.Int8Stream;
import dev.optweave.runtime.internal.storage.Stream;
import dev.optweave.runtime.kernel.BlockValues;
import dev.optweave.runtime.kernel.LoopArrays;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.ScalarArguments;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.kernel.TensorStep;
import java.util.Arrays;

/** The arrays that one thread's vector loop works on: a tensor's own, and those of a strip. */
final class VectorArrays extends LoopArrays implements ScalarArguments {

    private static final double[] NO_DOUBLES = {};

    /** How many ints fill a cache line. */
    private static final int LINE = 16;

    private static final int START = 2 * LINE;
    private static final int COLUMN = START + 1;

    private final Strip strip;
    private final BlockValues block;
    private final Object[][] own;
    private final boolean[] isStaged;
    private final CodedStreams coded;
    private Object[][] arrays;
    private double[] scalars = new double[16];
    private int scalarCount;
    private boolean stages;

    /**
     * Written strip by strip and tensor by tensor: the first element and which of the arrays are
     * used. They lie in the midst of an array, since otherwise the collector may place them into
     * the cache line of what another thread writes.
     */
    private final int[] place = new int[4 * LINE];

    VectorArrays(Strip strip, BlockValues block) {
        this.strip = strip;
        this.block = block;
        this.own = new Object[strip.streams()][1];
        this.arrays = own;
        this.isStaged = new boolean[strip.streams()];
        this.coded = new CodedStreams(strip.streams());
    }

    /** Turns to a tensor's streams: those that loops can work on as they are, and the others. */
    void turnTo(TensorMemory tensor, TensorVectors vectors, LoopStreams streams) {
        stages = false;
        coded.clear();
        turnTo(own, 0);
        for (int stream : streams.uses()) {
            boolean staged = !vectors.isDirect(stream);
            isStaged[stream - GRADIENT] = staged;
            own[stream - GRADIENT][0] =
                    staged ? strip.array(stream) : direct(stream, tensor.stream(stream), vectors);
            stages |= staged;
        }
        for (int stream : streams.writes()) {
            if (vectors.isCoded(stream)) {
                coded.write(stream);
            }
        }
    }

    /**
     * Turns to arrays that loops can work on as they are.
     *
     * @param ofStreams by stream, the gradient's first, and place
     * @param column the place of those that are used
     */
    void turnTo(Object[][] ofStreams, int column) {
        if (arrays != ofStreams) {
            arrays = ofStreams;
        }
        place[COLUMN] = column;
    }

    private Object direct(int number, Stream stream, TensorVectors vectors) {
        return vectors.isCoded(number) && stream instanceof Int8Stream codes
                ? coded.use(number, codes.values())
                : stream.arrays().get(0);
    }

    /** The streams that are decoded and encoded block by block. */
    CodedStreams coded() {
        return coded;
    }

    /** Stages these streams, whether loops could work on them or not. */
    void stage(int[] uses) {
        for (int stream : uses) {
            isStaged[stream - GRADIENT] = true;
            own[stream - GRADIENT][0] = strip.array(stream);
        }
        stages = true;
        coded.clear();
    }

    /** Whether any stream is staged. */
    boolean stages() {
        return stages;
    }

    /** Copies in what a loop reads and is staged. */
    void load(int[] reads, int from, int to) {
        for (int stream : reads) {
            if (isStaged[stream - GRADIENT]) {
                strip.load(stream, from, to);
            }
        }
    }

    /** Lets the strip and the block begin at this element of the arrays that are not staged. */
    void moveTo(int element) {
        place[START] = element;
    }

    /** Copies out what a loop wrote and is staged. */
    void store(int[] writes, int from, int to) {
        for (int stream : writes) {
            if (isStaged[stream - GRADIENT]) {
                strip.measure(stream, from, to);
            }
        }
        for (int stream : writes) {
            if (isStaged[stream - GRADIENT]) {
                strip.store(stream, from, to);
            }
        }
    }

    /** Takes the scalars of a loop. */
    void takeScalars(RuleKernel kernel, Section section, int phase, TensorStep tensor) {
        scalarCount = 0;
        kernel.loopScalars(section, phase, tensor, this);
    }

    @Override
    public void add(double value) {
        if (scalarCount == scalars.length) {
            scalars = Arrays.copyOf(scalars, 2 * scalarCount);
        }
        scalars[scalarCount++] = value;
    }

    @Override
    public boolean isDouble() {
        return strip.isDouble();
    }

    @Override
    public double[] scalars() {
        return scalars;
    }

    @Override
    public Object array(int stream) {
        return arrays[stream - GRADIENT][place[COLUMN]];
    }

    @Override
    public double[] doubles(int stream) {
        return array(stream) instanceof double[] array ? array : NO_DOUBLES;
    }

    @Override
    public BlockValues block() {
        return block;
    }

    @Override
    public int start() {
        return place[START];
    }
}
