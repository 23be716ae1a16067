package dev.optweave.runtime.internal.storage;

import java.util.IdentityHashMap;
import java.util.Map;

/** The companions of brain floats: one array for each array of values, whoever shares that. */
public final class Companions {

    private final Map<short[], short[]> arrays = new IdentityHashMap<>();

    short[] of(short[] values) {
        return arrays.computeIfAbsent(values, v -> new short[v.length]);
    }
}
