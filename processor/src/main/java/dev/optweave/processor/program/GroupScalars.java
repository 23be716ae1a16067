package dev.optweave.processor.program;

import dev.optweave.processor.equation.Kind;
import java.util.List;

/**
 * FAST arithmetic: an element is multiplied by one scalar, not by several, and a division by a step
 * scalar becomes a multiplication by its reciprocal. The scalars' own arithmetic then happens once
 * a step, in double.
 */
final class GroupScalars extends Pass.Rewriting {

    @Override
    public String name() {
        return "group";
    }

    @Override
    Pass.Rewriter rewriter(Program program, ProgramBuilder builder) {
        Grouping grouping = new Grouping(builder, Liveness.uses(program));
        return grouping::replace;
    }

    /** A product of a scalar and an element. */
    private record Scaled(int scalar, int element) {}

    private static final class Grouping {
        private final ProgramBuilder builder;
        private final int[] uses;

        Grouping(ProgramBuilder builder, int[] uses) {
            this.builder = builder;
            this.uses = uses;
        }

        int replace(int number, Instruction instruction, List<Integer> arguments) {
            if (instruction.kind() == Kind.ELEMENT
                    && instruction.operation() instanceof Operation.Compute compute) {
                return switch (compute.function()) {
                    case MULTIPLY -> product(instruction, arguments);
                    case DIVIDE -> quotient(instruction, arguments);
                    case NEGATE -> negation(instruction, arguments);
                    default -> builder.copy(instruction, arguments);
                };
            }
            return builder.copy(instruction, arguments);
        }

        private int product(Instruction instruction, List<Integer> arguments) {
            int left = arguments.get(0);
            int right = arguments.get(1);
            if (isScalar(left)) {
                return scaled(left, right, usedOnce(instruction, 1), true);
            } else if (isScalar(right)) {
                return scaled(right, left, usedOnce(instruction, 0), false);
            }
            return builder.copy(instruction, arguments);
        }

        private int quotient(Instruction instruction, List<Integer> arguments) {
            int divisor = arguments.get(1);
            Kind kind = builder.instruction(divisor).kind();
            if (kind == Kind.STEP || kind == Kind.CONSTANT && hasReciprocal(divisor)) {
                return scaled(
                        reciprocal(divisor), arguments.get(0), usedOnce(instruction, 0), false);
            }
            return builder.copy(instruction, arguments);
        }

        private int negation(Instruction instruction, List<Integer> arguments) {
            int argument = arguments.get(0);
            if (usedOnce(instruction, 0) && isProductWithScalar(argument)) {
                Scaled inner = split(argument);
                return builder.compute(
                        Function.MULTIPLY,
                        builder.compute(Function.NEGATE, inner.scalar()),
                        inner.element());
            }
            return builder.copy(instruction, arguments);
        }

        /** Scalar times element, where an inner scalar joins the outer one. */
        private int scaled(int scalar, int element, boolean mayJoin, boolean scalarFirst) {
            if (mayJoin && isProductWithScalar(element)) {
                Scaled inner = split(element);
                int joined =
                        scalarFirst
                                ? scalarProduct(scalar, inner.scalar())
                                : scalarProduct(inner.scalar(), scalar);
                return builder.compute(Function.MULTIPLY, joined, inner.element());
            }
            return scalarFirst
                    ? builder.compute(Function.MULTIPLY, scalar, element)
                    : builder.compute(Function.MULTIPLY, element, scalar);
        }

        private int scalarProduct(int left, int right) {
            if (builder.instruction(left).operation() instanceof Operation.Constant a
                    && builder.instruction(right).operation() instanceof Operation.Constant b) {
                return builder.constant(a.value() * b.value());
            }
            return builder.compute(Function.MULTIPLY, left, right);
        }

        private int reciprocal(int divisor) {
            if (builder.instruction(divisor).operation() instanceof Operation.Constant constant) {
                return builder.constant(1 / constant.value());
            }
            String hint = builder.instruction(divisor).hint();
            int one = builder.constant(1);
            return builder.add(
                    new Operation.Compute(Function.DIVIDE),
                    hint.startsWith(Lowering.BIAS) ? "un" + hint : "",
                    one,
                    divisor);
        }

        /** Whether the reciprocal neither overflows nor underflows, in float either. */
        private boolean hasReciprocal(int divisor) {
            if (!(builder.instruction(divisor).operation()
                    instanceof Operation.Constant constant)) {
                return false;
            }
            float narrow = (float) (1 / constant.value());
            return Math.abs(narrow) >= Float.MIN_NORMAL && Float.isFinite(narrow);
        }

        private boolean isScalar(int number) {
            return builder.instruction(number).kind() != Kind.ELEMENT;
        }

        private boolean isProductWithScalar(int number) {
            Instruction instruction = builder.instruction(number);
            return instruction.operation() instanceof Operation.Compute compute
                    && compute.function() == Function.MULTIPLY
                    && instruction.kind() == Kind.ELEMENT
                    && instruction.arguments().stream().anyMatch(this::isScalar);
        }

        private Scaled split(int number) {
            int left = builder.instruction(number).arguments().get(0);
            int right = builder.instruction(number).arguments().get(1);
            return isScalar(left) ? new Scaled(left, right) : new Scaled(right, left);
        }

        private boolean usedOnce(Instruction instruction, int argument) {
            return uses[instruction.arguments().get(argument)] == 1;
        }
    }
}
