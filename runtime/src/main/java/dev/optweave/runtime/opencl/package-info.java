/**
 * Steps on OpenCL devices. {@link dev.optweave.runtime.opencl.OpenCl} lists and opens devices, an
 * {@link dev.optweave.runtime.opencl.OpenClDevice} takes parameters, and any optimizer built for
 * these runs there, with all its states resident. Needs LWJGL's {@code lwjgl} and {@code
 * lwjgl-opencl}, which are optional dependencies of the runtime.
 */
@NullMarked
package dev.optweave.runtime.opencl;

import org.jspecify.annotations.NullMarked;
