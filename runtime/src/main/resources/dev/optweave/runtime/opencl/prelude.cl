// What the kernels of all rules have in common: Java's arithmetic, how streams are stored, random
// bits, and reductions. To be compiled in front of a rule's own text.
//
// Options: -D STORAGE_n=FORMAT for stream n of the rule (see its text), one of
//     SAME                    the type of the tensor's elements
//     FLOAT32                 float
//     BFLOAT16                the upper half of a float, rounded to nearest
//     BFLOAT16_STOCHASTIC     the same, rounded at random
//     BFLOAT16_KAHAN          the same, with a second such value that holds what the first lost
//     FLOAT16                 binary16, rounded to nearest
//     FLOAT16_STOCHASTIC      the same, rounded at random
//     INT8_BLOCK              a byte, with one float for each 256 elements, rounded to nearest
//     INT8_BLOCK_STOCHASTIC   the same, rounded at random
// and -D STOCHASTIC if any of them rounds at random, and -D WITHOUT_DOUBLE for a device that does not
// compute in double. A kernel that does not reduce runs on as many
// work-items as there are elements. With -D FILLED_GROUPS, which it needs if any stream is one of
// bytes, it runs in groups of 256 work-items, of which the last may have more than there are elements.
// A kernel that reduces runs in a group of 64 work-items for each block of 4096 elements, or with
// -D LANES_IN_A_LOOP in a group of one.

#pragma OPENCL FP_CONTRACT OFF

#if defined(cl_khr_fp64) && !defined(WITHOUT_DOUBLE)
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#define OPTWEAVE_DOUBLE
#endif

// ---- Java's arithmetic, where the functions of the language differ

// NaN if either is, and -0 below 0
static inline float min_float(float a, float b) {
    const float smaller = a < b || a != a ? a : b;
    return a == b ? as_float(as_int(a) | as_int(b)) : smaller;
}

static inline float max_float(float a, float b) {
    const float larger = a > b || a != a ? a : b;
    return a == b ? as_float(as_int(a) & as_int(b)) : larger;
}

// a zero keeps its sign, and NaN stays NaN
static inline float sign_float(float x) {
    return x == 0.0f || x != x ? x : copysign(1.0f, x);
}

#ifdef OPTWEAVE_DOUBLE

static inline double min_double(double a, double b) {
    const double smaller = a < b || a != a ? a : b;
    return a == b ? as_double(as_long(a) | as_long(b)) : smaller;
}

static inline double max_double(double a, double b) {
    const double larger = a > b || a != a ? a : b;
    return a == b ? as_double(as_long(a) & as_long(b)) : larger;
}

static inline double sign_double(double x) {
    return x == 0.0 || x != x ? x : copysign(1.0, x);
}

static inline double cbrt_double(double x) { return cbrt(x); }
static inline double exp_double(double x) { return exp(x); }
static inline double log_double(double x) { return log(x); }
static inline double tanh_double(double x) { return tanh(x); }

// C says that any power of 1 is 1, and that -1 has an infinite power
static inline double pow_double(double x, double y) {
    return fabs(x) == 1.0 && (isnan(y) || isinf(y)) ? NAN : pow(x, y);
}

// in double and narrowed, as in Java
static inline float cbrt_float(float x) { return (float) cbrt((double) x); }
static inline float exp_float(float x) { return (float) exp((double) x); }
static inline float log_float(float x) { return (float) log((double) x); }
static inline float tanh_float(float x) { return (float) tanh((double) x); }
static inline float pow_float(float x, float y) { return (float) pow_double(x, y); }

#else

static inline float cbrt_float(float x) { return cbrt(x); }
static inline float exp_float(float x) { return exp(x); }
static inline float log_float(float x) { return log(x); }
static inline float tanh_float(float x) { return tanh(x); }

static inline float pow_float(float x, float y) {
    return fabs(x) == 1.0f && (isnan(y) || isinf(y)) ? NAN : pow(x, y);
}

#endif

// ---- random bits: Philox4x32-10, counted by element

