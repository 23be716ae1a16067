package dev.optweave.runtime.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks are reduced by one tree, whether a group of work-items does it or one work-item. */
class ReductionsOnDeviceTest {

    private static final int BLOCK = 4096;

    private static final int LANES = 64;

    /** What the processor writes for a loop that reduces. */
    private static final String KERNEL =
            """
            __kernel GROUP_OF_LANES
            void blocks_REDUCE_TYPE(
                    const ulong count, __global const TYPE *values, __global TYPE *results)
            {
                __local TYPE lanes[64];
                const size_t block = get_group_id(0);
                const size_t first = block * 4096;
                const size_t last = first + 4096 < count ? first + 4096 : count;
                LANES(TYPE, x);
                for (size_t start = first; start < last; start += 64) {
                    EACH_LANE(last - start) {
                        const size_t i = start + lane;
                        ACCUMULATE;
                    }
                }
                REDUCELanes_TYPE(x, lanes, results + block);
            }
            """;

    private static OpenClDevice inGroups;
    private static OpenClDevice inLoops;

    @BeforeAll
    static void open() {
        inGroups = Devices.reducingInGroups();
        inLoops = Devices.reducingInLoops();
    }

    @AfterAll
    static void close() {
        if (inLoops != null) {
            inLoops.close();
        }
        if (inGroups != null) {
            inGroups.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 63, 64, 65, 4095, 4096, 4097, 12_321})
    void givesTheTreesBits(int count) {
        float[] floats = floats(count);
        double[] doubles = doubles(count);
        for (OpenClDevice device : List.of(inGroups, inLoops)) {
            assertThat(reduce(device, "sum", floats)).isEqualTo(tree(floats, Float::sum));
            assertThat(reduce(device, "max", floats)).isEqualTo(tree(floats, Float::max));
            if (device.info().fp64()) {
                assertThat(reduce(device, "sum", doubles)).isEqualTo(tree(doubles, Double::sum));
                assertThat(reduce(device, "max", doubles)).isEqualTo(tree(doubles, Double::max));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 4095})
    void oneNaNMakesItsBlockNaN(int place) {
        float[] floats = floats(2 * BLOCK);
        floats[place] = Float.NaN;
        for (OpenClDevice device : List.of(inGroups, inLoops)) {
            for (String operator : List.of("sum", "max")) {
                float[] results = reduce(device, operator, floats);
                assertThat(results[0]).isNaN();
                assertThat(results[1]).isFinite();
            }
        }
    }

    /**
     * Of very different magnitudes, so that another order gives other bits; zeros of both signs.
     */
    private static float[] floats(int count) {
        float[] values = new float[count];
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            float value = (float) Math.scalb(random.nextGaussian(), random.nextInt(24));
            values[i] = i % 7 == 3 ? Math.copySign(0, value) : value;
        }
        return values;
    }

    private static double[] doubles(int count) {
        double[] values = new double[count];
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            values[i] = Math.scalb(random.nextGaussian(), random.nextInt(53));
        }
        return values;
    }

    private static float[] reduce(OpenClDevice device, String operator, float[] values) {
        float[] results = new float[(values.length + BLOCK - 1) / BLOCK];
        run(device, operator, "float", values, results);
        return results;
    }

    private static double[] reduce(OpenClDevice device, String operator, double[] values) {
        double[] results = new double[(values.length + BLOCK - 1) / BLOCK];
        run(device, operator, "double", values, results);
        return results;
    }

    private static void run(
            OpenClDevice device, String operator, String type, Object values, Object results) {
        String accumulate =
                operator.equals("sum")
                        ? "LANE(x) += values[i]"
                        : "LANE(x) = max_TYPE(LANE(x), values[i])";
        String kernel =
                KERNEL.replace("ACCUMULATE", accumulate)
                        .replace("REDUCE", operator)
                        .replace("TYPE", type);
        String name = "blocks_" + operator + "_" + type;
        int count = Array.getLength(values);
        int blocks = Array.getLength(results);
        long width = Transfer.width(values);
        List<ArenaPlan.Stream> streams =
                List.of(
                        new ArenaPlan.Stream(count * width, 0),
                        new ArenaPlan.Stream(blocks * width, 1));
        Program program = device.program(name, Resources.prelude() + kernel, "");
        try (Arena arena = device.arena("values to reduce", streams);
                Launcher launcher = new Launcher(device)) {
            device.transfer().write(values, arena.stream(0));
            launcher.begin(launcher.kernel(program, name), count);
            launcher.buffer(arena.stream(0));
            launcher.buffer(arena.stream(1));
            launcher.launchBlocks(blocks);
            device.transfer().read(arena.stream(1), results);
        }
    }

    private interface OfFloats {
        float of(float a, float b);
    }

    /** Element i in lane i % 64, then lane l with l + 32, l + 16 and so on. */
    private static float[] tree(float[] values, OfFloats operator) {
        float[] results = new float[(values.length + BLOCK - 1) / BLOCK];
        for (int block = 0; block < results.length; block++) {
            float[] lanes = new float[LANES];
            for (int i = block * BLOCK; i < Math.min((block + 1) * BLOCK, values.length); i++) {
                lanes[i % LANES] = operator.of(lanes[i % LANES], values[i]);
            }
            for (int half = LANES / 2; half > 0; half /= 2) {
                for (int lane = 0; lane < half; lane++) {
                    lanes[lane] = operator.of(lanes[lane], lanes[lane + half]);
                }
            }
            results[block] = lanes[0];
        }
        return results;
    }

    private static double[] tree(double[] values, DoubleBinaryOperator operator) {
        double[] results = new double[(values.length + BLOCK - 1) / BLOCK];
        for (int block = 0; block < results.length; block++) {
            double[] lanes = new double[LANES];
            for (int i = block * BLOCK; i < Math.min((block + 1) * BLOCK, values.length); i++) {
                lanes[i % LANES] = operator.applyAsDouble(lanes[i % LANES], values[i]);
            }
            for (int half = LANES / 2; half > 0; half /= 2) {
                for (int lane = 0; lane < half; lane++) {
                    lanes[lane] = operator.applyAsDouble(lanes[lane], lanes[lane + half]);
                }
            }
            results[block] = lanes[0];
        }
        return results;
    }
}
