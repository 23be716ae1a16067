package dev.optweave.processor.emit.vector;

import dev.optweave.processor.emit.text.ClassName;
import dev.optweave.processor.emit.text.CodeBlock;
import dev.optweave.processor.program.Function;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Program;
import java.util.List;
import java.util.Map;

/** Writes values as calls of vectors' methods. */
final class VectorExpressions {

    private static final ClassName OPERATORS =
            ClassName.get("jdk.incubator.vector", "VectorOperators");

    private final Program program;
    private final VectorType type;
    private final Map<Integer, CodeBlock> names;

    /**
     * @param names what vectors and masks that there are already are called, or how to fetch them
     */
    VectorExpressions(Program program, VectorType type, Map<Integer, CodeBlock> names) {
        this.program = program;
        this.type = type;
        this.names = names;
    }

    /** Whether there is a vector form of it that gives the same bits. */
    static boolean has(Function function) {
        return switch (function) {
            case EXP, LOG, TANH, CBRT, POWER, REMAINDER -> false;
            case ADD,
                    SUBTRACT,
                    MULTIPLY,
                    DIVIDE,
                    NEGATE,
                    FMA,
                    SQRT,
                    ABS,
                    SIGN,
                    MIN,
                    MAX,
                    FLOOR,
                    LESS,
                    LESS_EQUAL,
                    EQUAL,
                    NOT_EQUAL,
                    AND,
                    OR,
                    NOT,
                    SELECT ->
                    true;
        };
    }

    /** The vector or mask, by its name if it has one. */
    CodeBlock of(int number) {
        CodeBlock name = names.get(number);
        return name != null ? name : computed(number);
    }

    /** The same for a method to be called on it. */
    CodeBlock receiver(int number) {
        CodeBlock value = of(number);
        boolean isCast = value.toString().startsWith("(");
        return isCast ? CodeBlock.of("($L)", value) : value;
    }

    /** How it is computed, though it may have a name. */
    CodeBlock computed(int number) {
        Instruction instruction = program.instruction(number);
        if (instruction.operation() instanceof Operation.Constant constant) {
            return instruction.truth()
                    ? type.maskOf(Boolean.toString(constant.value() != 0))
                    : CodeBlock.of(
                            "$T.broadcast($L, $L)",
                            type.vector(),
                            type.species(),
                            type.literal(constant.value()));
        }
        if (instruction.operation() instanceof Operation.Compute compute) {
            return computed(compute.function(), instruction.arguments());
        }
        throw new IllegalStateException("a value without a name: " + instruction);
    }

    /** Whether a sign is part of how it is computed. */
    boolean findsSign(int number) {
        Instruction instruction = program.instruction(number);
        if (instruction.operation() instanceof Operation.Compute compute
                && compute.function() == Function.SIGN) {
            return true;
        }
        for (int argument : instruction.arguments()) {
            if (!names.containsKey(argument) && findsSign(argument)) {
                return true;
            }
        }
        return false;
    }

    private CodeBlock computed(Function function, List<Integer> x) {
        return switch (function) {
            case ADD -> call("add", x);
            case SUBTRACT -> call("sub", x);
            case MULTIPLY -> call("mul", x);
            case DIVIDE -> call("div", x);
            case MIN -> call("min", x);
            case MAX -> call("max", x);
            case AND -> CodeBlock.of("$L.and($L)", receiver(x.get(0)), of(x.get(1)));
            case OR -> CodeBlock.of("$L.or($L)", receiver(x.get(0)), of(x.get(1)));
            case NOT -> CodeBlock.of("$L.not()", receiver(x.get(0)));
            case NEGATE -> CodeBlock.of("$L.neg()", receiver(x.get(0)));
            case ABS -> CodeBlock.of("$L.abs()", receiver(x.get(0)));
            case SQRT -> CodeBlock.of("$L.sqrt()", receiver(x.get(0)));
            case FLOOR -> CodeBlock.of("floor($L)", of(x.get(0)));
            case SIGN -> sign(receiver(x.get(0)));
            case FMA ->
                    CodeBlock.of("$L.fma($L, $L)", receiver(x.get(0)), of(x.get(1)), of(x.get(2)));
            case LESS -> call("lt", x);
            case EQUAL -> call("eq", x);
            case LESS_EQUAL -> comparison("LE", x);
            case NOT_EQUAL -> comparison("NE", x);
            case SELECT -> selection(x);
            case EXP, LOG, TANH, CBRT, POWER, REMAINDER ->
                    throw new IllegalStateException(function + " has no vector form");
        };
    }

    /**
     * The sign, lifted as scalar kernels lift it and then bounded by 1 on both sides, as whole
     * numbers: a minimum of floats is several instructions, for NaN and zeros. Between the two
     * minima the number changes its sign, and behind the second it changes it back. Written out,
     * since HotSpot does not inline a method of ours where a loop has grown large.
     */
    private CodeBlock sign(CodeBlock x) {
        return type.isFloat()
                ? CodeBlock.of(
                        "$L.mul(1e30f).mul(1e30f).reinterpretAsInts().add(FLOAT_NANS)"
                                + ".min(FLOAT_ONE).add(FLOAT_SIGN).min(FLOAT_ONE)"
                                + ".sub(FLOAT_SIGN + FLOAT_NANS).reinterpretAsFloats()",
                        x)
                : CodeBlock.of(
                        "$L.mul(1e300).mul(1e300).reinterpretAsLongs().add(DOUBLE_NANS)"
                                + ".min(DOUBLE_ONE).add(DOUBLE_SIGN).min(DOUBLE_ONE)"
                                + ".sub(DOUBLE_SIGN + DOUBLE_NANS).reinterpretAsDoubles()",
                        x);
    }

    private CodeBlock selection(List<Integer> x) {
        if (program.instruction(x.get(1)).truth()) {
            CodeBlock condition = receiver(x.get(0));
            return CodeBlock.of(
                    "$L.and($L).or($L.andNot($L))",
                    condition,
                    of(x.get(1)),
                    receiver(x.get(2)),
                    of(x.get(0)));
        }
        return CodeBlock.of(
                "$L.blend($L, $L)", receiver(x.get(2)), operand(x.get(1)), of(x.get(0)));
    }

    private CodeBlock call(String method, List<Integer> x) {
        return CodeBlock.of("$L.$L($L)", receiver(x.get(0)), method, operand(x.get(1)));
    }

    private CodeBlock comparison(String operator, List<Integer> x) {
        return CodeBlock.of(
                "$L.compare($T.$L, $L)",
                receiver(x.get(0)),
                OPERATORS,
                operator,
                operand(x.get(1)));
    }

    /** A second operand, which may be a number. */
    private CodeBlock operand(int number) {
        Instruction instruction = program.instruction(number);
        return instruction.operation() instanceof Operation.Constant constant
                ? CodeBlock.of("$L", type.literal(constant.value()))
                : of(number);
    }
}
