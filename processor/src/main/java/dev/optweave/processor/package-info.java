/** The annotation processor: from an interface with equations to the source of an optimizer. */
@NullMarked
package dev.optweave.processor;

import org.jspecify.annotations.NullMarked;