// Written out, without loops or vectors, so that a compiler can run work-items side by side.
#define PHILOX_ROUND \
    do { \
        const ulong product0 = (ulong) 0xD2511F53u * x0; \
        const ulong product1 = (ulong) 0xCD9E8D57u * x2; \
        x0 = (uint) (product1 >> 32) ^ x1 ^ key0; \
        x1 = (uint) product1; \
        x2 = (uint) (product0 >> 32) ^ x3 ^ key1; \
        x3 = (uint) product0; \
        key0 += 0x9E3779B9u; \
        key1 += 0xBB67AE85u; \
    } while (false)

static inline uint randomBits(ulong seed, uint tensor, uint step, uint stream, ulong element) {
    uint x0 = (uint) (element >> 2);
    uint x1 = tensor;
    uint x2 = step;
    uint x3 = stream; // with the section and the upper half of the step
    uint key0 = (uint) seed;
    uint key1 = (uint) (seed >> 32);
    PHILOX_ROUND;
    PHILOX_ROUND;
    PHILOX_ROUND;
    PHILOX_ROUND;
    PHILOX_ROUND;
    PHILOX_ROUND;
    PHILOX_ROUND;
    PHILOX_ROUND;
    PHILOX_ROUND;
    PHILOX_ROUND;
    // bit by bit: of the remainder by 4, LLVM makes an integer of 2 bits, which Oclgrind gets wrong
    const uint lower = (element & 1) != 0 ? x1 : x0;
    const uint upper = (element & 1) != 0 ? x3 : x2;
    return (element & 2) != 0 ? upper : lower;
}

// from 0 to 1, without 1
static inline float uniform01(uint bits) {
    return (float) (bits >> 8) * 0x1p-24f;
}

// ---- BFLOAT16

static inline float fromBFloat16(ushort code) {
    return as_float((uint) code << 16);
}

static inline ushort bfloat16OfNaN(uint bits) {
    return (ushort) (bits >> 16 | 0x40);
}

static inline ushort toBFloat16(float x) {
    const uint bits = as_uint(x);
    const uint nearest = bits + 0x7fff + (bits >> 16 & 1);
    return x != x ? bfloat16OfNaN(bits) : (ushort) (nearest >> 16);
}

static inline ushort toBFloat16AtRandom(float x, uint random) {
    const uint bits = as_uint(x);
    const bool infinite = (bits & 0x7fffffff) == 0x7f800000;
    const uint rounded = infinite ? bits : bits + (random & 0xffff);
    return x != x ? bfloat16OfNaN(bits) : (ushort) (rounded >> 16);
}

// what the code lost, as a code of its own
static inline ushort bfloat16Companion(float x, ushort code) {
    const bool finite = (code & 0x7f80) != 0x7f80;
    return finite ? toBFloat16(x - fromBFloat16(code)) : (ushort) 0;
}

// ---- FLOAT16

static inline float fromFloat16(ushort code) {
    const uint magnitude = code & 0x7fff;
    const uint normal = (magnitude << 13) + 0x38000000;
    const uint special = magnitude << 13 | 0x7f800000;
    const uint bits = magnitude < 0x400 ? as_uint((float) magnitude * 0x1p-24f)
            : magnitude < 0x7c00 ? normal : special;
    return as_float(bits | (uint) (code & 0x8000) << 16);
}

static inline ushort float16OfNaN(uint bits) {
    return (ushort) (0x7e00 | (bits >> 13 & 0x3ff));
}

// of the magnitude's bits, rounded to 10 bits of mantissa already, or with more that are cut off
static inline ushort float16OfNormal(uint bits) {
    return bits >= 0x47800000 ? (ushort) 0x7c00 : (ushort) ((bits - 0x38000000) >> 13);
}

static inline ushort toFloat16(float x) {
    const uint bits = as_uint(x) & 0x7fffffff;
    const uint sign = as_uint(x) >> 16 & 0x8000;
    // 0.5f has the subnormals' last place, so that the sum rounds to it
    const ushort subnormal = (ushort) (as_uint(as_float(bits) + 0.5f) - as_uint(0.5f));
    const ushort normal = float16OfNormal(bits + 0xfff + (bits >> 13 & 1));
    const ushort code = x != x ? float16OfNaN(bits) : bits < 0x38800000 ? subnormal : normal;
    return (ushort) (sign | code);
}

