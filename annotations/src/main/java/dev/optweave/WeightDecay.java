package dev.optweave;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares the weight decay λ: a step scalar in [0, ∞). */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface WeightDecay {
    /** The default. */
    double value() default 0;

    /** Where the decay enters the rule. */
    Mode mode();

    /** Where weight decay enters a rule. */
    enum Mode {
        /** {@code g} becomes {@code g + λ*w} before the equations. */
        L2,
        /** {@code w -= lr*λ*w} before the equations. */
        DECOUPLED,
        /** The equations use it by its name. */
        EXPLICIT
    }
}
