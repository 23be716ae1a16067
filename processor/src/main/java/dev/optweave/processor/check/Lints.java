package dev.optweave.processor.check;

import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Rule;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** All warnings about a rule without mistakes. */
final class Lints {

    private Lints() {}

    static List<Diagnostic> check(Rule rule) {
        return Stream.of(
                        UsageLint.check(rule),
                        BiasCorrectionLint.check(rule),
                        DivisionLint.check(rule),
                        EpsilonLint.check(rule),
                        GradientScaleLint.check(rule))
                .flatMap(Collection::stream)
                .toList();
    }
}
