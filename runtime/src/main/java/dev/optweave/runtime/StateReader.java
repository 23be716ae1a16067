package dev.optweave.runtime;

import static dev.optweave.runtime.StateWriter.CHUNK;
import static dev.optweave.runtime.StateWriter.VERSION;
import static dev.optweave.runtime.StateWriter.VERSION_WITHOUT_STORAGE;

import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.runtime.OptimizerState.Extras;
import dev.optweave.runtime.OptimizerState.GroupState;
import dev.optweave.runtime.OptimizerState.Header;
import dev.optweave.runtime.OptimizerState.Layout;
import dev.optweave.runtime.OptimizerState.Scaling;
import dev.optweave.runtime.OptimizerState.StateName;
import dev.optweave.runtime.OptimizerState.TensorState;
import dev.optweave.runtime.internal.storage.Bfloat16Stream;
import dev.optweave.runtime.internal.storage.DoubleStream;
import dev.optweave.runtime.internal.storage.Float16Stream;
import dev.optweave.runtime.internal.storage.FloatStream;
import dev.optweave.runtime.internal.storage.Format;
import dev.optweave.runtime.internal.storage.Int8Array;
import dev.optweave.runtime.internal.storage.Int8Block;
import dev.optweave.runtime.internal.storage.Int8Stream;
import dev.optweave.runtime.internal.storage.KahanStream;
import dev.optweave.runtime.internal.storage.Stream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** Reads optimizer states. Memory grows with what is there, not with what a length promises. */
final class StateReader {

