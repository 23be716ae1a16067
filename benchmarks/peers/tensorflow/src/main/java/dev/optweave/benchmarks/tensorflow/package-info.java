/** TensorFlow's training operations, in graphs. */
@NullMarked
package dev.optweave.benchmarks.tensorflow;

import org.jspecify.annotations.NullMarked;
