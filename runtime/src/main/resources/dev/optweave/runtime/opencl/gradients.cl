// What happens to gradients before a rule's equations see them. To be compiled behind the prelude.

#pragma OPENCL FP_CONTRACT OFF

#define TYPE_float float
#define TYPE_double double
#define TYPE_bfloat16 ushort
#define WIDE_float float
#define WIDE_double double
#define WIDE_bfloat16 float
#define GET_float(x) x
#define GET_double(x) x
#define GET_bfloat16(x) fromBFloat16(x)
#define PUT_float(x) x
#define PUT_double(x) x
#define PUT_bfloat16(x) toBFloat16(x)

// Puts the first of several gradients into their sum; adds another to it.
#define ACCUMULATE(type)                                                       \
    __kernel void begin_##type(const ulong count,                              \
                               __global WIDE_##type *restrict sum,             \
                               __global const TYPE_##type *restrict gradient)  \
    {                                                                          \
        const size_t i = get_global_id(0);                                     \
        if (INSIDE(i, count)) {                                                \
            sum[i] = GET_##type(gradient[i]);                                  \
        }                                                                      \
    }                                                                          \
                                                                               \
    __kernel void accumulate_##type(                                           \
            const ulong count,                                                 \
            __global WIDE_##type *restrict sum,                                \
            __global const TYPE_##type *restrict gradient)                     \
    {                                                                          \
        const size_t i = get_global_id(0);                                     \
        if (INSIDE(i, count)) {                                                \
            sum[i] += GET_##type(gradient[i]);                                 \
        }                                                                      \
    }

// Limits each element to a magnitude; NaN stays NaN.
#define CLAMP(type)                                                            \
    __kernel void clamp_##type(const ulong count,                              \
                               __global TYPE_##type *gradient,                 \
                               const WIDE_##type limit)                        \
    {                                                                          \
        const size_t i = get_global_id(0);                                     \
        if (INSIDE(i, count)) {                                                \
            const WIDE_##type g = GET_##type(gradient[i]);                     \
            gradient[i] = PUT_##type(g > limit ? limit : g < -limit ? -limit : g); \
        }                                                                      \
    }

// Sums the squares of each block of 4096 elements in double: element i in lane i % 64, then the
// lanes pairwise.
#define SQUARES(type)                                                          \
    __kernel GROUP_OF_LANES                                                    \
    void squares_##type(const ulong count,                                     \
                        __global const TYPE_##type *restrict gradient,         \
                        __global double *restrict blocks)                      \
    {                                                                          \
        __local double lanes[64];                                              \
        LANES(double, sum);                                                    \
        const size_t block = get_group_id(0);                                  \
        const size_t first = block * 4096;                                     \
        const size_t last = first + 4096 < count ? first + 4096 : count;       \
        for (size_t start = first; start < last; start += 64) {                \
            EACH_LANE(last - start) {                                          \
                const double g = GET_##type(gradient[start + lane]);           \
                LANE(sum) += g * g;                                            \
            }                                                                  \
        }                                                                      \
        sumLanes_double(sum, lanes, blocks + block);                           \
    }

ACCUMULATE(float)
CLAMP(float)

ACCUMULATE(bfloat16)
CLAMP(bfloat16)

#ifdef OPTWEAVE_DOUBLE
SQUARES(float)
SQUARES(bfloat16)

ACCUMULATE(double)
CLAMP(double)
SQUARES(double)
#endif
