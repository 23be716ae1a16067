/** The lab: tries rules from the command line. */
@NullMarked
package dev.optweave.lab;

import org.jspecify.annotations.NullMarked;
