/** Tensors, parameters and what all optimizers have in common. */
@NullMarked
package dev.optweave.runtime;

import org.jspecify.annotations.NullMarked;
