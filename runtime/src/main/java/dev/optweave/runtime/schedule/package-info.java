/** Values of hyperparameters that change from step to step. */
@NullMarked
package dev.optweave.runtime.schedule;

import org.jspecify.annotations.NullMarked;
