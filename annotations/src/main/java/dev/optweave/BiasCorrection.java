package dev.optweave;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a state: allows {@code hat(m)} = m / (1 - β^t), for a moving average that starts at zero. Only
 * {@code hat} corrects; {@code m} alone is the average as it is, and a rule that uses only that is
 * warned of.
 *
 * <p>With a scheduled decay rate, β^t is the product of the rates of all steps so far.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface BiasCorrection {
    /** The name of the decay rate β. */
    String value();
}
