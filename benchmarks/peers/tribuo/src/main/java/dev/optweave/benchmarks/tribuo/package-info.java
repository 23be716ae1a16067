/** Tribuo's optimizers, which step over doubles. */
@NullMarked
package dev.optweave.benchmarks.tribuo;

import org.jspecify.annotations.NullMarked;
