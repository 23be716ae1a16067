package dev.optweave.processor.diagnostic;

import java.util.Locale;
import java.util.Optional;

/**
 * All mistakes and warnings, with their wording. A message says what is wrong, the help what to
 * write instead; a help here is the one for when the place knows no better.
 *
 * <p>The identifier in brackets, such as {@code unknown-name}, is the constant's name in lowercase
 * with hyphens. It is stable: builds refer to it in {@code @SuppressWarnings}.
 */
public enum Code {
    // Characters and numbers
    UNEXPECTED_CHARACTER("the character `%s` has no meaning here"),
    MALFORMED_NUMBER("`%s` is not a number", "write it as in `0.9`, `1000` or `1e-8`"),
    NUMBER_OUT_OF_RANGE("`%s` is too %s for a double"),
    STRING_LITERAL("text in quotes has no meaning in an equation", "write the name without quotes"),
    FOREIGN_COMMENT("`%s` does not start a comment", "comments start with `//`"),

    // Operators of other languages
    POWER_OPERATOR("`**` is not an operator here", "powers are written `^`"),
    IMPLICIT_MULTIPLICATION("no operator between `%s` and `%s`", "to multiply, write `%s*%s`"),
    LOGICAL_OPERATOR("`%s` is not an operator here", "write `%2$s`"),
    CONDITIONAL_OPERATOR(
            "`%s` is not an operator here",
            "to choose by a condition `c` between `a` and `b`, write `where(c, a, b)`"),
    INCREMENT("`%s` is not an operator here"),
    REMAINDER_OPERATOR(
            "`%%` is not an operator here",
            "for a statement that runs on every k-th step, write `every(k): x = e`"),
    MATRIX_PRODUCT("`@` is not an operator here, and matrix products are not supported yet"),
    MULTIPLICATION_SIGN("`%s` is not an operator here", "multiplication is written `*`"),
    DIVISION_SIGN("`%s` is not an operator here", "division is written `/`"),
    MINUS_SIGN("`%s` is not the minus sign of the keyboard", "write `-`"),
    ROOT_SIGN("`%s` is not an operator here", "roots are written `sqrt(x)` and `cbrt(x)`"),
    SUPERSCRIPT("`%s` is not an operator here", "powers are written `^`"),
    COMPARISON_SIGN("`%s` is not how comparisons are written", "write `%2$s`"),
    UNARY_PLUS("a plus sign needs a value on its left", "leave the sign out"),

    // Notation of other languages
    QUALIFIED_NAME("`%s` has a dot, and names here have none"),
    SUBSCRIPT("`%s` has a subscript, and names here have none"),
    LATEX("`%s` is LaTeX", "write functions by their names, `sqrt(x)`, and fractions as `a/b`"),
    GROUPING_BRACKET("`%s` does not group", "group with parentheses: `(` and `)`"),
    FOREIGN_KEYWORD("`%s` is not a word of the update language"),
    HAT_ACCENT("`%s` has a hat, and hats here are a function", "write `%2$s`"),

    // Assignments
    EQUALITY_FOR_ASSIGNMENT("`==` compares, and assigns nothing", "write `%s = …`"),
    FOREIGN_ASSIGNMENT(
            "`%s` does not assign", "assignments are written `=`, `+=`, `-=`, `*=` or `/=`"),
    ASSIGNMENT_IN_EXPRESSION(
            "an assignment inside an expression",
            "to compare, write `==`; to assign two names, write two equations"),
    NOT_AN_EQUATION("this assigns nothing", "write `name = expression`"),
    ASSIGNMENT_TARGET("`%s` cannot be assigned to", "left of `%2$s` stands one name"),
    MISSING_TARGET("nothing stands left of `%s`", "write the name that is assigned to"),
    MISSING_VALUE("nothing is assigned to `%s`", "write an expression right of `%s`"),
    MISSING_SEPARATOR("two equations stand on one line", "put a line break or `;` before `%s`"),
    MALFORMED_EVERY("this `every` is not complete", "write `every(k): x = e`"),
    EMPTY_EQUATION("there is no equation here", "write `name = expression`, or remove the string"),
    EMPTY_EXPRESSION("there is no expression here"),

