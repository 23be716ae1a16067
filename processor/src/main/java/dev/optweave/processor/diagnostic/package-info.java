/** What is wrong with a rule, where, and how it is told: codes, messages, suggestions, snippets. */
@NullMarked
package dev.optweave.processor.diagnostic;

import org.jspecify.annotations.NullMarked;
