package dev.optweave.processor.tool;

import dev.optweave.Slot;
import dev.optweave.processor.OptimizerProcessor;
import dev.optweave.processor.program.CompiledRule;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Compiles sources with the processor that builds use, and keeps everything in memory.
 *
 * <p>Instances are immutable, and may compile any number of times.
 */
public final class InMemoryCompiler {

    private final JavaCompiler compiler;
    private final List<Path> classPath;
    private final List<String> options;

    private InMemoryCompiler(JavaCompiler compiler, List<Path> classPath, List<String> options) {
        this.compiler = compiler;
        this.classPath = List.copyOf(classPath);
        this.options = List.copyOf(options);
    }

    /**
     * The platform's compiler, with the class path of this program.
     *
     * @throws IllegalStateException if this Java runtime comes without a compiler
     */
    public static InMemoryCompiler create() {
        JavaCompiler platform = ToolProvider.getSystemJavaCompiler();
        if (platform == null) {
            throw new IllegalStateException(
                    "this Java runtime ("
                            + System.getProperty("java.home")
                            + ") has no compiler: run with a JDK");
        }
        return of(platform);
    }

    /** Any other compiler, with the class path of this program. */
    public static InMemoryCompiler of(JavaCompiler compiler) {
        return new InMemoryCompiler(compiler, ownClassPath(), List.of());
    }

    /** The same compiler with another class path: jars and folders of classes. */
    public InMemoryCompiler withClassPath(List<Path> newClassPath) {
        return new InMemoryCompiler(compiler, newClassPath, options);
    }

    /** The same compiler with more options, as on the command line: {@code -Xlint:all}. */
    public InMemoryCompiler withOptions(String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return new InMemoryCompiler(compiler, classPath, all);
    }

    /**
     * The same compiler with the module {@code jdk.incubator.vector} readable, so that rules get
     * loops in vectors. The compiler's remark that the module incubates is left out.
     *
     * <p>Not together with {@code --release}, which hides the module.
     */
    public InMemoryCompiler withVectors() {
        return withOptions("--add-modules", Messages.VECTOR_MODULE);
    }

    /** The same compiler, which runs the processor but compiles no classes. */
    public InMemoryCompiler checkingOnly() {
        return withOptions("-proc:only");
    }

    /** The class path in use. */
    public List<Path> classPath() {
        return classPath;
    }

    /**
     * Compiles sources together.
     *
     * @throws IllegalArgumentException if the compiler knows no such option
     */
    public Compilation compile(SourceFile... sources) {
        return compile(List.of(sources));
    }

    /**
     * Compiles sources together.
     *
     * @throws IllegalArgumentException if the compiler knows no such option
     */
    public Compilation compile(List<SourceFile> sources) {
        List<CompiledRule> rules = new ArrayList<>();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        // What a compiler prints besides its diagnostics: nothing, unless it breaks.
        StringWriter printed = new StringWriter();
        try (MemoryFiles files =
                new MemoryFiles(
                        compiler.getStandardFileManager(
                                diagnostics, Locale.ROOT, StandardCharsets.UTF_8))) {
            files.setClassPath(classPath);
            JavaCompiler.CompilationTask task =
                    compiler.getTask(
                            printed,
                            files,
                            diagnostics,
                            options,
                            List.of(),
                            sources.stream().map(MemoryFiles::input).toList());
            task.setLocale(Locale.ROOT);
            task.setProcessors(List.of(new OptimizerProcessor(rules::add)));
            boolean successful = task.call();
            List<Message> messages =
                    new Messages(sources)
                            .of(diagnostics.getDiagnostics(), printed.toString(), successful);
            return new Compilation(
                    successful,
                    messages,
                    files.sources(),
                    files.resources(),
                    files.classes(),
                    rules);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the class path " + classPath, e);
        }
    }

    /** The program's class path, and the annotations wherever else they were loaded from. */
    private static List<Path> ownClassPath() {
        Set<Path> entries = new LinkedHashSet<>();
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .forEach(entries::add);
        for (Class<?> type : List.of(Slot.class, InMemoryCompiler.class)) {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            if (source != null && "file".equals(source.getLocation().getProtocol())) {
                entries.add(path(source));
            }
        }
        return List.copyOf(entries);
    }

    private static Path path(CodeSource source) {
        try {
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a path: " + source.getLocation(), e);
        }
    }
}
