package dev.optweave.processor.check;

import dev.optweave.processor.check.Names.Meaning;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.diagnostic.Suggestion;
import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that every name is known, and used as what it is. An unknown name is told of once. */
final class NameCheck {

    private static final Map<String, String> FOREIGN_FUNCTIONS =
            Map.ofEntries(
                    Map.entry("pow", "powers are written `^`: `x^y`"),
                    Map.entry("power", "powers are written `^`: `x^y`"),
                    Map.entry("square", "powers are written `^`: `x^2`"),
                    Map.entry("sqr", "powers are written `^`: `x^2`"),
                    Map.entry("ln", "the natural logarithm is `log(x)`"),
                    Map.entry("clip", "the function is called `clamp(x, low, high)`"),
                    Map.entry("sgn", "the function is called `sign(x)`"),
                    Map.entry("signum", "the function is called `sign(x)`"),
                    Map.entry("average", "the function is called `mean(x)`"),
                    Map.entry("avg", "the function is called `mean(x)`"),
                    Map.entry("maximum", "the function is called `max(a, b)`"),
                    Map.entry("minimum", "the function is called `min(a, b)`"),
                    Map.entry("relu", "write `max(x, 0)`"),
                    Map.entry("norm2", "the function is called `norm(x)`"),
                    Map.entry("l2norm", "the function is called `norm(x)`"),
                    Map.entry("l1norm", "the function is called `norm1(x)`"),
                    Map.entry("prev", "the value at the start of the step is `old(x)`"),
                    Map.entry("if", "the function is called `where(condition, a, b)`"),
                    Map.entry("select", "the function is called `where(condition, a, b)`"));

    private final Names names;
    private final Report report = new Report();
    private final Set<String> assigned = new HashSet<>();
    private final Set<String> reported = new HashSet<>();
    private String target = Statement.UNKNOWN_TARGET;
    private boolean equations = true;

    /** Whether no equation can tell the parameter or the gradient by its name. */
    private final boolean renamingFailed;

    private NameCheck(Rule rule) {
        this.names = new Names(rule);
        this.renamingFailed =
                !DeclarationCheck.isValidName(rule.parameter())
                        || !DeclarationCheck.isValidName(rule.gradient())
                        || rule.parameter().equals(rule.gradient());
    }

    static List<Diagnostic> check(Rule rule) {
        NameCheck check = new NameCheck(rule);
        for (Statement statement : rule.statements()) {
            check.statement(statement);
        }
        check.equations = false;
        for (Rule.StateVariable state : rule.states()) {
            Expressions.calls(state.init()).forEach(check::call);
        }
        Expressions.points(rule).forEach(check::expression);
        return check.report.diagnostics();
    }

    private void statement(Statement statement) {
        target = statement.target().name();
        target(statement);
        Expressions.ofStatement(statement).forEach(this::expression);
        // Whatever is wrong with the target itself, later uses of it are not.
        assigned.add(target);
    }

    /** Targets that are neither declared nor new local names. */
    private void target(Statement statement) {
        if (names.subscripted(target).isPresent()) {
            unknown(statement.target());
        } else if (names.isForeignParameter(target)) {
            unknown(statement.target());
        } else if (statement.assignment() != Statement.Assignment.SET
                && names.anywhere(target).isEmpty()
                && names.similarTarget(target).isPresent()) {
            unknown(statement.target());
        }
    }

    private void expression(Expr expression) {
        if (expression instanceof Expr.Name name) {
            name(name);
        } else if (expression instanceof Expr.Call call) {
            call(call);
            if (names.isOldOfLocal(call)) {
                return; // said once, of the call
            }
        }
        Expressions.children(expression).forEach(this::expression);
    }

    private void name(Expr.Name use) {
        String name = use.name();
        if (names.declared(name).isPresent() || assigned.contains(name) && equations) {
            return;
        }
        if (names.isLocal(name)) {
            beforeAssignment(use);
        } else if (Builtin.named(name).isPresent()) {
            report.add(
                    Code.FUNCTION_AS_VALUE, use.span(), name, Builtin.named(name).get().example());
        } else if (!name.equals(Statement.UNKNOWN_TARGET)) {
            unknown(use);
        }
    }

