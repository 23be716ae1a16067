/** Rules by name or by file, compiled in memory by the processor that builds use. */
@NullMarked
package dev.optweave.lab.rule;

import org.jspecify.annotations.NullMarked;
