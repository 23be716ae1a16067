package dev.optweave.processor.equation;

import dev.optweave.processor.source.Span;
import java.util.List;

/** An expression of the update language, as written. */
public sealed interface Expr {

    /** Where the expression stands. */
    Span span();

    <R> R accept(Visitor<R> visitor);

    /** One method for each form, so that a new form is a compile error in every stage. */
    interface Visitor<R> {
        R number(Number number);

        R name(Name name);

        R unary(Unary unary);

        R binary(Binary binary);

        R call(Call call);

        /** Only the checks meet one: a rule with an error is not lowered. */
        default R erroneous(Erroneous erroneous) {
            throw new IllegalStateException("an erroneous expression was not reported");
        }
    }

    /** A literal. */
    record Number(double value, Span span) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.number(this);
        }
    }

    /** A use of a declared or local name. */
    record Name(String name, Span span) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.name(this);
        }
    }

    /** An operator before its operand. */
    record Unary(UnaryOperator operator, Expr operand, Span span) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unary(this);
        }
    }

    /** An operator between its operands. */
    record Binary(BinaryOperator operator, Expr left, Expr right, Span operatorSpan, Span span)
            implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.binary(this);
        }
    }

    /** A function applied to arguments. */
    record Call(String function, List<Expr> arguments, Span functionSpan, Span span)
            implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    /**
     * A piece that could not be understood, and whose mistake has been reported: nothing about it
     * is reported again.
     */
    record Erroneous(Span span) implements Expr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.erroneous(this);
        }
    }

    /** Operators before an operand. */
    enum UnaryOperator {
        NEGATE,
        NOT
    }

    /** Operators between operands. */
    enum BinaryOperator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        POWER("^"),
        LESS("<"),
        LESS_EQUAL("<="),
        GREATER(">"),
        GREATER_EQUAL(">="),
        EQUAL("=="),
        NOT_EQUAL("!="),
        AND("and"),
        OR("or");

        private final String symbol;

        BinaryOperator(String symbol) {
            this.symbol = symbol;
        }

        /** How the operator is written. */
        public String symbol() {
            return symbol;
        }
    }
}