    // Structure of expressions
    MISSING_OPERAND("a value is missing %s"),
    UNCLOSED_PARENTHESIS("this parenthesis is never closed", "add `)`"),
    UNOPENED_PARENTHESIS("this parenthesis was never opened", "remove it, or add `(` before it"),
    UNEXPECTED_SYMBOL("`%s` has no meaning here"),
    CHAINED_COMPARISON("comparisons cannot be chained", "compare twice: `a < b and b < c`"),
    TOO_LONG(
            "this equation is too long",
            "split it: assign parts of it to names of their own first"),

    // Names
    UNKNOWN_NAME("no name `%s` in this rule"),
    UNKNOWN_FUNCTION("no function `%s`"),
    ARGUMENT_COUNT("`%s` takes %s, not %s"),
    FUNCTION_AS_VALUE("`%s` is a function, not a value", "call it: `%2$s`"),
    VALUE_AS_FUNCTION("`%s` is %s, not a function", "to multiply, write `%3$s`"),
    USED_BEFORE_ASSIGNED(
            "`%s` is used before it is assigned", "move the equation that assigns it up"),
    USED_IN_OWN_ASSIGNMENT(
            "`%s` is used in the equation that first assigns it",
            "if it should last from step to step, declare a state: `@State Slot %s();`"),

    // States and assignments
    ASSIGNED_HYPERPARAMETER(
            "`%s` is %s, and equations cannot change it",
            "give the changed value a new name, or schedule `%1$s` where the optimizer is built"),
    ASSIGNED_GRADIENT(
            "`%s` is the gradient, and equations cannot change it",
            "give the changed gradient a name of its own"),
    ASSIGNED_STEP_NUMBER("`%s` is the step number, which counts by itself", "use another name"),
    ASSIGNED_FUNCTION("`%s` is a function, and cannot be assigned", "use another name"),
    ASSIGNED_TWICE(
            "the local name `%s` is assigned twice",
            "use a new name for the second value, or declare a state: `@State Slot %s();`"),
    COMPOUND_WITHOUT_VALUE(
            "`%s` has no value that `%s` could change",
            "assign it with `=` first, or declare a state: `@State Slot %1$s();`"),
    CONDITIONAL_LOCAL(
            "the local name `%s` has no value on the steps that `every` leaves out",
            "assign it without `every`, or declare a state: `@State Slot %s();`"),
    PARAMETER_NOT_UPDATED("no equation updates the parameter `%s`", "write `%1$s -= …`"),
    OLD_OF_NON_STATE(
            "`old(%s)` is not defined",
            "`old` takes a state or the parameter: their values at the start of the step"),
    HAT_OF_NON_STATE(
            "`hat(%s)` is not defined",
            "`hat` takes a state that has a `@BiasCorrection`; of other values, write `unbias(x, β)`"),
    HAT_WITHOUT_CORRECTION(
            "`%s` has no bias correction for `hat` to apply",
            "name its decay rate on the state: `@BiasCorrection(\"%2$s\")`"),
    UNKNOWN_DECAY_RATE("the bias correction of `%s` names `%s`, which is not a decay rate"),
    PERIOD_KIND(
            "the period of `every` differs within a step",
            "use a whole number, a hyperparameter, or an expression of those"),
    PERIOD_VALUE("the period of `every` must be a whole number of at least 1, not %s"),
    INIT_NAME(
            "the `init` of a state cannot use %s `%s`",
            "allowed are numbers, hyperparameters, the parameter and the gradient"),
    INIT_KIND(
            "the `init` of `%s` has a value for each element, but the state keeps one %s",
            "use numbers and hyperparameters, or declare the state per element"),
    INIT_FUNCTION(
            "the `init` of a state cannot use `%s`",
            "use numbers, hyperparameters and functions of a single element"),

    // Kinds
    NEEDS_REDUCTION("`%s` keeps one value %s, but this has one for each element"),
    NEEDS_ALL("`%s` keeps one value a step, but this has one for each tensor"),
    REDUCTION_OF_SCALAR("`%s` reduces over elements, but this has %s"),
    ALL_WITHOUT_REDUCTION(
            "`all` needs a reduction directly inside",
            "write `all(sum(x))`, with one of `sum`, `mean`, `norm`, `norm1`, `maxabs`, `dot`"),
    UNBIAS_RATE("the decay rate of `unbias` must be the same within a step"),
    NUMBER_EXPECTED(
            "this is true or false, where a number is needed",
            "to choose between numbers, write `where(condition, a, b)`"),
    TRUTH_EXPECTED(
            "this is a number, where true or false is needed",
            "compare it with another number: `x > 0`"),
    POINT_KIND(
            "%s needs a value for each element, but this has %s",
            "write an expression of the parameter or of states per element"),
    POINT_USES_GRADIENT(
            "`@EvaluateAt` cannot use the gradient, which does not exist during evaluation",
            "use the parameter, states and hyperparameters"),
    POINT_IS_EQUATION(
            "%s takes an expression, not an equation", "write only what stands right of `%2$s`"),

