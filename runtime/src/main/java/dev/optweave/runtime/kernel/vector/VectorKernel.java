package dev.optweave.runtime.kernel.vector;

import dev.optweave.runtime.kernel.ElementFormat;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.kernel.VectorLoops;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * What the processor generates for a kernel's loops where vectors can be used.
 *
 * <p>The formats of arrays are constants of the generated class, so that the compiler sees how it
 * loads and stores. For other formats than floats, and to go over two ranges in turns, the class is
 * defined once more, as a hidden class that is given them as its class data.
 */
// the module of vectors may be missing, so that it cannot be required transitively
@SuppressWarnings("exports")
public abstract class VectorKernel implements VectorLoops {

    /** Vectors of floats. */
    protected static final VectorSpecies<Float> FLOATS = Shapes.FLOATS;

    /** Vectors of doubles. */
    protected static final VectorSpecies<Double> DOUBLES = Shapes.DOUBLES;

    /** How many floats a vector holds. */
    protected static final int FLOAT_LANES = FLOATS.length();

    /** How many doubles a vector holds. */
    protected static final int DOUBLE_LANES = DOUBLES.length();

    /**
     * How many NaNs have one sign. Added to a float's bits as an int, it takes those of NaN without
     * the sign bit below all others, those of numbers with the sign bit and of the other NaNs next,
     * and leaves those of zero and what is larger on top, in their order. Where 1 bounds numbers
     * from above, the minimum of ints is therefore that of floats, in one instruction: it bounds
     * what is above 1 and gives all else as it is, NaN and both zeros among them.
     */
    protected static final int FLOAT_NANS = 0x7fffff;

    /** The same for doubles, as longs. */
    protected static final long DOUBLE_NANS = 0xfffffffffffffL;

    /** Where the bits of 1 lie, with {@link #FLOAT_NANS} added. */
    protected static final int FLOAT_ONE = 0x3f800000 + FLOAT_NANS;

    /** Where the bits of 1 lie, with {@link #DOUBLE_NANS} added. */
    protected static final long DOUBLE_ONE = 0x3ff0000000000000L + DOUBLE_NANS;

    /** The sign bit: added to a float's bits, it changes the sign. */
    protected static final int FLOAT_SIGN = Integer.MIN_VALUE;

    /** The sign bit: added to a double's bits, it changes the sign. */
    protected static final long DOUBLE_SIGN = Long.MIN_VALUE;

    /** From here on every float is a whole number. */
    private static final float WHOLE_FLOATS = 0x1p23f;

    /** From here on every double is a whole number. */
    private static final double WHOLE_DOUBLES = 0x1p52;

    /**
     * What a class was defined anew for, its class data.
     *
     * @param alternates whether it goes over two ranges in turns
     */
    private record Form(List<ElementFormat> formats, boolean alternates) {}

    /** The classes that were defined anew, by the one they were made of. */
    private static final ClassValue<Map<Form, VectorLoops>> DEFINED =
            new ClassValue<>() {
                @Override
                protected Map<Form, VectorLoops> computeValue(Class<?> kernel) {
                    return new ConcurrentHashMap<>();
                }
            };

    /** For generated subclasses. */
    protected VectorKernel() {}

    /** The generated class's own lookup, by which it is defined anew. */
    protected abstract Lookup lookup();

    /**
     * What loads a stream's elements in the class that asks: {@code (Object array, int index) ->
     * FloatVector}, which holds {@link #FLOAT_LANES} of them, from the one at the index on.
     *
     * @param lookup the class's own, with full access
     * @param stream as in {@link Loop}
     * @throws IllegalStateException if the lookup is another class's
     */
    protected static MethodHandle loader(Lookup lookup, int stream) {
        return FloatFormats.loader(format(lookup, stream));
    }

    /**
     * What stores a stream's elements in the class that asks: {@code (FloatVector x, Object array,
     * int index) -> void}, {@link #FLOAT_LANES} of them, from the index on.
     *
     * @param lookup the class's own, with full access
     * @param stream as in {@link Loop}
     * @throws IllegalStateException if the lookup is another class's
     */
    protected static MethodHandle storer(Lookup lookup, int stream) {
        return FloatFormats.storer(format(lookup, stream));
    }

