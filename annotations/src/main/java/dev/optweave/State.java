package dev.optweave;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares a state that lasts from step to step. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface State {
    /**
     * The value before the first step: an expression of numbers, hyperparameters and, for a state
     * per element, {@code w} (a copy of the parameter) and {@code g} (the first gradient).
     */
    String init() default "0";

    /** How many values the state keeps. */
    Shape shape() default Shape.ELEMENT;

    /** What lies in memory, apart from what is computed. */
    Storage storage() default Storage.SAME;

    /** How a value is rounded into narrower storage. */
    Rounding rounding() default Rounding.NEAREST;

    /** How many values a state keeps. */
    enum Shape {
        /** One for each element of the parameter, in the parameter's type. */
        ELEMENT,
        /** One for each row of a matrix. Reserved: not supported yet. */
        ROW,
        /** One for each column of a matrix. Reserved: not supported yet. */
        COLUMN,
        /** One for each tensor, kept in double. */
        TENSOR,
        /** One for each group of parameters, kept in double. */
        STEP
    }

    /** The type a state has in memory. */
    enum Storage {
        /** The parameter's own type. */
        SAME,
        /** 32-bit floats. Reserved: not supported yet. */
        FLOAT32,
        /** 16-bit brain floats. Reserved: not supported yet. */
        BFLOAT16,
        /** 16-bit IEEE floats. Reserved: not supported yet. */
        FLOAT16,
        /** 8-bit integers with a scale for each block. Reserved: not supported yet. */
        INT8_BLOCK
    }

    /** How a value is rounded into narrower storage. */
    enum Rounding {
        /** To the nearest representable value, ties to even. */
        NEAREST,
        /** Up or down at random, with the mean kept. Reserved: not supported yet. */
        STOCHASTIC
    }
}
