/** Writes compiled rules as Java. */
@NullMarked
package dev.optweave.processor.emit.java;

import org.jspecify.annotations.NullMarked;
