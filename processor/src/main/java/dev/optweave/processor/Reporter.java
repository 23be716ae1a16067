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
        String text = Snippet.render(diagnostic);
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
}
