/** Tables and pages that show how a race went. */
@NullMarked
package dev.optweave.lab.report;

import org.jspecify.annotations.NullMarked;