static inline ushort toFloat16AtRandom(float x, uint random) {
    const uint bits = as_uint(x) & 0x7fffffff;
    const uint sign = as_uint(x) >> 16 & 0x8000;
    const float places = as_float(bits) * 0x1p24f;
    const float below = floor(places);
    const uint up = uniform01(random) < places - below ? 1 : 0;
    const ushort subnormal = (ushort) ((bits < 0x38800000 ? (uint) below : 0) + up);
    const ushort normal = float16OfNormal(bits + (random & 0x1fff));
    const ushort infinite = bits == 0x7f800000 ? (ushort) 0x7c00 : normal;
    const ushort code = x != x ? float16OfNaN(bits) : bits < 0x38800000 ? subnormal : infinite;
    return (ushort) (sign | code);
}

// ---- INT8_BLOCK: code c stands for about (c / 256)^4 of the block's unit

#define OFFSET_OF_ROOT 0x2FA00000

// the part of the unit that a code without its sign stands for
static inline float int8Part(int code, bool isSigned) {
    const int root = as_int((float) code * (isSigned ? 0x1p-7f : 0x1p-8f));
    return as_float(max(root - OFFSET_OF_ROOT, 0) << 2);
}

static inline float fromInt8(uchar code, float unit) {
    const bool isSigned = as_uint(unit) >> 31 != 0;
    const float magnitude = int8Part(code & (isSigned ? 0x7f : 0xff), isSigned) * fabs(unit);
    return isSigned ? as_float(as_uint(magnitude) | (uint) (code & 0x80) << 24) : magnitude;
}

// how a block's values are scaled; of a block with a value that is not finite, unit is NaN
typedef struct {
    float unit;
    float lift;
    float inverse;
    bool isSigned;
    bool isZero;
} Int8Scale;

// from the largest magnitude's bits, with the sign bit set if any value's is
static inline Int8Scale int8Scale(uint widest) {
    Int8Scale scale;
    const uint bits = widest & 0x7fffffff;
    scale.isSigned = widest >> 31 != 0;
    const float product = as_float(bits) * (scale.isSigned ? 1.0f / 0.96875f : 1.0f / 0.984375f);
    // above the largest also where that is so small that the product rounds to it
    const float unit = bits == 0 ? 0.0f : as_float(max(as_uint(product), bits + 1u));
    const bool finite = bits < 0x7f800000 && !isinf(unit);
    scale.unit = finite ? unit : as_float(0x7fc00000);
    scale.lift = unit < 0x1p-60f ? 0x1p64f : 1.0f;
    scale.inverse = 1.0f / (unit * scale.lift);
    scale.isZero = bits == 0;
    return scale;
}

static inline float int8Relative(float x, Int8Scale scale) {
    return fabs(x) * scale.lift * scale.inverse;
}

static inline float int8Root(float relative) {
    return as_float((as_uint(relative) >> 2) + OFFSET_OF_ROOT);
}

static inline uchar int8Code(float x, uint code, Int8Scale scale) {
    const uint bits = as_uint(x);
    // what is not zero never becomes zero
    const uint magnitude = max(scale.isZero ? 0u : code, min(bits & 0x7fffffff, 1u));
    return (uchar) (scale.isSigned ? bits >> 31 << 7 | magnitude : magnitude);
}

static inline uchar toInt8(float x, Int8Scale scale) {
    const float root = int8Root(int8Relative(x, scale));
    return int8Code(x, as_uint(root + (scale.isSigned ? 0x1p16f : 0x1p15f)) & 0xff, scale);
}

static inline uchar toInt8AtRandom(float x, Int8Scale scale, uint random) {
    const float relative = int8Relative(x, scale);
    const int top = scale.isSigned ? 127 : 255;
    const float root = scale.isZero ? 0.0f : int8Root(relative);
    const int below = min((int) (root * (scale.isSigned ? 0x1p7f : 0x1p8f)), top);
    const float lower = int8Part(below, scale.isSigned);
    const float upper = int8Part(below + 1, scale.isSigned);
    const bool up = below < top && uniform01(random) * (upper - lower) < relative - lower;
    return int8Code(x, (uint) (up ? below + 1 : below), scale);
}

