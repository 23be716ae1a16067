/** The questions that {@code bench} answers, one command each. */
@NullMarked
package dev.optweave.benchmarks.question;

import org.jspecify.annotations.NullMarked;
