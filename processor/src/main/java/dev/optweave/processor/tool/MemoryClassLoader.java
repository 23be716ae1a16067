package dev.optweave.processor.tool;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Defines classes from bytes in memory. These come before the parent's: a rule that was copied,
 * package and all, is the copy.
 */
final class MemoryClassLoader extends ClassLoader {

    private static final String CLASS = ".class";

    private final Map<String, byte[]> classes;
    private final Map<String, String> resources;

    MemoryClassLoader(
            ClassLoader parent, Map<String, byte[]> classes, Map<String, String> resources) {
        super(parent);
        this.classes = classes;
        this.resources = resources;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String path) {
        String resource = resources.get(path);
        if (resource != null) {
            return new ByteArrayInputStream(resource.getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes =
                path.endsWith(CLASS)
                        ? classes.get(
                                path.substring(0, path.length() - CLASS.length()).replace('/', '.'))
                        : null;
        return bytes == null ? super.getResourceAsStream(path) : new ByteArrayInputStream(bytes);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!classes.containsKey(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
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
