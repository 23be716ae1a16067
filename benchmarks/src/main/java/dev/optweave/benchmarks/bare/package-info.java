/** Loops that only move what a step moves: the limit that a step is measured against. */
@NullMarked
package dev.optweave.benchmarks.bare;

import org.jspecify.annotations.NullMarked;
