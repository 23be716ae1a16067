package dev.optweave.conformance.differential;

import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/** Classes compiled together in memory, without any annotation processor. */
final class GeneratedClasses extends ClassLoader {

    private final Map<String, byte[]> classes = new HashMap<>();

    private final Map<String, String> resources;

    private GeneratedClasses(Map<String, String> resources) {
        super(GeneratedClasses.class.getClassLoader());
        this.resources = Map.copyOf(resources);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String path) {
        String text = resources.get(path);
        byte[] bytes =
                text == null
                        ? classes.get(path.replaceFirst("\\.class$", "").replace('/', '.'))
                        : text.getBytes(StandardCharsets.UTF_8);
        return bytes == null ? super.getResourceAsStream(path) : new ByteArrayInputStream(bytes);
    }

    /**
     * Compiles sources with all warnings as errors.
     *
     * @param sources by qualified class name
     * @throws AssertionError if they do not compile; the message holds the compiler's
     */
    static GeneratedClasses compile(Map<String, String> sources) {
        return compile(sources, Map.of());
    }

    /**
     * Compiles sources with all warnings as errors.
     *
     * @param sources by qualified class name
     * @param resources texts that lie beside the classes, by path
     * @throws AssertionError if they do not compile; the message holds the compiler's
     */
    static GeneratedClasses compile(Map<String, String> sources, Map<String, String> resources) {
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, text) -> files.add(JavaFileObjects.forSourceString(name, text)));
        Compilation compilation =
                javac().withOptions(
                                "-proc:none", "-Xlint:all", "--add-modules", "jdk.incubator.vector")
                        .compile(files);
        List<Diagnostic<?>> warnings =
                compilation.diagnostics().stream()
                        .filter(diagnostic -> !isOfIncubation(diagnostic))
                        .collect(Collectors.toList());
        if (compilation.status() != Compilation.Status.SUCCESS || !warnings.isEmpty()) {
            throw new AssertionError(
                    compilation.diagnostics().stream()
                            .limit(5)
                            .map(Object::toString)
                            .reduce("", (a, b) -> a + "\n" + b));
        }
        GeneratedClasses loader = new GeneratedClasses(resources);
        compilation.generatedFiles().stream()
                .filter(file -> file.getKind() == JavaFileObject.Kind.CLASS)
                .forEach(loader::add);
        return loader;
    }

    /** What the compiler says of a module that was asked for, with no way to silence it. */
    private static boolean isOfIncubation(Diagnostic<?> diagnostic) {
        return diagnostic.getSource() == null
                && diagnostic.getMessage(Locale.ROOT).contains("jdk.incubator.vector");
    }

    private void add(JavaFileObject file) {
        String name =
                file.getName()
                        .replaceFirst("^/?CLASS_OUTPUT/", "")
                        .replaceFirst("\\.class$", "")
                        .replace('/', '.');
        try (InputStream in = file.openInputStream()) {
            classes.put(name, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A class by its qualified name. */
    Class<?> named(String name) {
        try {
            return loadClass(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