    // Hyperparameters and declared names
    DECAY_WITHOUT_LEARNING_RATE(
            "decoupled weight decay needs a learning rate to scale it, and the rule has none",
            "declare one: `@LearningRate(1e-3) double lr();`, or write the decay out with mode"
                    + " `EXPLICIT`"),
    SEVERAL_LEARNING_RATES(
            "a second learning rate: `%s` is one already",
            "declare further ones with `@Hyper`, with `min = 0`"),
    SEVERAL_WEIGHT_DECAYS(
            "a second weight decay that applies by itself: `%s` is one already",
            "give one of them the mode `EXPLICIT` and write it into the equations"),
    RESERVED_NAME("the name `%s` is taken: it is %s", "choose another name"),
    NAME_CLASH("the name `%s` is declared twice in this rule", "choose another name"),
    INVALID_NAME("`%s` is not a name that Java allows", "choose another name"),

    // Storage
    SCALAR_STORAGE(
            "the state `%s` is one value %s, which is kept in double and not in `%s`",
            "remove `storage`; only a state per element can be kept in fewer bytes"),
    ROUNDING_WITHOUT_STORAGE(
            "the state `%s` is kept in `%s`, where nothing is rounded at random",
            "remove `rounding`, or choose the storage `BFLOAT16`, `FLOAT16` or `INT8_BLOCK`"),

    // Not supported yet
    UNSUPPORTED_SHAPE(
            "the shape `%s` is not supported yet", "supported are `ELEMENT`, `TENSOR` and `STEP`"),
    UNSUPPORTED_ROWS(
            "`%s` is not supported yet", "reduce over a whole tensor, or over all with `all(…)`"),
    UNSUPPORTED_MATRIX("the matrix function `%s` is not supported yet"),
    UNSUPPORTED_RANDOM("the random numbers of `%s` are not supported yet"),
    UNSUPPORTED_WRAP("transforms in `wrap` are not supported yet", "write them into the equations"),

    // Declarations
    NOT_AN_INTERFACE("`%s` is not an interface", "declare the rule as an `interface`"),
    PRIVATE_INTERFACE(
            "the interface `%s` is private, so the optimizer could not implement it",
            "remove `private`"),
    INTERFACE_IN_PRIVATE_CLASS(
            "the interface `%s` is inside the private `%s`, so the optimizer could not implement it",
            "remove `private` from `%2$s`, or move the rule out of it"),
    EXTENDING_INTERFACE(
            "the interface `%s` extends `%s`, and rules cannot be inherited",
            "declare all names of the rule in it"),
    GENERIC_INTERFACE("the interface `%s` has type parameters", "remove them"),
    SEALED_INTERFACE(
            "the interface `%s` is sealed, so the optimizer could not implement it",
            "remove `sealed`"),
    MISSING_UPDATE("the rule `%s` has no equations", "add `@Update(\"w -= lr * g\")`"),
    EMPTY_UPDATE(
            "the rule `%s` has an empty list of equations", "write `@Update(\"w -= lr * g\")`"),
    OUTSIDE_RULE(
            "`@%s` has no effect outside a rule", "annotate the interface with `@OptimizerRule`"),
    UNDECLARED_METHOD(
            "the method `%s` declares no name of the rule",
            "annotate it with `@LearningRate`, `@DecayRate`, `@Hyper`, `@WeightDecay` or `@State`,"
                    + " or give it a body"),
    SEVERAL_DECLARATIONS(
            "the method `%s` is declared as several things: %s", "keep one of the annotations"),
    METHOD_PARAMETERS(
            "the method `%s` takes arguments, which a declared name cannot",
            "remove them, or give the method a body"),
    METHOD_TYPE_PARAMETERS("the method `%s` has type parameters", "remove them"),
    METHOD_BODY(
            "the method `%s` has a body, but its value comes from the optimizer",
            "end the declaration with `;`"),
    RETURN_TYPE("the method `%s` returns `%s`", "%3$s is declared as `%4$s`"),
    CORRECTION_WITHOUT_STATE(
            "`@BiasCorrection` stands on `%s`, which is not a state", "add `@State`, or remove it"),
    CORRECTION_SHAPE(
            "`@BiasCorrection` stands on `%s`, which keeps one value %s",
            "write `unbias(%1$s, β)`, or declare the state per element"),
    DEFAULT_OUT_OF_RANGE(
            "the default %2$s of `%1$s` is outside its range %3$s", "choose a value in the range"),
    DEFAULT_NOT_FINITE("the default %2$s of `%1$s` is not a finite number", "choose a finite one"),
    EMPTY_RANGE("no number lies in the range %2$s of `%1$s`", "`min` must be less than `max`"),
    CLASS_NAME("`%s` is not a name for a class", "write a simple name such as `AdamW`"),
    CLASS_NAME_TAKEN(
            "the generated class would be called `%s`, a name that %s has already",
            "name it otherwise: `@OptimizerRule(\"MyOptimizer\")`"),
    HIDDEN_CLASS(
            "%2$s `%1$s` of %3$s hides the class of that name that the optimizer uses", "%4$s"),
    MISSING_CLASS_NAME(
            "the name `%s` does not end in `Rule`, so there is no name for the generated class",
            "write `@OptimizerRule(\"MyOptimizer\")`, or call the interface `%1$sRule`"),
    METHOD_TAKEN(
            "the name `%s` is taken: every optimizer has a method of that name",
            "choose another name"),
    MISSING_RUNTIME(
            "the optimizer of `%s` would extend classes that are not on the class path",
            "add the library `dev.optweave:optweave-runtime`"),
    INTERNAL_ERROR("an error in the processor itself: %s", "please report it, with the rule"),

