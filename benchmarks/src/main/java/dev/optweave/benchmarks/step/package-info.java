/** One step of an optimizer, ours or a peer's, over the same tensors, checked and then timed. */
@NullMarked
package dev.optweave.benchmarks.step;

import org.jspecify.annotations.NullMarked;
