package dev.optweave.processor.program;

import dev.optweave.processor.equation.Kind;
import java.util.List;

/**
 * FAST arithmetic: a product of elements that is only added to something becomes part of a fused
 * multiply-add. Where both summands are products, the left one does.
 */
final class Contract extends Pass.Rewriting {

    @Override
    public String name() {
        return "contract";
    }

    @Override
    Pass.Rewriter rewriter(Program program, ProgramBuilder builder) {
        int[] uses = Liveness.uses(program);
        return (number, instruction, arguments) -> {
            boolean candidate =
                    instruction.kind() == Kind.ELEMENT
                            && instruction.operation() instanceof Operation.Compute;
            return candidate
                    ? new Sum(builder, uses, instruction, arguments).contracted()
                    : builder.copy(instruction, arguments);
        };
    }

    /** A sum or difference of elements. */
    private record Sum(
            ProgramBuilder builder, int[] uses, Instruction instruction, List<Integer> arguments) {

        int contracted() {
            Function function = ((Operation.Compute) instruction.operation()).function();
            return switch (function) {
                case ADD -> added();
                case SUBTRACT -> subtracted();
                default -> builder.copy(instruction, arguments);
            };
        }

        private int added() {
            if (isLoneProduct(0)) {
                return fma(factor(0, 0), factor(0, 1), arguments.get(1));
            } else if (isLoneProduct(1)) {
                return fma(factor(1, 0), factor(1, 1), arguments.get(0));
            }
            return builder.copy(instruction, arguments);
        }

        private int subtracted() {
            if (isLoneProduct(0)) {
                return fma(factor(0, 0), factor(0, 1), negated(arguments.get(1)));
            } else if (isLoneProduct(1)) {
                // the scalar factor, if there is one, is negated: once a step, not once an element
                int scalar = builder.instruction(factor(1, 1)).kind() != Kind.ELEMENT ? 1 : 0;
                return fma(negated(factor(1, scalar)), factor(1, 1 - scalar), arguments.get(0));
            }
            return builder.copy(instruction, arguments);
        }

        private int fma(int a, int b, int c) {
            return builder.add(new Operation.Compute(Function.FMA), instruction.hint(), a, b, c);
        }

        /** The value with its sign changed, on the host if a scalar factor can take the sign. */
        private int negated(int number) {
            Instruction value = builder.instruction(number);
            if (value.operation() instanceof Operation.Constant constant) {
                return builder.constant(-constant.value());
            }
            if (value.kind() == Kind.ELEMENT && isProduct(value)) {
                int left = value.arguments().get(0);
                int right = value.arguments().get(1);
                if (builder.instruction(left).kind() != Kind.ELEMENT) {
                    return builder.compute(Function.MULTIPLY, negated(left), right);
                } else if (builder.instruction(right).kind() != Kind.ELEMENT) {
                    return builder.compute(Function.MULTIPLY, left, negated(right));
                }
            }
            return builder.compute(Function.NEGATE, number);
        }

        private boolean isLoneProduct(int argument) {
            Instruction value = builder.instruction(arguments.get(argument));
            return uses[instruction.arguments().get(argument)] == 1
                    && value.kind() == Kind.ELEMENT
                    && isProduct(value);
        }

        private static boolean isProduct(Instruction value) {
            return value.operation() instanceof Operation.Compute compute
                    && compute.function() == Function.MULTIPLY;
        }

        private int factor(int argument, int index) {
            return builder.instruction(arguments.get(argument)).arguments().get(index);
        }
    }
}
