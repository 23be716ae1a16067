/** What the lab tells its user: mistakes in what was asked, and numbers in a readable form. */
@NullMarked
package dev.optweave.lab.message;

import org.jspecify.annotations.NullMarked;
