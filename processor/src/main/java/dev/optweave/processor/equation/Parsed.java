package dev.optweave.processor.equation;

import dev.optweave.processor.diagnostic.Diagnostic;
import java.util.List;

/** What a text was understood as, and its mistakes in the order in which they stand. */
public record Parsed<T>(T value, List<Diagnostic> diagnostics) {
    public Parsed {
        diagnostics = List.copyOf(diagnostics);
    }
}