    private void beforeAssignment(Expr.Name use) {
        String name = use.name();
        if (!reported.add(name)) {
            return;
        }
        if (!equations) {
            report.add(
                    Diagnostic.of(Code.UNKNOWN_NAME, use.span(), name)
                            .withHelp(
                                    "`%1$s` is a local name of the equations; to keep its value, declare a state: `@State Slot %1$s();`"
                                            .formatted(name)));
        } else if (name.equals(target)) {
            report.add(Code.USED_IN_OWN_ASSIGNMENT, use.span(), name);
        } else {
            report.add(Code.USED_BEFORE_ASSIGNED, use.span(), name);
        }
    }

    private void unknown(Expr.Name use) {
        String name = use.name();
        if (renamingFailed || !reported.add(name)) {
            return;
        }
        if (names.subscripted(name).isPresent()) {
            String base = names.subscripted(name).get();
            report.add(
                    Diagnostic.of(Code.SUBSCRIPT, use.span(), name)
                            .withHelp(
                                    "write `%s`: a name stands for its latest value"
                                            .formatted(base)));
        } else if (names.hatted(name).isPresent()) {
            String base = names.hatted(name).get();
            report.add(Code.HAT_ACCENT, use.span(), name, "hat(" + base + ")");
        } else {
            report.add(
                    Diagnostic.of(Code.UNKNOWN_NAME, use.span(), name).withHelp(names.help(name)));
        }
    }

    private void call(Expr.Call call) {
        Builtin.named(call.function())
                .ifPresentOrElse(function -> arguments(call, function), () -> noFunction(call));
    }

    private void arguments(Expr.Call call, Builtin function) {
        int given = call.arguments().size();
        if (given != function.arity()) {
            report.add(
                    Diagnostic.of(
                                    Code.ARGUMENT_COUNT,
                                    call.span(),
                                    call.function(),
                                    count(function.arity()),
                                    given)
                            .withHelp("write `" + function.example() + "`"));
        }
    }

    private static String count(int arguments) {
        return switch (arguments) {
            case 0 -> "no arguments";
            case 1 -> "1 argument";
            default -> arguments + " arguments";
        };
    }

    private void noFunction(Expr.Call call) {
        String name = call.function();
        if (names.anywhere(name).isPresent()) {
            valueAsFunction(call, names.anywhere(name).get());
        } else if (reported.add(name + "()")) {
            Diagnostic diagnostic = Diagnostic.of(Code.UNKNOWN_FUNCTION, call.functionSpan(), name);
            List<String> functions =
                    Arrays.stream(Builtin.values()).map(Builtin::functionName).toList();
            if (FOREIGN_FUNCTIONS.containsKey(name)) {
                diagnostic = diagnostic.withHelp(FOREIGN_FUNCTIONS.get(name));
            } else {
                diagnostic =
                        diagnostic.withHelp(
                                Suggestion.nearest(name, functions)
                                        .map(
                                                "a function with a similar name exists: `%s`"
                                                        ::formatted));
            }
            report.add(diagnostic);
        }
    }

    private void valueAsFunction(Expr.Call call, Meaning meaning) {
        String name = call.function();
        boolean ofStep =
                call.arguments().size() == 1
                        && Expressions.isName(call.arguments().get(0), Rule.STEP_NUMBER);
        String arguments = Expressions.text(call).substring(name.length()).strip();
        Diagnostic diagnostic =
                Diagnostic.of(
                        Code.VALUE_AS_FUNCTION,
                        call.functionSpan(),
                        name,
                        meaning.words(),
                        name + "*" + arguments);
        report.add(
                ofStep
                        ? diagnostic.withHelp(
                                "write `%s`: a name stands for its value at this step"
                                        .formatted(name))
                        : diagnostic);
    }
}
