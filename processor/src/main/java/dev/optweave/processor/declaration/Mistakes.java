package dev.optweave.processor.declaration;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Parsed;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one declaration. */
final class Mistakes {

    private final List<Diagnostic> diagnostics = new ArrayList<>();

    /** Adds a mistake about the name at that place; the name is the message's first argument. */
    void add(Code code, Place place, String name, Object... others) {
        Object[] arguments = new Object[others.length + 1];
        arguments[0] = name;
        System.arraycopy(others, 0, arguments, 1, others.length);
        diagnostics.add(Diagnostic.of(code, new Source(place, name).whole(), arguments));
    }

    void add(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
    }

    /** The value of what was parsed; its mistakes are kept. */
    <T> T value(Parsed<T> parsed) {
        diagnostics.addAll(parsed.diagnostics());
        return parsed.value();
    }

    List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
