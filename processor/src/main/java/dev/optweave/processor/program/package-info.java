/** The lowered program, and the passes from a rule as written to what every backend runs. */
@NullMarked
package dev.optweave.processor.program;

import org.jspecify.annotations.NullMarked;
