/** What generated code and the runtime share. Not meant to be called by hand. */
@NullMarked
package dev.optweave.runtime.kernel;

import org.jspecify.annotations.NullMarked;
