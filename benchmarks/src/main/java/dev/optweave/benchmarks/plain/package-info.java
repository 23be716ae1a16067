/** The same updates without a library: in plain Java, one loop an equation, and in C. */
@NullMarked
package dev.optweave.benchmarks.plain;

import org.jspecify.annotations.NullMarked;
