package dev.optweave.runtime.internal.storage;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;

/** What a state lies in, and how it is rounded on its way there. */
public record StateStorage(Storage storage, Rounding rounding) {

    /** As it is computed. */
    public static final StateStorage SAME = new StateStorage(Storage.SAME, Rounding.NEAREST);

    /** Whether a state loses nothing when it is stored. */
    public boolean isExact(boolean isDouble) {
        return storage == Storage.SAME || storage == Storage.FLOAT32 && !isDouble;
    }
}
