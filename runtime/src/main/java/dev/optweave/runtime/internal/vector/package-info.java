/** What the runtime itself does in vectors. Loaded only where jdk.incubator.vector is. */
@NullMarked
package dev.optweave.runtime.internal.vector;

import org.jspecify.annotations.NullMarked;
