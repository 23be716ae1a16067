package dev.optweave.runtime;

import dev.optweave.State.Rounding;
import dev.optweave.runtime.internal.storage.Bfloat16Stream;
import dev.optweave.runtime.internal.storage.Companions;
import dev.optweave.runtime.internal.storage.DoubleStream;
import dev.optweave.runtime.internal.storage.FloatStream;
import dev.optweave.runtime.internal.storage.GroupStorage;
import dev.optweave.runtime.internal.storage.RawArrays;
import dev.optweave.runtime.internal.storage.Stream;

/**
 * Where the elements of a tensor and of its gradient lie: as many of either array, from the same
 * place.
 *
 * @param start the first of them
 */
record Window(Object values, Object gradient, int start, int length) {

    /** All of both arrays, which may not be equally long yet. */
    static Window whole(Object values, Object gradient) {
        return new Window(values, gradient, 0, RawArrays.length(values));
    }

    /** What the elements are. */
    ElementType type() {
        return ElementType.of(values);
    }

    /** Whether the arrays hold something else too. */
    boolean isPart() {
        return length < RawArrays.length(values);
    }

    /** The elements as an optimizer stores them. */
    Stream parameter(GroupStorage storage, Companions companions) {
        return values instanceof short[] shorts
                ? storage.parameter().wrap(shorts, start, length, companions)
                : stream(values);
    }

    /** The gradient's elements. */
    Stream gradientStream() {
        return stream(gradient);
    }

    private Stream stream(Object array) {
        if (array instanceof double[] doubles) {
            return new DoubleStream(doubles, start, length);
        }
        return array instanceof short[] shorts
                ? new Bfloat16Stream(shorts, start, length, Rounding.NEAREST)
                : new FloatStream((float[]) array, start, length);
    }
}
