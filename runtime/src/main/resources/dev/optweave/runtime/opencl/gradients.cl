// What happens to gradients before a rule's equations see them.

#pragma OPENCL FP_CONTRACT OFF

#ifdef OPTWEAVE_DOUBLE
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#endif

// Adds a gradient to the sum of those before it.
#define ACCUMULATE(type)                                                       \
    __kernel void accumulate_##type(const ulong count,                         \
                                    __global type *restrict sum,               \
                                    __global const type *restrict gradient)    \
    {                                                                          \
        const size_t i = get_global_id(0);                                     \
        if (i < count) {                                                       \
            sum[i] += gradient[i];                                             \
        }                                                                      \
    }

// Limits each element to a magnitude; NaN stays NaN.
#define CLAMP(type)                                                            \
    __kernel void clamp_##type(const ulong count,                              \
                               __global type *gradient,                        \
                               const type limit)                               \
    {                                                                          \
        const size_t i = get_global_id(0);                                     \
        if (i < count) {                                                       \
            const type g = gradient[i];                                        \
            gradient[i] = g > limit ? limit : g < -limit ? -limit : g;         \
        }                                                                      \
    }

// Sums the squares of each block of 4096 elements in double: element i in lane i % 64, then the
// lanes pairwise.
#define SQUARES(type)                                                          \
    __kernel __attribute__((reqd_work_group_size(64, 1, 1)))                   \
    void squares_##type(const ulong count,                                     \
                        __global const type *restrict gradient,                \
                        __global double *restrict blocks)                      \
    {                                                                          \
        __local double lanes[64];                                              \
        const uint lane = get_local_id(0);                                     \
        const size_t block = get_group_id(0);                                  \
        const size_t first = block * 4096;                                     \
        const size_t last = first + 4096 < count ? first + 4096 : count;       \
        double sum = 0;                                                        \
        for (size_t i = first + lane; i < last; i += 64) {                     \
            const double g = gradient[i];                                      \
            sum += g * g;                                                      \
        }                                                                      \
        lanes[lane] = sum;                                                     \
        barrier(CLK_LOCAL_MEM_FENCE);                                          \
        for (uint width = 32; width > 0; width /= 2) {                            \
            if (lane < width) {                                                 \
                lanes[lane] += lanes[lane + width];                             \
            }                                                                  \
            barrier(CLK_LOCAL_MEM_FENCE);                                      \
        }                                                                      \
        if (lane == 0) {                                                       \
            blocks[block] = lanes[0];                                          \
        }                                                                      \
    }

ACCUMULATE(float)
CLAMP(float)

#ifdef OPTWEAVE_DOUBLE
SQUARES(float)

ACCUMULATE(double)
CLAMP(double)
SQUARES(double)
#endif
