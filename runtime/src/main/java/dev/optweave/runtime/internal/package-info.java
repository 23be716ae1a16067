/** How a step is run: memory, reductions, threads. Not exported. */
@NullMarked
package dev.optweave.runtime.internal;

import org.jspecify.annotations.NullMarked;
