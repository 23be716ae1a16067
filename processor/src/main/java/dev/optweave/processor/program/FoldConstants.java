package dev.optweave.processor.program;

import dev.optweave.Arithmetic;
import dev.optweave.processor.equation.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Computes what is constant, and drops operations that cannot change their argument. A zero that is
 * written is an ordinary number: {@code 0*x} is NaN for infinite x and so is kept. The zero of a
 * hyperparameter that is switched off removes its term.
 */
final class FoldConstants extends Pass.Rewriting {

    /** The highest power that FAST arithmetic writes as products. */
    private static final int HIGHEST_PRODUCT = 4;

    private final Arithmetic arithmetic;

    FoldConstants(Arithmetic arithmetic) {
        this.arithmetic = arithmetic;
    }

    @Override
    public String name() {
        return "fold";
    }

    @Override
    Pass.Rewriter rewriter(Program program, ProgramBuilder builder) {
        return (number, instruction, arguments) ->
                instruction.operation() instanceof Operation.Compute compute
                        ? new Folding(builder, instruction, compute.function(), arguments).fold()
                        : builder.copy(instruction, arguments);
    }

    /** One instruction being folded. */
    private final class Folding {
        private final ProgramBuilder builder;
        private final Instruction instruction;
        private final Function function;
        private final List<Integer> arguments;

        Folding(
                ProgramBuilder builder,
                Instruction instruction,
                Function function,
                List<Integer> arguments) {
            this.builder = builder;
            this.instruction = instruction;
            this.function = function;
            this.arguments = arguments;
        }

        int fold() {
            return switch (function) {
                case MULTIPLY -> product();
                case DIVIDE -> quotient();
                case ADD -> sum();
                case SUBTRACT -> difference();
                case NEGATE -> negation();
                case POWER -> power();
                case SELECT -> selection();
                default -> general();
            };
        }

        private int product() {
            if (isAbsent(0) || isAbsent(1)) {
                return absent();
            } else if (is(0, 1)) {
                return arguments.get(1);
            } else if (is(1, 1)) {
                return arguments.get(0);
            }
            return general();
        }

        private int quotient() {
            if (isAbsent(0) && !is(1, 0)) {
                return absent();
            }
            return is(1, 1) ? arguments.get(0) : general();
        }

        private int sum() {
            if (isAbsent(0)) {
                return arguments.get(1);
            }
            return isAbsent(1) ? arguments.get(0) : general();
        }

        private int difference() {
            if (isAbsent(1) || isPositiveZero(1)) {
                return arguments.get(0);
            } else if (isAbsent(0)) {
                return builder.compute(Function.NEGATE, arguments.get(1));
            }
            return general();
        }

        private int negation() {
            if (isAbsent(0)) {
                return absent();
            }
            Instruction argument = builder.instruction(arguments.get(0));
            boolean twice =
                    argument.operation() instanceof Operation.Compute inner
                            && inner.function() == Function.NEGATE;
            return twice ? argument.arguments().get(0) : general();
        }

        private int power() {
            boolean base = constant(0).isPresent();
            Optional<Double> exponent = constant(1);
            if (base || exponent.isEmpty()) {
                return general();
            } else if (exponent.get() == 0) {
                return builder.constant(1);
            } else if (exponent.get() == 1) {
                return arguments.get(0);
            } else if (exponent.get() == -1) {
                return builder.compute(Function.DIVIDE, builder.constant(1), arguments.get(0));
            }
            // a square is rounded once, higher powers as products are rounded more than once
            int highest = arithmetic == Arithmetic.FAST ? HIGHEST_PRODUCT : 2;
            boolean whole = exponent.get() == Math.rint(exponent.get());
            return whole && exponent.get() >= 2 && exponent.get() <= highest
                    ? product(exponent.get().intValue())
                    : general();
        }

        private int product(int factors) {
            int result = arguments.get(0);
            for (int factor = 1; factor < factors; factor++) {
                result = builder.compute(Function.MULTIPLY, result, arguments.get(0));
            }
            return result;
        }

        private int selection() {
            if (arguments.get(1).equals(arguments.get(2))) {
                return arguments.get(1);
            }
            Instruction condition = builder.instruction(arguments.get(0));
            if (condition.kind() == Kind.CONSTANT
                    && condition.operation() instanceof Operation.Compute comparison) {
                Optional<Boolean> truth = truth(comparison.function(), condition.arguments());
                if (truth.isPresent()) {
                    return arguments.get(truth.get() ? 1 : 2);
                }
            }
            return general();
        }

        private Optional<Boolean> truth(Function comparison, List<Integer> compared) {
            return switch (comparison) {
                case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL -> {
                    Optional<Double> left = value(compared.get(0));
                    Optional<Double> right = value(compared.get(1));
                    yield left.isPresent() && right.isPresent()
                            ? Optional.of(Arithmetics.holds(comparison, left.get(), right.get()))
                            : Optional.empty();
                }
                default -> Optional.empty();
            };
        }

        private int general() {
            List<Double> values =
                    arguments.stream().map(this::value).flatMap(Optional::stream).toList();
            boolean known = values.size() == arguments.size() && function != Function.SELECT;
            return known && !function.isTruth()
                    ? builder.constant(Arithmetics.number(function, values))
                    : builder.copy(instruction, arguments);
        }

        private int absent() {
            return builder.add(new Operation.Constant(0, true), "");
        }

        private boolean isAbsent(int argument) {
            return builder.instruction(arguments.get(argument)).operation()
                            instanceof Operation.Constant constant
                    && constant.absent();
        }

        private boolean is(int argument, double value) {
            return constant(argument).filter(known -> known == value).isPresent();
        }

        private boolean isPositiveZero(int argument) {
            return constant(argument).filter(known -> Double.compare(known, 0.0) == 0).isPresent();
        }

        private Optional<Double> constant(int argument) {
            return value(arguments.get(argument));
        }

        private Optional<Double> value(int number) {
            return builder.instruction(number).operation() instanceof Operation.Constant constant
                    ? Optional.of(constant.value())
                    : Optional.empty();
        }
    }
}