    private final DataInputStream in;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Double.BYTES);

    private int version;

    private StateReader(InputStream stream) {
        this.in = new DataInputStream(stream);
    }

    static OptimizerState read(InputStream stream) throws IOException {
        CRC32 checksum = new CRC32();
        StateReader reader = new StateReader(new CheckedInputStream(stream, checksum));
        try {
            OptimizerState state = reader.read();
            long computed = checksum.getValue();
            if (reader.in.readLong() != computed) {
                throw damaged("its checksum is wrong");
            }
            return state;
        } catch (EOFException e) {
            throw new IOException("the saved optimizer state is cut short", e);
        } catch (UTFDataFormatException e) {
            throw new IOException("the saved optimizer state is damaged: a name is no text", e);
        }
    }

    private OptimizerState read() throws IOException {
        if (in.readLong() != StateWriter.MAGIC) {
            throw new IOException("not a saved optimizer state: it does not begin with OPTWEAVE");
        }
        version = in.readInt();
        if (version < VERSION_WITHOUT_STORAGE || version > VERSION) {
            throw new IOException(
                    "the saved optimizer state has version "
                            + version
                            + " of the format; known: "
                            + VERSION_WITHOUT_STORAGE
                            + " to "
                            + VERSION);
        }
        Header header =
                new Header(in.readUTF(), in.readLong(), in.readBoolean(), in.readInt(), scaling());
        if (header.steps() < 0 || header.accumulated() < 0) {
            throw damaged("a count is negative");
        }
        List<StateName> states = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            states.add(
                    new StateName(in.readUTF(), constant(Shape.values(), in.readUTF(), "shape")));
        }
        List<GroupState> groups = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            groups.add(group(states.size()));
        }
        List<TensorState> tensors = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            tensors.add(tensor(states, header.accumulated() > 0));
        }
        return new OptimizerState(header, states, groups, tensors);
    }

    private Scaling scaling() throws IOException {
        if (version < VERSION) {
            return Scaling.NONE;
        }
        Scaling scaling = new Scaling(in.readDouble(), in.readLong());
        if (scaling.skippedSteps() < 0) {
            throw damaged("a count is negative");
        }
        return scaling;
    }

    private GroupState group(int states) throws IOException {
        String name = in.readUTF();
        boolean[] present = new boolean[states];
        for (int i = 0; i < states; i++) {
            present[i] = in.readBoolean();
        }
        return new GroupState(name, present, doubles(states));
    }

    private TensorState tensor(List<StateName> states, boolean hasSum) throws IOException {
        String name = in.readUTF();
        ElementType type = hasStorage() ? type(in.readUTF()) : oldType(in.readBoolean());
        int group = in.readInt();
        List<Integer> shape = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            shape.add(count());
        }
        Layout layout = new Layout(name, type, List.copyOf(shape), group);
        double[] values = doubles(states.size());
        List<Stream> elements = new ArrayList<>();
        for (StateName state : states) {
            elements.add(state.shape() == Shape.ELEMENT ? stream(type) : none());
        }
        Stream sum = hasSum ? stream(type) : none();
        short[] companion = shorts(hasStorage() ? count() : 0);
        Stream average = version == VERSION ? stream(type) : none();
        return new TensorState(layout, elements, values, new Extras(sum, average, companion));
    }

    private boolean hasStorage() {
        return version > VERSION_WITHOUT_STORAGE;
    }

    private Stream stream(ElementType type) throws IOException {
        Format format = type == ElementType.DOUBLE ? Format.FLOAT64 : Format.FLOAT32;
        if (hasStorage()) {
            format = constant(Format.values(), in.readUTF(), "format");
        }
        int length = count();
        return switch (format) {
            case FLOAT32 -> new FloatStream(floats(length));
            case FLOAT64 -> new DoubleStream(doubles(length));
            case BFLOAT16 -> new Bfloat16Stream(shorts(length), Rounding.NEAREST);
            case FLOAT16 -> new Float16Stream(shorts(length), Rounding.NEAREST);
            case BFLOAT16_KAHAN -> new KahanStream(shorts(length), shorts(length));
            case INT8_BLOCK -> {
                Int8Array array = new Int8Array(bytes(length), floats(Int8Block.blocks(length)));
                yield new Int8Stream(array, Rounding.NEAREST);
            }
        };
    }

    private static Stream none() {
        return new FloatStream(new float[0]);
    }

    private static ElementType type(String name) throws IOException {
        return constant(ElementType.values(), name, "element type");
    }

    private static ElementType oldType(boolean isDouble) {
        return isDouble ? ElementType.DOUBLE : ElementType.FLOAT;
    }

    private static <E extends Enum<E>> E constant(E[] all, String name, String what)
            throws IOException {
        for (E constant : all) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw damaged("there is no " + what + " `" + name + "`");
    }

    private int count() throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw damaged("a count is negative");
        }
        return count;
    }

    private double[] doubles(int length) throws IOException {
        double[] values = new double[Math.min(length, CHUNK)];
        for (int from = 0; from < length; ) {
            int to = (int) Math.min(length, (long) from + CHUNK);
            values = to > values.length ? Arrays.copyOf(values, grown(to, length)) : values;
            fill((to - from) * Double.BYTES);
            while (from < to) {
                values[from++] = Double.longBitsToDouble(buffer.getLong());
            }
        }
        return values;
    }

    private float[] floats(int length) throws IOException {
        float[] values = new float[Math.min(length, CHUNK)];
        for (int from = 0; from < length; ) {
            int to = (int) Math.min(length, (long) from + CHUNK);
            values = to > values.length ? Arrays.copyOf(values, grown(to, length)) : values;
            fill((to - from) * Float.BYTES);
            while (from < to) {
                values[from++] = Float.intBitsToFloat(buffer.getInt());
            }
        }
        return values;
    }

    private short[] shorts(int length) throws IOException {
        short[] values = new short[Math.min(length, CHUNK)];
        for (int from = 0; from < length; ) {
            int to = (int) Math.min(length, (long) from + CHUNK);
            values = to > values.length ? Arrays.copyOf(values, grown(to, length)) : values;
            fill((to - from) * Short.BYTES);
            while (from < to) {
                values[from++] = buffer.getShort();
            }
        }
        return values;
    }

    private byte[] bytes(int length) throws IOException {
        byte[] values = new byte[Math.min(length, CHUNK)];
        for (int from = 0; from < length; ) {
            int to = (int) Math.min(length, (long) from + CHUNK);
            values = to > values.length ? Arrays.copyOf(values, grown(to, length)) : values;
            in.readFully(values, from, to - from);
            from = to;
        }
        return values;
    }

    private static int grown(int needed, int length) {
        return (int) Math.min(length, 2L * needed);
    }

    private void fill(int bytes) throws IOException {
        buffer.clear();
        in.readFully(buffer.array(), 0, bytes);
    }

    private static IOException damaged(String why) {
        return new IOException("the saved optimizer state is damaged: " + why);
    }
}
