/** The processor in a program's own hands: rules compiled in memory, with results as values. */
@NullMarked
package dev.optweave.processor.tool;

import org.jspecify.annotations.NullMarked;
