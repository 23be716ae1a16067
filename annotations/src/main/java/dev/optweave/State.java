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

    /**
     * What lies in memory, apart from what is computed: the equations of a step see values of the
     * parameter's type, and what they leave is rounded once, as it is stored. Only for a state per
     * element; one for each tensor or step is kept in double. The builder can override it.
     */
    Storage storage() default Storage.SAME;

    /**
     * How a value is rounded into {@link Storage#BFLOAT16}, {@link Storage#FLOAT16} or {@link
     * Storage#INT8_BLOCK}.
     */
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
        /** 32-bit floats, also beside a parameter of doubles. 4 bytes an element. */
        FLOAT32,
        /**
         * 16-bit brain floats: a float's range, 8 significant bits. 2 bytes an element. With {@link
         * Rounding#NEAREST} a moving average stops where its change is less than about 1/256 of its
         * value.
         */
        BFLOAT16,
        /**
         * 16-bit IEEE floats: 11 significant bits between 2<sup>-14</sup> and 65504, fewer below
         * that down to 2<sup>-24</sup>, infinite above. 2 bytes an element.
         */
        FLOAT16,
        /**
         * 8 bits an element and one float for each block of 256: values between the block's largest
         * and about 2<sup>-32</sup> of it, spaced the closer the smaller they are.
         */
        INT8_BLOCK
    }

    /** How a value is rounded into narrower storage. */
    enum Rounding {
        /** To the nearest value there is; between two 16-bit floats, to the even one. */
        NEAREST,
        /**
         * Up or down at random, the nearer one the more likely, so that the mean is kept. The
         * random numbers are those of a counter, keyed by the optimizer's seed, the step, the
         * tensor, the state and the element.
         */
        STOCHASTIC
    }
}
