package dev.optweave.processor.check;

import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** All checks of a rule. */
public final class RuleCheck {

    private RuleCheck() {}

    /**
     * The mistakes in a rule; in a rule without any, what looks wrong but is allowed.
     *
     * <p>A rule may have statements that the parser could not understand: nothing is said about
     * them, nor about what may be missing because of them. Warnings are returned whether or not the
     * rule suppresses them.
     */
    public static List<Diagnostic> check(Rule rule) {
        List<Diagnostic> errors =
                Stream.of(
                                DeclarationCheck.check(rule),
                                InitCheck.check(rule),
                                NameCheck.check(rule),
                                StateCheck.check(rule),
                                KindCheck.check(rule))
                        .flatMap(Collection::stream)
                        .toList();
        if (!errors.isEmpty()) {
            return withoutFollowing(errors);
        }
        return Expressions.hasErroneous(rule) ? List.of() : Lints.check(rule);
    }

    /** Leaves out all but the first of several mistakes at exactly one place. */
    private static List<Diagnostic> withoutFollowing(List<Diagnostic> errors) {
        List<Diagnostic> first = new ArrayList<>();
        for (Diagnostic error : errors) {
            if (first.stream().noneMatch(other -> other.span().equals(error.span()))) {
                first.add(error);
            }
        }
        return List.copyOf(first);
    }
}