    /**
     * Whether a stream's arrays begin at {@link dev.optweave.runtime.kernel.LoopArrays#start}.
     *
     * @param lookup the class's own, with full access
     * @param stream as in {@link Loop}
     * @throws IllegalStateException if the lookup is another class's
     */
    protected static boolean isStaged(Lookup lookup, int stream) {
        ElementFormat format = format(lookup, stream);
        return format == ElementFormat.STAGED || format == ElementFormat.INT8_BLOCK;
    }

    /**
     * Whether loops of the class that asks go over two ranges in turns.
     *
     * @param lookup the class's own, with full access
     * @throws IllegalStateException if the lookup is another class's
     */
    protected static boolean isAlternating(Lookup lookup) {
        Form form = form(lookup);
        return form != null && form.alternates();
    }

    /** Generated classes say otherwise where a loop does. */
    @Override
    public boolean alternates(Section section, int phase) {
        return false;
    }

    private static ElementFormat format(Lookup lookup, int stream) {
        Form form = form(lookup);
        return form == null ? ElementFormat.PLAIN : form.formats().get(stream - Loop.GRADIENT);
    }

    private static @Nullable Form form(Lookup lookup) {
        try {
            return MethodHandles.classData(lookup, "_", Form.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("not the lookup of a generated kernel: " + lookup, e);
        }
    }

    /**
     * What a loop threw, to be thrown on: its method handles declare more than they throw. An error
     * or an unchecked exception is thrown from here, as it is.
     *
     * @return an exception around a checked one
     */
    protected static IllegalStateException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return new IllegalStateException(failure);
    }

    @Override
    public final int lanes(boolean isDouble) {
        return isDouble ? DOUBLE_LANES : FLOAT_LANES;
    }

    @Override
    public final VectorLoops with(List<ElementFormat> formats) {
        boolean plain = Collections.frequency(formats, ElementFormat.PLAIN) == formats.size();
        return plain ? this : defined(new Form(List.copyOf(formats), false));
    }

    @Override
    public final VectorLoops alternating(List<ElementFormat> formats) {
        return defined(new Form(List.copyOf(formats), true));
    }

    private VectorLoops defined(Form form) {
        return DEFINED.get(getClass()).computeIfAbsent(form, this::define);
    }

    private VectorLoops define(Form form) {
        Class<?> own = getClass();
        String file = own.getName().substring(own.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = own.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IllegalStateException(
                        file
                                + " is not found beside the class that was loaded from it; let the"
                                + " class loader serve it as a resource, or choose the backend"
                                + " SCALAR");
            }
            Lookup hidden =
                    lookup().defineHiddenClassWithClassData(bytes.readAllBytes(), form, true);
            return (VectorLoops)
                    hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class))
                            .invoke();
        } catch (IOException | IllegalAccessException | NoSuchMethodException e) {
            throw new IllegalStateException(file + " cannot be defined anew: " + e, e);
        } catch (Throwable e) {
            throw thrown(e);
        }
    }

    /** The largest whole numbers that are not larger, as {@link Math#floor} gives them. */
    protected static FloatVector floor(FloatVector x) {
        FloatVector magnitude = x.abs();
        FloatVector rounded = magnitude.add(WHOLE_FLOATS).sub(WHOLE_FLOATS);
        FloatVector signed =
                x.reinterpretAsInts()
                        .and(Integer.MIN_VALUE)
                        .or(rounded.reinterpretAsInts())
                        .reinterpretAsFloats();
        FloatVector floor = signed.blend(signed.sub(1f), signed.compare(VectorOperators.GT, x));
        return x.blend(floor, magnitude.lt(WHOLE_FLOATS));
    }

    /** The largest whole numbers that are not larger, as {@link Math#floor} gives them. */
    protected static DoubleVector floor(DoubleVector x) {
        DoubleVector magnitude = x.abs();
        DoubleVector rounded = magnitude.add(WHOLE_DOUBLES).sub(WHOLE_DOUBLES);
        DoubleVector signed =
                x.reinterpretAsLongs()
                        .and(Long.MIN_VALUE)
                        .or(rounded.reinterpretAsLongs())
                        .reinterpretAsDoubles();
        DoubleVector floor = signed.blend(signed.sub(1.0), signed.compare(VectorOperators.GT, x));
        return x.blend(floor, magnitude.lt(WHOLE_DOUBLES));
    }
}
