/** Rules trained on the same problem from the same start, and what came of it. */
@NullMarked
package dev.optweave.lab.race;

import org.jspecify.annotations.NullMarked;
