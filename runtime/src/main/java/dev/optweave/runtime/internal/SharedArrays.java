package dev.optweave.runtime.internal;

import static dev.optweave.runtime.kernel.KernelLayout.Loop.PARAMETER;

import dev.optweave.State.Rounding;
import dev.optweave.runtime.internal.storage.Format;
import dev.optweave.runtime.internal.storage.Stream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Memory for what is kept beside parameters. Tensors whose parameters share an array share one here
 * too, and begin at the same place in both: a loop goes through all its arrays with one index.
 * Blocks of codes belong to one tensor and are not shared.
 */
final class SharedArrays implements Allocator {

    private final Map<Object, Pack> packs = new IdentityHashMap<>();

    /** What the tensors of one array of parameters have. */
    private static final class Pack {
        private final Map<Place, Object> arrays = new HashMap<>();
        private final List<TensorMemory> tensors = new ArrayList<>();

        /** Behind the last element that lies in such an array. */
        private int end(Place place) {
            int end = 0;
            for (TensorMemory tensor : tensors) {
                int state = place.stream();
                boolean isState = state >= 0;
                if (!isState || tensor.hasElements(state) && tensor.format(state) == place.format) {
                    Stream parameter = tensor.stream(PARAMETER);
                    end = Math.max(end, parameter.start() + parameter.length());
                }
            }
            return end;
        }
    }

    /** What lies in an array. */
    private record Place(int stream, Format format) {}

    SharedArrays(List<TensorMemory> tensors) {
        for (TensorMemory tensor : tensors) {
            Stream parameter = tensor.stream(PARAMETER);
            Pack pack = packs.computeIfAbsent(parameter.arrays().get(0), array -> new Pack());
            pack.tensors.add(tensor);
        }
    }

    @Override
    public Stream allocate(TensorMemory tensor, int stream, Format format, Rounding rounding) {
        Stream parameter = tensor.stream(PARAMETER);
        Pack pack = packs.get(parameter.arrays().get(0));
        if (pack == null || tensor.length() == 0 || format == Format.INT8_BLOCK) {
            return format.allocate(tensor.length(), rounding);
        }
        Object array =
                pack.arrays.computeIfAbsent(
                        new Place(stream, format), place -> format.array(pack.end(place)));
        return format.in(array, parameter.start(), parameter.length(), rounding);
    }
}
