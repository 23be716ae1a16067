/** Where the steps of races and replays run. */
@NullMarked
package dev.optweave.lab.execution;

import org.jspecify.annotations.NullMarked;
