package dev.optweave.optimizers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stock optimizers on several threads: the same numbers, and few threads. */
class ThreadsTest {

    static List<String> names() {
        return StockOptimizers.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theNumberOfThreadsChangesNoBit(String name) {
        int[] alone = train(StockOptimizers.builder(name).threads(1));
        assertThat(difference(alone, train(StockOptimizers.builder(name)))).isEmpty();
        for (int threads : new int[] {2, 3, 16}) {
            assertThat(difference(alone, train(StockOptimizers.builder(name).threads(threads))))
                    .isEmpty();
        }
    }

    private static int[] train(OptimizerBuilder<?, ?> builder) {
        Random random = new Random(5);
        Parameters parameters =
                Parameters.of(
                        tensor("large", random, 600_001),
                        tensor("small", random, 17),
                        tensor("medium", random, 30_000));
        List<float[]> gradients = new ArrayList<>();
        for (Tensor tensor : parameters) {
            gradients.add(tensor.floatGradient().clone());
        }
        Optimizer optimizer =
                builder.clipByValue(0.9)
                        .clipByNorm(300)
                        .clipByGlobalNorm(250)
                        .accumulateGradients(2)
                        .build(parameters);
        for (int step = 0; step < 4; step++) {
            optimizer.step(
                    () -> {
                        for (int i = 0; i < gradients.size(); i++) {
                            float[] given = parameters.tensors().get(i).floatGradient();
                            System.arraycopy(gradients.get(i), 0, given, 0, given.length);
                        }
                        return 0;
                    });
        }
        assertThat(optimizer.steps()).isEqualTo(2);
        return parameters.tensors().stream()
                .map(Tensor::floatValues)
                .flatMapToInt(
                        w -> IntStream.range(0, w.length).map(i -> Float.floatToRawIntBits(w[i])))
                .toArray();
    }

    /** The first element that differs, in words; nothing if none does. */
    private static String difference(int[] expected, int[] actual) {
        int at = Arrays.mismatch(expected, actual);
        return at < 0
                ? ""
                : "element "
                        + at
                        + ": "
                        + Float.intBitsToFloat(expected[at])
                        + " is "
                        + Float.intBitsToFloat(actual[at]);
    }

    private static Tensor tensor(String name, Random random, int length) {
        float[] values = new float[length];
        float[] gradient = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = random.nextFloat() - 0.5f;
            gradient[i] = 2 * random.nextFloat() - 1;
        }
        return Tensor.of(name, values, gradient, length);
    }

    @Test
    void aHundredOptimizersShareTheThreadsOfTheProcess() {
        List<Optimizer> optimizers = new ArrayList<>();
        Parameters parameters = Parameters.of(tensor("w", new Random(7), 1_100_000));
        for (int i = 0; i < 100; i++) {
            optimizers.add(Sgd.builder().threads(i % 2 == 0 ? 64 : 2).build(parameters));
            optimizers.get(i).step();
        }
        List<Thread> threads =
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("optweave-"))
                        .toList();
        int processors = Runtime.getRuntime().availableProcessors();
        // Pools that other tests made have threads of the same names.
        assertThat(threads.stream().map(Thread::getName).distinct())
                .hasSizeLessThan(Math.max(processors, 4));
        assertThat(threads).allMatch(Thread::isDaemon);
    }

    @Test
    void optimizersThatStepAtTheSameTimeComputeWhatTheyComputeAlone() throws Exception {
        int[] alone = train(AdamW.builder());
        ExecutorService users = Executors.newFixedThreadPool(3);
        try {
            Callable<int[]> training = () -> train(AdamW.builder());
            for (Future<int[]> result :
                    users.invokeAll(List.of(training, training, training, training))) {
                assertThat(difference(alone, result.get())).isEmpty();
            }
        } finally {
            users.shutdown();
        }
    }

    @Test
    void anInterruptedCallerTakesItsStepAndStaysInterrupted() {
        int[] alone = train(AdamW.builder());
        Thread.currentThread().interrupt();
        int[] interrupted = train(AdamW.builder());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(difference(alone, interrupted)).isEmpty();
    }
}
