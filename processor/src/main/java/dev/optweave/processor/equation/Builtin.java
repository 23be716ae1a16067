package dev.optweave.processor.equation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The functions of the update language. */
public enum Builtin {
    SQRT(Category.ELEMENT_WISE, "x"),
    RSQRT(Category.ELEMENT_WISE, "x"),
    CBRT(Category.ELEMENT_WISE, "x"),
    ABS(Category.ELEMENT_WISE, "x"),
    SIGN(Category.ELEMENT_WISE, "x"),
    EXP(Category.ELEMENT_WISE, "x"),
    LOG(Category.ELEMENT_WISE, "x"),
    TANH(Category.ELEMENT_WISE, "x"),
    MIN(Category.ELEMENT_WISE, "a", "b"),
    MAX(Category.ELEMENT_WISE, "a", "b"),
    CLAMP(Category.ELEMENT_WISE, "x", "low", "high"),
    FLOOR(Category.ELEMENT_WISE, "x"),
    WHERE(Category.ELEMENT_WISE, "condition", "a", "b"),

    EMA(Category.OPTIMIZER_WORD, "s", "x", "β"),
    HAT(Category.OPTIMIZER_WORD, "s"),
    UNBIAS(Category.OPTIMIZER_WORD, "s", "β"),
    LERP(Category.OPTIMIZER_WORD, "a", "b", "x"),
    OLD(Category.OPTIMIZER_WORD, "s"),

    SUM(Category.REDUCTION, "x"),
    MEAN(Category.REDUCTION, "x"),
    NORM(Category.REDUCTION, "x"),
    NORM1(Category.REDUCTION, "x"),
    MAXABS(Category.REDUCTION, "x"),
    DOT(Category.REDUCTION, "a", "b"),

    ALL(Category.SCOPE, "reduction"),
    ROWS(Category.UNSUPPORTED_ROWS, "reduction"),
    COLUMNS(Category.UNSUPPORTED_ROWS, "reduction"),

    MATMUL(Category.UNSUPPORTED_MATRIX, "a", "b"),
    TRANSPOSE(Category.UNSUPPORTED_MATRIX, "x"),
    ORTHOGONALIZE(Category.UNSUPPORTED_MATRIX, "x", "steps"),
    INVERSEROOT(Category.UNSUPPORTED_MATRIX, "x", "p"),

    NORMAL(Category.UNSUPPORTED_RANDOM),
    UNIFORM(Category.UNSUPPORTED_RANDOM);

    private final Category category;
    private final List<String> parameters;

    Builtin(Category category, String... parameters) {
        this.category = category;
        this.parameters = List.of(parameters);
    }

    /** What sort of function one is. */
    public enum Category {
        /** Of the kind of its arguments. */
        ELEMENT_WISE,
        /** What papers on optimizers abbreviate. */
        OPTIMIZER_WORD,
        /** From elements to one value for each tensor. */
        REDUCTION,
        /** Around a reduction: one value over all tensors. */
        SCOPE,
        /** Reductions over the rows or columns of a matrix, which are reserved. */
        UNSUPPORTED_ROWS,
        /** Functions of matrices, which are reserved. */
        UNSUPPORTED_MATRIX,
        /** Random numbers, which are reserved. */
        UNSUPPORTED_RANDOM
    }

    /** How the function is called in equations. */
    public String functionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Category category() {
        return category;
    }

    /** How many arguments the function takes. */
    public int arity() {
        return parameters.size();
    }

    /** A call as it is shown in help: {@code ema(s, x, β)}. */
    public String example() {
        return functionName() + "(" + String.join(", ", parameters) + ")";
    }

    public boolean isReduction() {
        return category == Category.REDUCTION;
    }

    /** The function of that name. */
    public static Optional<Builtin> named(String name) {
        return Arrays.stream(values()).filter(f -> f.functionName().equals(name)).findAny();
    }
}
