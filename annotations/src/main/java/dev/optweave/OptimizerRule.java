package dev.optweave;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an interface as an update rule, from which the processor generates an optimizer.
 *
 * <p>The equations stand in {@link Update}; the interface's methods declare the names they use.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface OptimizerRule {

    /**
     * The generated class's simple name. Without it, the class is named after the interface less
     * its ending {@code Rule}.
     */
    String value() default "";

    /** The parameter's name in the equations. */
    String parameter() default "w";

    /** The gradient's name in the equations. */
    String gradient() default "g";

    /** How freely the processor may round differently from the rule as written. */
    Arithmetic arithmetic() default Arithmetic.FAST;

    /** Transforms to fuse around this rule, outermost first. Reserved: not supported yet. */
    Class<?>[] wrap() default {};
}
