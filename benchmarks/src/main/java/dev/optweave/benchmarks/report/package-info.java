/** Tables as text, JSON and Markdown, and plots. */
@NullMarked
package dev.optweave.benchmarks.report;

import org.jspecify.annotations.NullMarked;
