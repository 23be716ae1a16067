/** What generated vector code shares. Loaded only where the module jdk.incubator.vector is. */
@NullMarked
package dev.optweave.runtime.kernel.vector;

import org.jspecify.annotations.NullMarked;
