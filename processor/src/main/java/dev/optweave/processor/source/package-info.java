/** The texts of a rule and places in them. */
@NullMarked
package dev.optweave.processor.source;

import org.jspecify.annotations.NullMarked;
