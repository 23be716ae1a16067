/**
 * The interpreter of lowered programs: slow, obvious, the truth that every backend is tested
 * against. It shares no code with any of them.
 */
@NullMarked
package dev.optweave.processor.reference;

import org.jspecify.annotations.NullMarked;
