package dev.optweave.runtime;

import static dev.optweave.runtime.StateWriter.CHUNK;

import dev.optweave.State.Shape;
import dev.optweave.runtime.OptimizerState.GroupState;
import dev.optweave.runtime.OptimizerState.Header;
import dev.optweave.runtime.OptimizerState.Layout;
import dev.optweave.runtime.OptimizerState.StateName;
import dev.optweave.runtime.OptimizerState.TensorState;
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
        int version = in.readInt();
        if (version != StateWriter.VERSION) {
            throw new IOException(
                    "the saved optimizer state has version "
                            + version
                            + " of the format; known: "
                            + StateWriter.VERSION);
        }
        Header header = new Header(in.readUTF(), in.readLong(), in.readBoolean(), in.readInt());
        if (header.steps() < 0 || header.accumulated() < 0) {
            throw damaged("a count is negative");
        }
        List<StateName> states = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            states.add(new StateName(in.readUTF(), shape(in.readUTF())));
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
        boolean isDouble = in.readBoolean();
        int group = in.readInt();
        List<Integer> shape = new ArrayList<>();
        for (int left = count(); left > 0; left--) {
            shape.add(count());
        }
        Layout layout = new Layout(name, isDouble, List.copyOf(shape), group);
        double[] values = doubles(states.size());
        List<Object> elements = new ArrayList<>();
        for (StateName state : states) {
            boolean stored = state.shape() == Shape.ELEMENT;
            elements.add(array(isDouble, stored ? count() : 0));
        }
        return new TensorState(layout, elements, values, array(isDouble, hasSum ? count() : 0));
    }

    private Object array(boolean isDouble, int length) throws IOException {
        return isDouble ? doubles(length) : floats(length);
    }

    private int count() throws IOException {
        int count = in.readInt();
        if (count < 0) {
            throw damaged("a count is negative");
        }
        return count;
    }

    private static Shape shape(String name) throws IOException {
        for (Shape shape : Shape.values()) {
            if (shape.name().equals(name)) {
                return shape;
            }
        }
        throw damaged("there is no shape `" + name + "`");
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
