package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.Slot;
import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.SourceFile;
import dev.optweave.runtime.Backend;
import dev.optweave.runtime.Optimizer;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** A rule some of whose loops have a form in vectors, and others none. */
class MixedLoopsTest {

    private static final String RULE =
            """
            import dev.optweave.*;

            @OptimizerRule
            @Update({
                "n = norm(g)",
                "w -= lr * exp(-abs(g)) * n"
            })
            public interface MixedRule {
                @LearningRate(0.5) double lr();
            }
            """;

    @Test
    void theLineThatSaysWhatRunsNamesTheLoopsThatStayScalar() throws ReflectiveOperationException {
        Compilation compilation =
                InMemoryCompiler.create()
                        .withVectors()
                        .compile(new SourceFile("MixedRule.java", RULE));
        assertThat(compilation.errors()).isEmpty();
        Class<?> mixed = compilation.classLoader(Slot.class.getClassLoader()).loadClass("Mixed");
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger("dev.optweave");
        Handler handler = collector(lines);
        // comparisons of random rules, which build optimizers by the thousand, silence it
        Level level = logger.getLevel();
        logger.setLevel(Level.INFO);
        logger.addHandler(handler);
        float[] scalar;
        float[] vector;
        try {
            scalar = stepped(mixed, Backend.SCALAR);
            vector = stepped(mixed, Backend.VECTOR);
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(level);
        }
        assertThat(vector).isEqualTo(scalar);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("Mixed: scalar loops run, as the builder asks");
        assertThat(lines.get(1))
                .matches(
                        "Mixed: vector loops run, \\d+ floats at a time, as the builder asks;"
                                + " these have no vector form and stay scalar: loop update 2");
    }

    private static float[] stepped(Class<?> optimizer, Backend backend)
            throws ReflectiveOperationException {
        OptimizerBuilder<?, ?> builder =
                (OptimizerBuilder<?, ?>) optimizer.getMethod("builder").invoke(null);
        float[] weights = new float[77];
        float[] gradients = new float[77];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i - 40;
            gradients[i] = 0.1f * (i - 30);
        }
        Parameters parameters = Parameters.of(Tensor.of("w", weights, gradients, weights.length));
        try (Optimizer built = builder.backend(backend).build(parameters)) {
            built.step();
        }
        return weights;
    }

    private static Handler collector(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
