/** The command line {@code bench}, and benchmarks of steps that are run by JMH alone. */
@NullMarked
package dev.optweave.benchmarks;

import org.jspecify.annotations.NullMarked;
