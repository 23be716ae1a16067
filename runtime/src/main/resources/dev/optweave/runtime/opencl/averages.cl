// The moving averages of parameters. To be compiled behind the prelude, with STORAGE_1 for the
// parameter's storage.

#pragma OPENCL FP_CONTRACT OFF

#define STREAM_w 1
#ifndef STORAGE_1
#define STORAGE_1 SAME
#endif

#define AVERAGE(type)                                                          \
    /* Sets the average to the parameter. */                                   \
    __kernel void begin_##type(                                                \
            const ulong count,                                                 \
            READ(w, type),                                                     \
            __global type *restrict average)                                   \
    {                                                                          \
        const size_t i = get_global_id(0);                                     \
        if (INSIDE(i, count)) {                                                \
            average[i] = LOAD(w, i);                                           \
        }                                                                      \
    }                                                                          \
                                                                               \
    /* Moves the average towards the parameter. */                             \
    __kernel void average_##type(                                              \
            const ulong count,                                                 \
            READ(w, type),                                                     \
            __global type *restrict average,                                   \
            const type weight)                                                 \
    {                                                                          \
        const size_t i = get_global_id(0);                                     \
        if (INSIDE(i, count)) {                                                \
            const type before = average[i];                                    \
            const type value = LOAD(w, i);                                     \
            average[i] = fma(weight, value - before, before);                  \
        }                                                                      \
    }                                                                          \
                                                                               \
    /* Sets the parameter to the average. */                                   \
    __kernel void show_##type(                                                 \
            const ulong count,                                                 \
            WRITE(w, type),                                                    \
            __global const type *restrict average                              \
            RANDOM)                                                            \
    {                                                                          \
        const size_t i = get_global_id(0);                                     \
        if (INSIDE(i, count)) {                                                \
            const type value = average[i];                                     \
            STORE(w, i, value);                                                \
        }                                                                      \
    }

AVERAGE(float)

#if defined(OPTWEAVE_DOUBLE) && !defined(NARROW_PARAMETER)
AVERAGE(double)
#endif
