package dev.optweave;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the parameters to evaluate and save with, where they are not {@code w} itself. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface EvaluateAt {
    /** The point, an expression with one value for each element. */
    String value();
}
