package dev.optweave.conformance.generated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.SourceFile;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import dev.optweave.runtime.opencl.DeviceParameters;
import dev.optweave.runtime.opencl.OpenCl;
import dev.optweave.runtime.opencl.OpenClDevice;
import dev.optweave.runtime.opencl.OpenClException;
import dev.optweave.runtime.opencl.Transfers;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A rule may use names that OpenCL C and the prelude use too: a device then does as Java does. */
class OpenClNamesTest {

    private static final Pattern FUNCTION =
            Pattern.compile(
                    "static inline \\w+ (\\w+)\\(|^#define (\\w+)(?:\\s|$)", Pattern.MULTILINE);

    private static final int SIZE = 300;

    /** States of one rule. */
    private static final int CHUNK = 16;

    private static OpenClDevice device;

    @BeforeAll
    static void open() {
        try {
            assumeTrue(!OpenCl.devices().isEmpty(), "no OpenCL device on this machine");
        } catch (OpenClException e) {
            assumeTrue(false, "no OpenCL on this machine: " + e.getMessage());
        }
        device = OpenCl.devices().get(0).open();
    }

    @AfterAll
    static void close() {
        if (device != null) {
            device.close();
        }
    }

    private static Parameters parameters() {
        short[] values = new short[SIZE];
        float[] gradient = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            values[i] = (short) (Float.floatToRawIntBits(i - 150.5f) >>> 16);
            gradient[i] = (i * 37 % 101 - 50) / 64f;
        }
        return Parameters.of(Tensor.ofBFloat16("w", values, gradient, SIZE));
    }

    /** Compiles a rule, and takes the same steps in Java and on the device. */
    private static void compare(
            String equations,
            Iterable<String> states,
            UnaryOperator<OptimizerBuilder<?, ?>> settings)
            throws ReflectiveOperationException {
        StringBuilder slots = new StringBuilder();
        states.forEach(name -> slots.append("@State Slot ").append(name).append("();\n"));
        Compilation compilation =
                InMemoryCompiler.create()
                        .compile(
                                new SourceFile(
                                        "NamedRule.java",
                                        """
                                        import dev.optweave.*;

                                        /** A rule. */
                                        @SuppressWarnings({
                                            "optweave:missing-bias-correction",
                                            "optweave:gradient-scale"})
                                        @OptimizerRule
                                        @Update("%s")
                                        public interface NamedRule {
                                            @LearningRate(0.1) double lr();
                                            %s
                                        }
                                        """
                                                .formatted(equations, slots)));
        assertThat(compilation.messages()).isEmpty();
        Class<?> rule =
                compilation.classLoader(OpenClNamesTest.class.getClassLoader()).loadClass("Named");
        Parameters java = parameters();
        Parameters host = parameters();
        try (DeviceParameters resident = device.allocate(host, Transfers.EVERY_STEP);
                Optimizer here = build(rule, settings, java);
                Optimizer there = build(rule, settings, resident)) {
            for (int step = 0; step < 3; step++) {
                here.step();
                there.step();
            }
        }
        assertThat(host.tensor("w").bfloat16Values()).isEqualTo(java.tensor("w").bfloat16Values());
        assertThat(java.tensor("w").bfloat16Values())
                .isNotEqualTo(parameters().tensor("w").bfloat16Values());
    }

    private static Optimizer build(
            Class<?> rule, UnaryOperator<OptimizerBuilder<?, ?>> settings, Parameters parameters)
            throws ReflectiveOperationException {
        Object builder = rule.getMethod("builder").invoke(null);
        return (Optimizer) settings.apply((OptimizerBuilder<?, ?>) builder).build(parameters);
    }

    private static Set<String> wordsOfThePrelude() throws Exception {
        try (InputStream in = OpenCl.class.getResourceAsStream("prelude.cl")) {
            String prelude = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return FUNCTION.matcher(prelude)
                    .results()
                    .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String equations(List<String> names) {
        return names.stream()
                .map(name -> "X = 0.5*X + sign(g)*g*g; w -= lr*X".replace("X", name))
                .collect(Collectors.joining("; "));
    }

    @Test
    void aStateMayBeCalledWhatThePreludeCallsItsOwn() throws Exception {
        List<String> words = List.copyOf(wordsOfThePrelude());
        assertThat(words).contains("fromBFloat16");
        for (int from = 0; from < words.size(); from += CHUNK) {
            List<String> names = words.subList(from, Math.min(from + CHUNK, words.size()));
            compare(
                    equations(names),
                    names,
                    builder -> builder.storage(Storage.BFLOAT16, Rounding.STOCHASTIC).kahan());
        }
    }

    @Test
    void aStateMayBeCalledWhatTheLanguageReserves() throws Exception {
        List<String> names =
                List.of(
                        "half",
                        "rotate",
                        "mix",
                        "degrees",
                        "kernel",
                        "global",
                        "lane",
                        "count",
                        "generic",
                        "STOCHASTIC",
                        "FILLED_GROUPS",
                        "float4",
                        "uint",
                        "\u03b2");
        compare(equations(names), names, builder -> builder);
    }

    @Test
    void aStateMayBeCalledWhatLiesBesideAnother() throws Exception {
        List<String> names = List.of("m_units", "m", "m_staged", "m_scratch", "w_companion");
        compare(equations(names), names, builder -> builder.storage(Storage.INT8_BLOCK).kahan());
    }

    @Test
    void whatIsStoredMayBeCalledLikeAVariableOfThePrelude() throws Exception {
        compare(
                "wide = w - lr*g; w = wide*sqrt(abs(wide))/max(1, abs(wide))",
                List.of(),
                builder -> builder.kahan());
    }
}
