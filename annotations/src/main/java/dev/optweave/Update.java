package dev.optweave;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The equations of one step, in order; each sees what the ones above it left.
 *
 * <p>One array element may hold several statements, separated by {@code ;} or line breaks, with
 * {@code //} comments.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Update {
    /** The statements. */
    String[] value();
}
