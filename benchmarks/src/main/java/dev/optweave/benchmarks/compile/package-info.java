/**
 * What rules cost a compiler: builds with and without them, and the way from a source to a step.
 */
@NullMarked
package dev.optweave.benchmarks.compile;

import org.jspecify.annotations.NullMarked;
