package dev.optweave.benchmarks.compile;

import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.SourceFile;
import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.Tensor;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/**
 * From a rule's source to its first step, in a process that has done nothing else: compiles the
 * file in memory, loads the optimizer, steps once, and prints how many milliseconds each took.
 */
public final class FirstStep {

    private static final double NANOSECONDS = 1e6;

    private FirstStep() {}

    /**
     * Runs.
     *
     * @param arguments the file
     */
    public static void main(String[] arguments) throws Exception {
        long main = System.nanoTime();
        double start =
                System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
        Compilation compilation =
                InMemoryCompiler.create().compile(SourceFile.read(Path.of(arguments[0])));
        if (!compilation.successful() || compilation.rules().isEmpty()) {
            throw new IllegalStateException(
                    "no rule was compiled from " + arguments[0] + ": " + compilation.messages());
        }
        long compiled = System.nanoTime();
        OptimizerBuilder<?, ?> builder = builder(compilation);
        long loaded = System.nanoTime();
        float[] w = {1, 2, 3, 4};
        float[] g = {0.5f, -0.5f, 0.25f, 1};
        builder.build(Parameters.of(Tensor.of("w", w, g, 4))).step();
        long stepped = System.nanoTime();
        System.out.printf(
                Locale.ROOT,
                "%f %f %f %f%n",
                start,
                (compiled - main) / NANOSECONDS,
                (loaded - compiled) / NANOSECONDS,
                (stepped - loaded) / NANOSECONDS);
    }

    private static OptimizerBuilder<?, ?> builder(Compilation compilation)
            throws ReflectiveOperationException {
        Rule rule = compilation.rules().get(0).rule();
        String name = rule.packageName() + "." + rule.name();
        ClassLoader loader = compilation.classLoader(FirstStep.class.getClassLoader());
        return (OptimizerBuilder<?, ?>) loader.loadClass(name).getMethod("builder").invoke(null);
    }
}
