package dev.optweave;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks for the gradient at another point than the parameters: {@code "w + rho*s"}.
 *
 * <p>Such a rule steps with a closure that computes loss and gradients. Where the expression itself
 * uses the gradient, the closure is called twice: at the parameters, then at the point.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface GradientAt {
    /** The point, an expression with one value for each element. */
    String value();
}
