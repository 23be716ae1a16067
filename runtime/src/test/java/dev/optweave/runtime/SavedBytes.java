package dev.optweave.runtime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Saved states in memory. */
final class SavedBytes {

    private SavedBytes() {}

    /** The state as a file holds it. */
    static byte[] of(OptimizerState state) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            state.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // no write to memory fails
        }
        return out.toByteArray();
    }

    /** The state that these bytes are, or what is wrong with them. */
    static OptimizerState read(byte[] bytes) throws IOException {
        return OptimizerState.readFrom(new ByteArrayInputStream(bytes));
    }

    /** The state, written and read. */
    static OptimizerState copy(OptimizerState state) throws IOException {
        return read(of(state));
    }
}
