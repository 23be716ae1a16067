package dev.optweave.lab.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file to be written later, as a whole or not at all. */
public final class OutputFile {

    private final Path path;

    private OutputFile(Path path) {
        this.path = path;
    }

    /**
     * Finds out now whether the file can be written, so that no work is lost.
     *
     * @throws UserException if it cannot
     */
    public static OutputFile at(Path path) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        if (folder == null || Files.isDirectory(path)) {
            throw new UserException("cannot write " + path + ": it is a directory; name a file");
        }
        if (!Files.isDirectory(folder)) {
            throw new UserException("cannot write " + path + ": there is no directory " + folder);
        }
        try {
            Files.delete(Files.createTempFile(folder, ".optweave", ".tmp"));
        } catch (IOException e) {
            throw new UserException(
                    "cannot write " + path + ": the directory " + folder + " is not writable", e);
        }
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new UserException("cannot write " + path + ": the file is write-protected");
        }
        return new OutputFile(path);
    }

    /** Where the file will be. */
    public Path path() {
        return path;
    }

    /**
     * Writes the file: readers see the old text or the new one, never half of it.
     *
     * @throws UserException if it cannot be written after all
     */
    public void write(String text) {
        Path target = path.toAbsolutePath().normalize();
        Path unfinished = target.resolveSibling("." + target.getFileName() + ".unfinished");
        try {
            Files.writeString(unfinished, text);
            Files.move(unfinished, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UserException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }
}
