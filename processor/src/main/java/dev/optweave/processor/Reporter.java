package dev.optweave.processor;

import dev.optweave.processor.declaration.Location;
import dev.optweave.processor.declaration.Suppressions;
import dev.optweave.processor.diagnostic.Code.Severity;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.diagnostic.Snippet;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic.Kind;

/** The one place that talks to the compiler. */
final class Reporter {

    /** What javac puts before every line of a message but the first. */
    private static final String INDENT_OF_JAVAC = "  ";

    private final Messager messager;

    Reporter(Messager messager) {
        this.messager = messager;
    }

    /** Reports a diagnostic, unless it is a warning that the source suppresses there. */
    void report(Location location, Diagnostic diagnostic) {
        boolean warning = diagnostic.code().severity() == Severity.WARNING;
        if (warning && Suppressions.cover(location.element(), diagnostic.code())) {
            return;
        }
        Kind kind = warning ? Kind.WARNING : Kind.ERROR;
        String text = text(diagnostic);
        if (location.annotation().isEmpty()) {
            messager.printMessage(kind, text, location.element());
        } else if (location.value().isEmpty()) {
            messager.printMessage(kind, text, location.element(), location.annotation().get());
        } else {
            messager.printMessage(
                    kind,
                    text,
                    location.element(),
                    location.annotation().get(),
                    location.value().get());
        }
    }

    private String text(Diagnostic diagnostic) {
        String text = Snippet.render(diagnostic);
        boolean javac = messager.getClass().getName().startsWith("com.sun.tools.javac.");
        return javac ? text.replace("\n" + INDENT_OF_JAVAC, "\n") : text;
    }
}
