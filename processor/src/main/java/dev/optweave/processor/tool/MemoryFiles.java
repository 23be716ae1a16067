package dev.optweave.processor.tool;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;

/** Keeps all that a compiler writes in memory; reads libraries from disk. */
final class MemoryFiles extends ForwardingJavaFileManager<StandardJavaFileManager> {

    private final Map<String, Output> sources = new TreeMap<>();
    private final Map<String, Output> classes = new TreeMap<>();
    private final Map<String, Output> resources = new TreeMap<>();

    MemoryFiles(StandardJavaFileManager disk) {
        super(disk);
    }

    /** A source to be read by the compiler. */
    static JavaFileObject input(SourceFile source) {
        return new Input(source);
    }

    SortedMap<String, String> sources() {
        SortedMap<String, String> texts = new TreeMap<>();
        sources.forEach((name, output) -> texts.put(name, output.text()));
        return texts;
    }

    SortedMap<String, byte[]> classes() {
        SortedMap<String, byte[]> bytes = new TreeMap<>();
        classes.forEach((name, output) -> bytes.put(name, output.bytes.toByteArray()));
        return bytes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        String name = className.replace('/', '.');
        Output output = new Output(name, kind);
        (kind == JavaFileObject.Kind.SOURCE ? sources : classes).put(name, output);
        return output;
    }

    SortedMap<String, String> resources() {
        SortedMap<String, String> texts = new TreeMap<>();
        resources.forEach((path, output) -> texts.put(path, output.text()));
        return texts;
    }

    @Override
    public FileObject getFileForOutput(
            Location location, String packageName, String relativeName, FileObject sibling) {
        String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        String path = folder + relativeName;
        Output output = new Output(path, JavaFileObject.Kind.OTHER);
        resources.put(path, output);
        return output;
    }

    @Override
    public boolean isSameFile(FileObject first, FileObject second) {
        return first.toUri().equals(second.toUri());
    }

    void setClassPath(List<Path> classPath) throws IOException {
        fileManager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
    }

    private static URI uri(String path) {
        return URI.create("memory:///" + URLEncoder.encode(path, StandardCharsets.UTF_8));
    }

    /** A source that may be called anything, whatever class it holds. */
    private static final class Input extends SimpleJavaFileObject {

        private final SourceFile source;

        Input(SourceFile source) {
            super(uri(source.name()), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public String getName() {
            return source.name();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source.text();
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            boolean special = simpleName.endsWith("-info");
            return kind == Kind.SOURCE
                    && (!special || source.name().endsWith(simpleName + kind.extension));
        }

        @Override
        public NestingKind getNestingKind() {
            return NestingKind.TOP_LEVEL;
        }

        @Override
        public Modifier getAccessLevel() {
            return Modifier.PUBLIC;
        }
    }

    /** A file that the compiler wrote, and may read again. */
    private static final class Output extends SimpleJavaFileObject {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        /** A class by its qualified name, anything else by its path. */
        Output(String name, Kind kind) {
            super(uri(path(name, kind)), kind);
        }

        private static String path(String name, Kind kind) {
            return kind == Kind.OTHER ? name : name.replace('.', '/') + kind.extension;
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }

        @Override
        public OutputStream openOutputStream() {
            bytes.reset();
            return bytes;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text();
        }

        @Override
        public Writer openWriter() {
            return new OutputStreamWriter(openOutputStream(), StandardCharsets.UTF_8);
        }

        @Override
        public InputStream openInputStream() {
            return new ByteArrayInputStream(bytes.toByteArray());
        }
    }
}
