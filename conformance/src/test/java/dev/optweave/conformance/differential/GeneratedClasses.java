package dev.optweave.conformance.differential;

import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaFileObject;

/** Classes compiled together in memory, without any annotation processor. */
final class GeneratedClasses extends ClassLoader {

    private final Map<String, byte[]> classes = new HashMap<>();

    private GeneratedClasses() {
        super(GeneratedClasses.class.getClassLoader());
    }

    /**
     * Compiles sources with all warnings as errors.
     *
     * @param sources by qualified class name
     * @throws AssertionError if they do not compile; the message holds the compiler's
     */
    static GeneratedClasses compile(Map<String, String> sources) {
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, text) -> files.add(JavaFileObjects.forSourceString(name, text)));
        Compilation compilation =
                javac().withOptions("-proc:none", "-Xlint:all", "-Werror").compile(files);
        if (compilation.status() != Compilation.Status.SUCCESS) {
            throw new AssertionError(
                    compilation.diagnostics().stream()
                            .limit(5)
                            .map(Object::toString)
                            .reduce("", (a, b) -> a + "\n" + b));
        }
        GeneratedClasses loader = new GeneratedClasses();
        compilation.generatedFiles().stream()
                .filter(file -> file.getKind() == JavaFileObject.Kind.CLASS)
                .forEach(loader::add);
        return loader;
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
