/** What can be wrong with a rule whose texts have been understood: errors, and warnings. */
@NullMarked
package dev.optweave.processor.check;

import org.jspecify.annotations.NullMarked;
