/** DJL's optimizers, on its PyTorch engine. */
@NullMarked
package dev.optweave.benchmarks.djl;

import org.jspecify.annotations.NullMarked;
