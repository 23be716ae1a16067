package dev.optweave.benchmarks.plain;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The steps in C, compiled for this processor when they are first needed. Addresses of tensors and
 * hyperparameters are those of native memory, laid out as {@code optimizers.c} says.
 */
public final class CLibrary {

    private static final List<String> OPTIONS =
            List.of("-O3", "-march=native", "-fno-math-errno", "-shared", "-fPIC");

    private static final long SECONDS = 60;

    private static boolean loaded;

    private CLibrary() {}

    /** The address of zeroed memory that begins at a page; 0 if there is not enough. */
    static native long allocate(long bytes);

    /** Frees what {@link #allocate} gave. */
    static native void release(long memory);

    /** AdamW over some tensors; {@code first} is the number of the first step, from 1. */
    static native void adamw(
            long tensors, long count, long hyperparameters, long first, long steps);

    /** AdaGrad over some tensors. */
    static native void adagrad(
            long tensors, long count, long hyperparameters, long first, long steps);

    /** Gradient descent over some tensors. */
    static native void sgd(long tensors, long count, long hyperparameters, long first, long steps);

    /**
     * Compiles and loads the library; does nothing where that is done.
     *
     * @throws IllegalStateException if there is no C compiler on the path, or it fails; the message
     *     says which
     */
    public static synchronized void load() throws IOException, InterruptedException {
        if (loaded) {
            return;
        }
        Path compiler = compiler(System.getenv().getOrDefault("PATH", ""));
        Path folder = Files.createTempDirectory("optweave-c");
        try {
            Path library = compile(compiler, folder);
            Native.register(CLibrary.class, NativeLibrary.getInstance(library.toString()));
            loaded = true;
        } finally {
            delete(folder);
        }
    }

    /** The first {@code cc} in a list of folders. */
    static Path compiler(String path) {
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "cc"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalStateException("there is no C compiler `cc` on the path"));
    }

    private static Path compile(Path compiler, Path folder)
            throws IOException, InterruptedException {
        Path source = folder.resolve("optimizers.c");
        try (InputStream text = CLibrary.class.getResourceAsStream("optimizers.c")) {
            if (text == null) {
                throw new IllegalStateException("optimizers.c is not on the class path");
            }
            Files.copy(text, source);
        }
        Path library = folder.resolve(System.mapLibraryName("optimizers"));
        Path log = folder.resolve("cc.log");
        List<String> command = new ArrayList<>(List.of(compiler.toString()));
        command.addAll(OPTIONS);
        command.addAll(List.of("-o", library.toString(), source.toString(), "-lm"));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("`cc` was not done after " + SECONDS + " seconds");
        }
        if (process.exitValue() != 0) {
            String said = Files.readString(log, StandardCharsets.UTF_8).strip();
            throw new IllegalStateException(
                    "`" + String.join(" ", command.subList(0, 1 + OPTIONS.size())) + "`: " + said);
        }
        return library;
    }

    /** A loaded library stays mapped when its file is gone. */
    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
