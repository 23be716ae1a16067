package dev.optweave.processor.emit.opencl;

import dev.optweave.State.Shape;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Names;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.ScalarNames;
import dev.optweave.processor.program.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What streams and scalars are called in a rule's kernels. */
final class KernelNames {

    /** Words of the language, macros and functions of the prelude, and what every kernel names. */
    private static final String RESERVED =
            "auto bool complex constant enum extern global goto half image1d_t image2d_t image3d_t"
                    + " imaginary inline kernel local private pipe quad read_only read_write"
                    + " register restrict sampler_t event_t signed sizeof size_t ptrdiff_t"
                    + " intptr_t uintptr_t static struct switch typedef uchar uint ulong union"
                    + " unsigned ushort volatile write_only vec_step linux unix i386"
                    + " fma fabs fmod sqrt floor exp log tanh cbrt pow min max sign barrier"
                    + " as_float as_double as_int as_uint as_long as_ulong isnan isinf copysign"
                    + " mul_hi select get_global_id get_local_id get_group_id get_local_size"
                    + " sign_float min_float max_float cbrt_float exp_float log_float tanh_float"
                    + " pow_float sumLanes_float maxLanes_float sign_double min_double max_double"
                    + " cbrt_double exp_double log_double tanh_double pow_double"
                    + " sumLanes_double maxLanes_double"
                    + " NAN INFINITY NULL EOF MAXFLOAT HUGE_VAL HUGE_VALF"
                    + " READ WRITE LOAD LOAD_DOUBLE STORE STAGE ENCODE RANDOM RANDOM_OF PASTE PASTED"
                    + " STORAGE INSIDE COMPLETE BLOCK_OF COMBINE_LANES LANES LANE EACH_LANE"
                    + " GROUP_OF_LANES LANES_IN_A_LOOP PHILOX_ROUND OFFSET_OF_ROOT"
                    + " STOCHASTIC FILLED_GROUPS OPTWEAVE_DOUBLE WITHOUT_DOUBLE randomBits"
                    + " fromBFloat16 toBFloat16 toBFloat16AtRandom bfloat16Companion fromFloat16"
                    + " toFloat16 toFloat16AtRandom fromInt8 storeInt8Block storeInt8BlockAtRandom"
                    + " count i lane lanes block first last start gradientScale seed tensor step"
                    + " part wide generic asm typeof";

    /** Functions and constants of the language, which drivers may define as macros. */
    private static final String BUILT_IN =
            "abs abs_diff acos acosh acospi add_sat all any asin asinh asinpi atan"
                    + " atan2 atan2pi atanh atanpi bitselect ceil clamp clz cos cosh cospi cross"
                    + " ctz degrees distance dot erf erfc exp10 exp2 expm1 fast_distance"
                    + " fast_length fast_normalize fdim fmax fmin fract frexp hadd hypot ilogb"
                    + " isequal isfinite isgreater isgreaterequal isless islessequal islessgreater"
                    + " isnormal isnotequal isordered isunordered ldexp length lgamma lgamma_r"
                    + " log10 log1p log2 logb mad mad24 mad_hi mad_sat maxmag mem_fence minmag mix"
                    + " modf mul24 nan nextafter normalize popcount pown powr prefetch printf"
                    + " radians remainder remquo rhadd rint rootn rotate round rsqrt shuffle"
                    + " shuffle2 signbit sin sincos sinh sinpi smoothstep sub_sat tan tanpi tgamma"
                    + " trunc upsample work_group_barrier M_E M_PI M_LN2 M_LN10 FLT_EPSILON"
                    + " FLT_MAX FLT_MIN INT_MAX INT_MIN";

    /** Of types that come as vectors: {@code float4}. */
    private static final List<String> VECTORS =
            List.of(
                    "char", "uchar", "short", "ushort", "int", "uint", "long", "ulong", "float",
                    "double", "half", "bool");

    private static final List<String> BESIDES =
            List.of("_units", "_companion", "_staged", "_scratch");

    private static final Set<String> TAKEN = taken();

    private final Map<Variable, String> streams = new LinkedHashMap<>();
    private final Names names;
    private final Map<Integer, String> scalars;

    private KernelNames(CompiledRule compiled, Program program) {
        List<Variable> elements = new ArrayList<>(compiled.variables());
        elements.removeIf(variable -> variable.shape() != Shape.ELEMENT);
        names = Names.inAscii(TAKEN);
        for (Variable variable : elements) {
            takeBesides(variable.name());
        }
        for (Variable variable : elements) {
            String stream = names.unique(variable.name());
            streams.put(variable, stream);
            if (!stream.equals(variable.name())) {
                takeBesides(stream);
            }
        }
        scalars = ScalarNames.of(program, names);
    }

    /** Takes what macros of the prelude declare beside a stream. */
    private void takeBesides(String stream) {
        for (String ending : BESIDES) {
            names.unique(stream + ending);
        }
    }

    /** The names in one section; those of the streams are the same in all. */
    static KernelNames of(CompiledRule compiled, Program program) {
        return new KernelNames(compiled, program);
    }

    /** The streams that the rule has at all, by their variables, in order. */
    Map<Variable, String> streams() {
        return streams;
    }

    String stream(Variable variable) {
        return streams.get(variable);
    }

    String scalar(int number) {
        return scalars.get(number);
    }

    /** Names for a kernel: those of streams and scalars are taken. */
    Names locals() {
        return names.nested();
    }

    private static Set<String> taken() {
        Set<String> taken = new TreeSet<>(List.of(RESERVED.split(" ")));
        taken.addAll(List.of(BUILT_IN.split(" ")));
        for (String type : VECTORS) {
            for (int width : new int[] {2, 3, 4, 8, 16}) {
                taken.add(type + width);
            }
        }
        return taken;
    }
}
