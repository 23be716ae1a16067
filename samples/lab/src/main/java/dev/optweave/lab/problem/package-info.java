/** Functions to minimize, each with its gradient written out by hand. */
@NullMarked
package dev.optweave.lab.problem;

import org.jspecify.annotations.NullMarked;
