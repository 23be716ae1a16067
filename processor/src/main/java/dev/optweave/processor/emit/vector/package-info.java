/** Writes a rule's loops as Java with vectors of the module jdk.incubator.vector. */
@NullMarked
package dev.optweave.processor.emit.vector;

import org.jspecify.annotations.NullMarked;
