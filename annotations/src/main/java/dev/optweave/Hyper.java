package dev.optweave;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares a hyperparameter: a finite step scalar, with an optional range. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Hyper {
    /** The default. */
    double value();

    /** The smallest value allowed. */
    double min() default Double.NEGATIVE_INFINITY;

    /** The largest value allowed. */
    double max() default Double.POSITIVE_INFINITY;

    /** Whether {@link #min} itself is forbidden. */
    boolean minExclusive() default false;

    /** Whether {@link #max} itself is forbidden. */
    boolean maxExclusive() default false;
}
