package dev.optweave.processor.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Java source.
 *
 * @param name what messages call it; need not be named after the class it holds
 */
public record SourceFile(String name, String text) {

    /**
     * Reads a file as UTF-8.
     *
     * @throws IOException if there is no such file, or it is not UTF-8
     */
    public static SourceFile read(Path path) throws IOException {
        return new SourceFile(path.toString(), Files.readString(path));
    }
}