// bits of the larger magnitude, and a sign if either has one
static inline uint int8Widest(uint a, uint b) {
    return max(a & 0x7fffffff, b & 0x7fffffff) | ((a | b) & 0x80000000);
}

// The scale of the block whose values are staged; all work-items of the group must call it.
static inline Int8Scale int8ScaleOf(
        __local const float *staged, __local uint *scratch, uint length) {
    const uint self = get_local_id(0);
    const uint all = get_local_size(0);
    // global too: the unit that others have read from memory is about to be overwritten
    barrier(CLK_LOCAL_MEM_FENCE | CLK_GLOBAL_MEM_FENCE);
    uint widest = 0;
    for (uint k = self; k < length; k += all) {
        widest = int8Widest(widest, as_uint(staged[k]));
    }
    scratch[self] = widest;
    for (uint other = all / 2; other > 0; other /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (self < other) {
            scratch[self] = int8Widest(scratch[self], scratch[self + other]);
        }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    return int8Scale(scratch[0]);
}

static inline void storeInt8Unit(__global float *units, size_t start, Int8Scale scale) {
    const uint sign = scale.isSigned && !isnan(scale.unit) ? 0x80000000 : 0;
    if (get_local_id(0) == 0) {
        units[start / 256] = as_float(as_uint(scale.unit) | sign);
    }
}

static inline uint int8Length(size_t start, ulong count) {
    return start >= count ? 0 : count - start < 256 ? (uint) (count - start) : 256;
}

static inline void storeInt8Block(
        __global uchar *codes,
        __global float *units,
        __local const float *staged,
        __local uint *scratch,
        size_t start,
        ulong count) {
    const uint length = int8Length(start, count);
    const Int8Scale scale = int8ScaleOf(staged, scratch, length);
    for (uint k = get_local_id(0); k < length; k += get_local_size(0)) {
        codes[start + k] = isnan(scale.unit) ? (uchar) 0 : toInt8(staged[k], scale);
    }
    if (length > 0) {
        storeInt8Unit(units, start, scale);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
}

static inline void storeInt8BlockAtRandom(
        __global uchar *codes,
        __global float *units,
        __local const float *staged,
        __local uint *scratch,
        size_t start,
        ulong count,
        ulong seed,
        uint tensor,
        uint step,
        uint stream) {
    const uint length = int8Length(start, count);
    const Int8Scale scale = int8ScaleOf(staged, scratch, length);
    for (uint k = get_local_id(0); k < length; k += get_local_size(0)) {
        const uint bits = randomBits(seed, tensor, step, stream, start + k);
        codes[start + k] =
                isnan(scale.unit) ? (uchar) 0 : toInt8AtRandom(staged[k], scale, bits);
    }
    if (length > 0) {
        storeInt8Unit(units, start, scale);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
}

// ---- work-items

// Whether there is an element for a work-item. Asked only where it can be otherwise: the branch keeps
// PoCL from running work-items side by side, and costs it a factor of four.
#ifdef FILLED_GROUPS
#define INSIDE(i, count) ((i) < (count))
#else
#define INSIDE(i, count) true
#endif

// ---- streams: how a kernel takes, loads and stores them, as their STORAGE says

#define PASTE(a, b) PASTED(a, b)
#define PASTED(a, b) a##b
#define STORAGE(a) PASTE(STORAGE_, STREAM_##a)

// a parameter of the kernel, to be read alone
#define READ(a, type) PASTE(READ_, STORAGE(a))(a, type)
#define READ_SAME(a, type) __global const type *restrict a
#define READ_FLOAT32(a, type) __global const float *restrict a
#define READ_BFLOAT16(a, type) __global const ushort *restrict a
#define READ_BFLOAT16_STOCHASTIC(a, type) __global const ushort *restrict a
#define READ_BFLOAT16_KAHAN(a, type) \
    __global const ushort *restrict a, __global const ushort *restrict a##_companion
#define READ_FLOAT16(a, type) __global const ushort *restrict a
#define READ_FLOAT16_STOCHASTIC(a, type) __global const ushort *restrict a
#define READ_INT8_BLOCK(a, type) \
    __global const uchar *restrict a, __global const float *restrict a##_units
#define READ_INT8_BLOCK_STOCHASTIC(a, type) \
    __global const uchar *restrict a, __global const float *restrict a##_units

// a parameter of the kernel, to be written
#define WRITE(a, type) PASTE(WRITE_, STORAGE(a))(a, type)
#define WRITE_SAME(a, type) __global type *restrict a
#define WRITE_FLOAT32(a, type) __global float *restrict a
#define WRITE_BFLOAT16(a, type) __global ushort *restrict a
#define WRITE_BFLOAT16_STOCHASTIC(a, type) __global ushort *restrict a
#define WRITE_BFLOAT16_KAHAN(a, type) \
    __global ushort *restrict a, __global ushort *restrict a##_companion
#define WRITE_FLOAT16(a, type) __global ushort *restrict a
#define WRITE_FLOAT16_STOCHASTIC(a, type) __global ushort *restrict a
#define WRITE_INT8_BLOCK(a, type) __global uchar *restrict a, __global float *restrict a##_units
#define WRITE_INT8_BLOCK_STOCHASTIC(a, type) \
    __global uchar *restrict a, __global float *restrict a##_units

// an element; as a double, so that a function of several arguments finds one type
#define LOAD(a, i) PASTE(LOAD_, STORAGE(a))(a, i)
#define LOAD_DOUBLE(a, i) ((double) LOAD(a, i))
#define LOAD_SAME(a, i) a[i]
#define LOAD_FLOAT32(a, i) a[i]
#define LOAD_BFLOAT16(a, i) fromBFloat16(a[i])
#define LOAD_BFLOAT16_STOCHASTIC(a, i) fromBFloat16(a[i])
#define LOAD_BFLOAT16_KAHAN(a, i) (fromBFloat16(a[i]) + fromBFloat16(a##_companion[i]))
#define LOAD_FLOAT16(a, i) fromFloat16(a[i])
#define LOAD_FLOAT16_STOCHASTIC(a, i) fromFloat16(a[i])
#define LOAD_INT8_BLOCK(a, i) fromInt8(a[i], a##_units[(i) / 256])
#define LOAD_INT8_BLOCK_STOCHASTIC(a, i) fromInt8(a[i], a##_units[(i) / 256])

// stores an element; a byte is only staged, as it depends on all of its block
#define STORE(a, i, x) PASTE(STORE_, STORAGE(a))(a, i, x)
#define STORE_SAME(a, i, x) a[i] = x
#define STORE_FLOAT32(a, i, x) a[i] = (float) (x)
#define STORE_BFLOAT16(a, i, x) a[i] = toBFloat16(x)
#define STORE_BFLOAT16_STOCHASTIC(a, i, x) \
    a[i] = toBFloat16AtRandom(x, randomBits(RANDOM_OF(a), i))
#define STORE_BFLOAT16_KAHAN(a, i, x) \
    do { \
        const float wide = x; \
        a[i] = toBFloat16(wide); \
        a##_companion[i] = bfloat16Companion(wide, a[i]); \
    } while (false)
#define STORE_FLOAT16(a, i, x) a[i] = toFloat16(x)
#define STORE_FLOAT16_STOCHASTIC(a, i, x) a[i] = toFloat16AtRandom(x, randomBits(RANDOM_OF(a), i))
#define STORE_INT8_BLOCK(a, i, x) a##_staged[(i) % 256] = (float) (x)
#define STORE_INT8_BLOCK_STOCHASTIC(a, i, x) a##_staged[(i) % 256] = (float) (x)

// declares where a stream's block is staged
#define STAGE(a) PASTE(STAGE_, STORAGE(a))(a)
#define STAGE_SAME(a)
#define STAGE_FLOAT32(a)
#define STAGE_BFLOAT16(a)
#define STAGE_BFLOAT16_STOCHASTIC(a)
#define STAGE_BFLOAT16_KAHAN(a)
#define STAGE_FLOAT16(a)
#define STAGE_FLOAT16_STOCHASTIC(a)
#define STAGE_INT8_BLOCK(a) __local float a##_staged[256]; __local uint a##_scratch[256]
#define STAGE_INT8_BLOCK_STOCHASTIC(a) STAGE_INT8_BLOCK(a)

// Stores the block that is staged once the group has run over all of it; called by all work-items
// when it has run over the elements from start, as many as width.
#define ENCODE(a, start, width) PASTE(ENCODE_, STORAGE(a))(a, start, width)
#define ENCODE_SAME(a, start, width)
#define ENCODE_FLOAT32(a, start, width)
#define ENCODE_BFLOAT16(a, start, width)
#define ENCODE_BFLOAT16_STOCHASTIC(a, start, width)
#define ENCODE_BFLOAT16_KAHAN(a, start, width)
#define ENCODE_FLOAT16(a, start, width)
#define ENCODE_FLOAT16_STOCHASTIC(a, start, width)
#define ENCODE_INT8_BLOCK(a, start, width) \
    if (COMPLETE(start, width)) { \
        storeInt8Block(a, a##_units, a##_staged, a##_scratch, BLOCK_OF(start), count); \
    }
#define ENCODE_INT8_BLOCK_STOCHASTIC(a, start, width) \
    if (COMPLETE(start, width)) { \
        storeInt8BlockAtRandom( \
                a, a##_units, a##_staged, a##_scratch, BLOCK_OF(start), count, RANDOM_OF(a)); \
    }
#define COMPLETE(start, width) \
    (((start) + (width)) % 256 == 0 || (start) + (width) >= count)
#define BLOCK_OF(start) ((start) / 256 * 256)

// the last parameters of every kernel, if any stream is rounded at random
#ifdef STOCHASTIC
#define RANDOM , const ulong seed, const uint tensor, const uint step, const uint part
#define RANDOM_OF(a) seed, tensor, step, part | STREAM_##a
#else
#define RANDOM
#endif

// ---- reductions: a block has 64 lanes, which are combined pairwise

// By default a group of 64 work-items takes a block, each a lane. With -D LANES_IN_A_LOOP one
// work-item takes all of it, in loops over lanes of which a processor's compiler makes vectors.
#ifdef LANES_IN_A_LOOP

#define GROUP_OF_LANES __attribute__((reqd_work_group_size(1, 1, 1)))
#define LANES(type, a) type a[64] = {0}
#define LANE(a) a[lane]
#define EACH_LANE(left) for (uint lane = 0; lane < ((left) < 64 ? (uint) (left) : 64); lane++)

#define COMBINE_LANES(name, type, combined) \
    static inline void name(type *x, __local type *lanes, __global type *result) { \
        for (uint other = 32; other > 0; other /= 2) { \
            for (uint lane = 0; lane < other; lane++) { \
                const type a = x[lane]; \
                const type b = x[lane + other]; \
                x[lane] = combined; \
            } \
        } \
        *result = x[0]; \
    }

#else

#define GROUP_OF_LANES __attribute__((reqd_work_group_size(64, 1, 1)))
#define LANES(type, a) type a = 0
#define LANE(a) a
#define EACH_LANE(left) const uint lane = get_local_id(0); if (lane < (left))

#define COMBINE_LANES(name, type, combined) \
    static inline void name(type x, __local type *lanes, __global type *result) { \
        const uint lane = get_local_id(0); \
        barrier(CLK_LOCAL_MEM_FENCE); \
        lanes[lane] = x; \
        for (uint other = 32; other > 0; other /= 2) { \
            barrier(CLK_LOCAL_MEM_FENCE); \
            if (lane < other) { \
                const type a = lanes[lane]; \
                const type b = lanes[lane + other]; \
                lanes[lane] = combined; \
            } \
        } \
        if (lane == 0) { \
            *result = lanes[0]; \
        } \
    }

#endif

COMBINE_LANES(sumLanes_float, float, a + b)
COMBINE_LANES(maxLanes_float, float, max_float(a, b))
#ifdef OPTWEAVE_DOUBLE
COMBINE_LANES(sumLanes_double, double, a + b)
COMBINE_LANES(maxLanes_double, double, max_double(a, b))
#endif
