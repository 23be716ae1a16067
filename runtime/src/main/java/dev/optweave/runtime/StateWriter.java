package dev.optweave.runtime;

import dev.optweave.State.Shape;
import dev.optweave.runtime.OptimizerState.GroupState;
import dev.optweave.runtime.OptimizerState.Layout;
import dev.optweave.runtime.OptimizerState.StateName;
import dev.optweave.runtime.OptimizerState.TensorState;
import dev.optweave.runtime.internal.storage.Stream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/** Writes optimizer states: big-endian, with a checksum over everything before it. */
final class StateWriter {

    /** What a saved state begins with: OPTWEAVE. */
    static final long MAGIC = 0x4F50545745415645L;

    static final int VERSION = 3;

    /** The version before moving averages and loss scales. */
    static final int VERSION_WITHOUT_AVERAGES = 2;

    /** The version before storages: every value in the type of its tensor. */
    static final int VERSION_WITHOUT_STORAGE = 1;

    /** How many elements are converted at a time. */
    static final int CHUNK = 8192;

    private final DataOutputStream out;
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Double.BYTES);

    private StateWriter(OutputStream stream) {
        this.out = new DataOutputStream(stream);
    }

    static void write(OptimizerState state, OutputStream stream) throws IOException {
        CRC32 checksum = new CRC32();
        StateWriter writer = new StateWriter(new CheckedOutputStream(stream, checksum));
        writer.write(state);
        writer.out.writeLong(checksum.getValue());
        writer.out.flush();
    }

    private void write(OptimizerState state) throws IOException {
        out.writeLong(MAGIC);
        out.writeInt(VERSION);
        out.writeUTF(state.header().rule());
        out.writeLong(state.header().steps());
        out.writeBoolean(state.header().initialized());
        out.writeInt(state.header().accumulated());
        out.writeDouble(state.header().scaling().lossScale());
        out.writeLong(state.header().scaling().skippedSteps());
        out.writeInt(state.states().size());
        for (StateName name : state.states()) {
            out.writeUTF(name.name());
            out.writeUTF(name.shape().name());
        }
        out.writeInt(state.groups().size());
        for (GroupState group : state.groups()) {
            out.writeUTF(group.name());
            for (boolean present : group.present()) {
                out.writeBoolean(present);
            }
            doubles(group.values());
        }
        out.writeInt(state.tensors().size());
        for (TensorState tensor : state.tensors()) {
            tensor(state, tensor);
        }
    }

    private void tensor(OptimizerState state, TensorState tensor) throws IOException {
        Layout layout = tensor.layout();
        out.writeUTF(layout.name());
        out.writeUTF(layout.type().name());
        out.writeInt(layout.group());
        out.writeInt(layout.shape().size());
        for (int dimension : layout.shape()) {
            out.writeInt(dimension);
        }
        doubles(tensor.values());
        for (int i = 0; i < state.states().size(); i++) {
            if (state.states().get(i).shape() == Shape.ELEMENT) {
                stream(tensor.elements().get(i));
            }
        }
        if (state.header().accumulated() > 0) {
            stream(tensor.extras().sum());
        }
        out.writeInt(tensor.extras().companion().length);
        shorts(tensor.extras().companion());
        stream(tensor.extras().average());
    }

    private void stream(Stream stream) throws IOException {
        out.writeUTF(stream.format().name());
        out.writeInt(stream.length());
        for (Object array : stream.arrays()) {
            if (array instanceof double[] doubles) {
                doubles(doubles);
            } else if (array instanceof float[] floats) {
                floats(floats);
            } else if (array instanceof short[] shorts) {
                shorts(shorts);
            } else {
                out.write((byte[]) array);
            }
        }
    }

    // The raw bits, so that a NaN keeps its payload.

    private void doubles(double[] values) throws IOException {
        for (int from = 0; from < values.length; ) {
            int to = end(from, values.length);
            buffer.clear();
            for (int i = from; i < to; i++) {
                buffer.putLong(Double.doubleToRawLongBits(values[i]));
            }
            out.write(buffer.array(), 0, buffer.position());
            from = to;
        }
    }

    private void floats(float[] values) throws IOException {
        for (int from = 0; from < values.length; ) {
            int to = end(from, values.length);
            buffer.clear();
            for (int i = from; i < to; i++) {
                buffer.putInt(Float.floatToRawIntBits(values[i]));
            }
            out.write(buffer.array(), 0, buffer.position());
            from = to;
        }
    }

    private void shorts(short[] values) throws IOException {
        for (int from = 0; from < values.length; ) {
            int to = end(from, values.length);
            buffer.clear();
            for (int i = from; i < to; i++) {
                buffer.putShort(values[i]);
            }
            out.write(buffer.array(), 0, buffer.position());
            from = to;
        }
    }

    /** Where the part of an array ends that is converted next; a sum of ints might overflow. */
    private static int end(int from, int length) {
        return (int) Math.min(length, (long) from + CHUNK);
    }
}
