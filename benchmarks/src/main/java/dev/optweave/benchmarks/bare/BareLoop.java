package dev.optweave.benchmarks.bare;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Moves streams through memory and computes next to nothing. Run by several threads, each takes an
 * even part of the elements and waits for nobody.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@State(Scope.Benchmark)
public class BareLoop {

    private static final int WIDEST = 64;

    /** The streams, as {@link Traffic#parse} takes them. */
    @Param("rw4-rw4-rw4-r4")
    public String streams = "";

    /** Elements of each stream; a multiple of 1,024. */
    @Param("1048576")
    public int size;

    private @Nullable ToIntFunction<Object[]> loop;
    private Object[] arrays = {};
    private @Nullable URLClassLoader loader;

    /** A thread's part of the elements. */
    @State(Scope.Thread)
    public static class Part {

        private Object[] arguments = {};

        /** Finds out which. */
        @Setup
        public void choose(BareLoop loop, ThreadParams thread) {
            arguments = loop.arrays.clone();
            int count = thread.getThreadCount();
            arguments[0] = loop.bound(thread.getThreadIndex(), count);
            arguments[1] = loop.bound(thread.getThreadIndex() + 1, count);
        }
    }

    /** Generates the loop and allocates the streams. */
    @Setup
    public void start() throws IOException, ReflectiveOperationException {
        if (size < 1 || size % 1024 != 0) {
            throw new IllegalArgumentException(size + " elements; allowed: multiples of 1024");
        }
        Traffic traffic = Traffic.parse(streams);
        loop = compile(new LoopSource(traffic).text());
        // Loops go through the same memory, as those of a rule do.
        List<Object> ints = new ArrayList<>();
        List<Object> all = new ArrayList<>(List.of(0, 0));
        for (List<Stream> streamsOfLoop : traffic.loops()) {
            boolean plain = LoopSource.isPlain(streamsOfLoop);
            for (int k = 0; k < streamsOfLoop.size(); k++) {
                int bytes = streamsOfLoop.get(k).bytes();
                if (plain && ints.size() <= k) {
                    ints.add(new int[size]);
                }
                all.add(plain ? ints.get(k) : new byte[size * bytes]);
            }
        }
        arrays = all.toArray();
    }

    /** Moves every stream once. */
    @Benchmark
    public int move(Part part) {
        return loop.applyAsInt(part.arguments);
    }

    /** Moves some elements of every stream; both bounds are multiples of 64. */
    int move(int from, int to) {
        Object[] arguments = arrays.clone();
        arguments[0] = from;
        arguments[1] = to;
        return loop.applyAsInt(arguments);
    }

    /** The streams' arrays, loop by loop. */
    List<Object> arrays() {
        return List.of(arrays).subList(2, arrays.length);
    }

    /** Forgets the generated loop. */
    @TearDown
    public void end() throws IOException {
        loader.close();
    }

    int bound(int part, int count) {
        return (int) ((long) size * part / count) / WIDEST * WIDEST;
    }

    @SuppressWarnings("unchecked")
    private ToIntFunction<Object[]> compile(String source)
            throws IOException, ReflectiveOperationException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this Java has no compiler; run with a JDK");
        }
        Path folder = Files.createTempDirectory("bare");
        Path file = Files.writeString(folder.resolve(LoopSource.NAME + ".java"), source);
        int failed =
                compiler.run(
                        null,
                        null,
                        null,
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Xlint:none",
                        "-d",
                        folder.toString(),
                        file.toString());
        if (failed != 0) {
            throw new IllegalStateException("a bare loop does not compile: " + source);
        }
        loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
        Class<?> type = loader.loadClass(LoopSource.NAME);
        Object instance = type.getDeclaredConstructor().newInstance();
        Files.delete(file);
        Files.delete(folder.resolve(LoopSource.NAME + ".class"));
        Files.delete(folder);
        return (ToIntFunction<Object[]>) instance;
    }
}
