/** Runs benchmarks in processes of their own, in turns, and says what came out. */
@NullMarked
package dev.optweave.benchmarks.run;

import org.jspecify.annotations.NullMarked;
