package dev.optweave.runtime.opencl;

/**
 * Where elements of a tensor lie on a device, for kernels of your own. Valid until the parameters
 * are closed; enqueue what uses it in {@link OpenClDevice#queue()}, which keeps commands in order.
 *
 * @param buffer a {@code cl_mem} that holds these elements and nothing else; 0 of an empty tensor
 * @param arena the {@code cl_mem} that this one is a part of
 * @param offset where it starts there, in bytes
 * @param bytes its size
 */
public record DeviceBuffer(long buffer, long arena, long offset, long bytes) {}
