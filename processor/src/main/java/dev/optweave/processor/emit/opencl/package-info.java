/** Writes compiled rules as OpenCL C 1.2. */
@NullMarked
package dev.optweave.processor.emit.opencl;

import org.jspecify.annotations.NullMarked;
