package dev.optweave.processor.tool;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One message of the compiler or of the processor.
 *
 * @param file the name of the {@link SourceFile}; empty where the message belongs to none
 * @param line counted from 1; 0 where there is none
 * @param column counted from 1; 0 where there is none
 * @param text the full text, of several lines where a piece of an equation is underlined
 */
public record Message(Severity severity, String file, long line, long column, String text) {

    private static final Pattern CODE = Pattern.compile("^\\[([a-z0-9-]+)\\] ");

    /** How bad it is. */
    public enum Severity {
        /** Nothing was generated. */
        ERROR,
        /** Something is probably not as meant. */
        WARNING,
        /** For information. */
        NOTE
    }

    /**
     * The processor's code, such as {@code unknown-name}; empty for the compiler's own messages.
     */
    public Optional<String> code() {
        Matcher matcher = CODE.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** As builds print it: {@code AdamWRule.java:[9,5] [unknown-name] no name …}. */
    @Override
    public String toString() {
        return line > 0 ? file + ":[" + line + "," + column + "] " + text : text;
    }
}
