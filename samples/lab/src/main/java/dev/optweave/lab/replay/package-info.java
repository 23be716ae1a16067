/** Recorded gradients played to a rule, and its trajectory compared with the recorded one. */
@NullMarked
package dev.optweave.lab.replay;

import org.jspecify.annotations.NullMarked;
