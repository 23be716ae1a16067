/**
 * What the compiler gave: the only reader of {@code javax.lang.model}.
 *
 * <p>An interface is read as a {@link dev.optweave.processor.equation.Rule}, and every {@link
 * dev.optweave.processor.source.Source.Place} of it can be turned back into the element, annotation
 * and value that a message is to point at.
 */
@NullMarked
package dev.optweave.processor.declaration;

import org.jspecify.annotations.NullMarked;
