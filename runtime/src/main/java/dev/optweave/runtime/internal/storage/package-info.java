/** The formats that the elements of a tensor and of its states lie in, bit for bit. */
@NullMarked
package dev.optweave.runtime.internal.storage;

import org.jspecify.annotations.NullMarked;
