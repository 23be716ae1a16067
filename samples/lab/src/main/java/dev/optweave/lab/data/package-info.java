/** Examples to learn from, and the order in which they are fed. */
@NullMarked
package dev.optweave.lab.data;

import org.jspecify.annotations.NullMarked;
