package dev.optweave.processor.check;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import dev.optweave.processor.source.Span;
import java.util.ArrayList;
import java.util.List;

/** The diagnostics of one check, in the order in which they were found. */
final class Report {

    private final List<Diagnostic> diagnostics = new ArrayList<>();

    void add(Code code, Span span, Object... arguments) {
        add(Diagnostic.of(code, span, arguments));
    }

    void add(Diagnostic diagnostic) {
        diagnostics.add(diagnostic);
    }

    List<Diagnostic> diagnostics() {
        return List.copyOf(diagnostics);
    }

    boolean isEmpty() {
        return diagnostics.isEmpty();
    }

    /** A declared name, as the place of a mistake about its declaration. */
    static Span method(String name) {
        return member(name, "", "", name);
    }

    /** A member of an annotation on a declared name. */
    static Span member(String method, String annotation, String member, String text) {
        return new Source(new Place.Method(method, annotation, member), text).whole();
    }

    /** A member of an annotation on the rule. */
    static Span onRule(String annotation, String member, String text) {
        return new Source(new Place.Interface(annotation, member), text).whole();
    }
}
