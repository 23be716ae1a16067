package dev.optweave.processor.diagnostic;

import dev.optweave.processor.source.Span;
import java.util.Optional;

/**
 * One mistake, or one warning.
 *
 * @param code what kind of mistake
 * @param span the smallest piece that is wrong; of a declaration, a span of a text that names it
 * @param message what is wrong, in lowercase and without a full stop
 * @param help what to write instead
 */
public record Diagnostic(Code code, Span span, String message, Optional<String> help) {

    /** A diagnostic in the code's own words, filled in with the arguments. */
    public static Diagnostic of(Code code, Span span, Object... arguments) {
        return new Diagnostic(code, span, code.message(arguments), code.help(arguments));
    }

    /** The same mistake with other help. */
    public Diagnostic withHelp(String newHelp) {
        return new Diagnostic(code, span, message, Optional.of(newHelp));
    }

    /** The same mistake with other help, or with its own where there is none. */
    public Diagnostic withHelp(Optional<String> newHelp) {
        return newHelp.map(this::withHelp).orElse(this);
    }

    /** Whether the rule cannot be generated. */
    public boolean isError() {
        return code.severity() == Code.Severity.ERROR;
    }
}