    // Lints
    UNREAD_STATE(
            Severity.WARNING,
            "the state `%s` is never read",
            "remove it, or use it in the update of the parameter"),
    UNUSED_HYPERPARAMETER(
            Severity.WARNING, "%s `%s` is never used", "remove it, or use it in the equations"),
    MISSING_BIAS_CORRECTION(
            Severity.WARNING,
            "the moving average `%s` starts at 0 and is used without bias correction",
            "declare `@BiasCorrection(\"%2$s\")` and write `hat(%1$s)`"),
    UNGUARDED_DIVISION(
            Severity.WARNING,
            "this divides by `%s`, which can be zero",
            "add a small number to it, as in `(%s + eps)`"),
    VANISHING_EPSILON(
            Severity.WARNING,
            "`%s` vanishes in 32-bit floats, which hold nothing below 1.4e-45",
            "it is %2$s by default: choose at least 1e-38"),
    DOUBLE_WEIGHT_DECAY(
            Severity.WARNING,
            "`%s` already decays the weights by itself, and is applied again here",
            "remove it from the equations, or declare it with mode `EXPLICIT`"),
    DIVISION_BY_LEARNING_RATE(
            Severity.WARNING,
            "this divides by the learning rate `%s`, which may be 0 during warm-up",
            "rewrite the equations so that the learning rate only multiplies"),
    GRADIENT_SCALE(
            Severity.WARNING,
            "this update goes with the gradient's scale to the power of %s",
            "a step is in proportion to the gradient, or independent of its scale"),
    UNKNOWN_LINT(
            Severity.WARNING,
            "no lint `%s`, so this suppresses nothing",
            "name a lint, or remove it");

    private final Severity severity;
    private final String message;
    private final String help;

    Code(String message) {
        this(Severity.ERROR, message, "");
    }

    Code(String message, String help) {
        this(Severity.ERROR, message, help);
    }

    Code(Severity severity, String message, String help) {
        this.severity = severity;
        this.message = message;
        this.help = help;
    }

    /** Whether a diagnostic stops the build. */
    public enum Severity {
        ERROR,
        WARNING
    }

    /** The code as it is printed in brackets, such as {@code unknown-name}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the diagnostic stops the build. */
    public Severity severity() {
        return severity;
    }

    /** The message, filled in. */
    public String message(Object... arguments) {
        return String.format(Locale.ROOT, message, arguments);
    }

    /** The help for when the place knows no better, filled in with the message's arguments. */
    public Optional<String> help(Object... arguments) {
        return help.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, help, arguments));
    }
}
