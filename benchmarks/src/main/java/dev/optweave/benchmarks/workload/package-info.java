/** What is stepped: lists of tensors, among them those of real networks, with seeded values. */
@NullMarked
package dev.optweave.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
