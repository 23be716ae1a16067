/**
 * Writes Java: indents it and imports what it names. A cold compiler renders the optimizers of many
 * rules and little else, so that this does each thing once, on plain strings.
 */
@NullMarked
package dev.optweave.processor.emit.text;

import org.jspecify.annotations.NullMarked;
