/** ND4J's updaters, on its processor backend. */
@NullMarked
package dev.optweave.benchmarks.nd4j;

import org.jspecify.annotations.NullMarked;
