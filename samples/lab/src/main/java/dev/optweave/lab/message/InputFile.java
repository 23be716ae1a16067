package dev.optweave.lab.message;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the files that the user names. */
public final class InputFile {

    private InputFile() {}

    /**
     * The text of a file in UTF-8.
     *
     * @param what what the file should hold, for the message: {@code rule}, {@code traces}
     * @throws UserException if there is no such file or it cannot be read
     */
    public static String read(Path file, String what) {
        if (Files.isDirectory(file)) {
            throw new UserException(file + " is a directory, not a file of " + what);
        }
        if (!Files.exists(file)) {
            throw new UserException("there is no file " + file);
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UserException(file + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
