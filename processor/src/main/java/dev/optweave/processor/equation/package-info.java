/** The update language: texts, their tokens and trees, and the rule they belong to. */
@NullMarked
package dev.optweave.processor.equation;

import org.jspecify.annotations.NullMarked;
