/** Steps of libtorch, the C++ library under PyTorch. */
@NullMarked
package dev.optweave.benchmarks.libtorch;

import org.jspecify.annotations.NullMarked;
