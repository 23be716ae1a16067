/*
 * Steps of AdamW, AdaGrad and gradient descent over float tensors, as plain C: one loop a tensor,
 * scalars computed once a step in double, a division and a root an element at most.
 */
#define _GNU_SOURCE
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* Zeroed memory, on huge pages where the system gives them to whoever asks; null if there is none. */
void *allocate(int64_t bytes)
{
    void *memory = NULL;
    if (posix_memalign(&memory, 1 << 21, (size_t) bytes) != 0) {
        return NULL;
    }
#ifdef MADV_HUGEPAGE
    madvise(memory, (size_t) bytes, MADV_HUGEPAGE);
#endif
    memset(memory, 0, (size_t) bytes);
    return memory;
}

void release(void *memory)
{
    free(memory);
}

/* A tensor, or a share of one: parameter, gradient, two states (unused ones are null), elements. */
struct tensor {
    float *w;
    const float *g;
    float *m;
    float *v;
    int64_t length;
};

/* Hyperparameters: learning rate, beta1, beta2, epsilon, weight decay (decoupled). */
void adamw(const struct tensor *tensors, int64_t count, const double *h, int64_t first, int64_t steps)
{
    for (int64_t t = first; t < first + steps; t++) {
        const float keep = (float) (1 - h[0] * h[4]);
        const float beta1 = (float) h[1], rest1 = (float) (1 - h[1]);
        const float beta2 = (float) h[2], rest2 = (float) (1 - h[2]);
        const float rate = (float) (h[0] / (1 - pow(h[1], (double) t)));
        const float correction = (float) (1 / (1 - pow(h[2], (double) t)));
        const float eps = (float) h[3];
        for (int64_t k = 0; k < count; k++) {
            float *restrict w = tensors[k].w;
            const float *restrict g = tensors[k].g;
            float *restrict m = tensors[k].m;
            float *restrict v = tensors[k].v;
            for (int64_t i = 0; i < tensors[k].length; i++) {
                const float first_moment = beta1 * m[i] + rest1 * g[i];
                const float second_moment = beta2 * v[i] + rest2 * (g[i] * g[i]);
                m[i] = first_moment;
                v[i] = second_moment;
                w[i] = keep * w[i] - rate * first_moment / (sqrtf(correction * second_moment) + eps);
            }
        }
    }
}

/* Hyperparameters: learning rate, epsilon, decay of the learning rate. The sum of squares is m. */
void adagrad(const struct tensor *tensors, int64_t count, const double *h, int64_t first, int64_t steps)
{
    for (int64_t t = first; t < first + steps; t++) {
        const float rate = (float) (h[0] / (1 + (double) (t - 1) * h[2]));
        const float eps = (float) h[1];
        for (int64_t k = 0; k < count; k++) {
            float *restrict w = tensors[k].w;
            const float *restrict g = tensors[k].g;
            float *restrict s = tensors[k].m;
            for (int64_t i = 0; i < tensors[k].length; i++) {
                const float sum = s[i] + g[i] * g[i];
                s[i] = sum;
                w[i] -= rate * g[i] / (sqrtf(sum) + eps);
            }
        }
    }
}

/* Hyperparameter: learning rate. */
void sgd(const struct tensor *tensors, int64_t count, const double *h, int64_t first, int64_t steps)
{
    for (int64_t t = first; t < first + steps; t++) {
        const float rate = (float) h[0];
        for (int64_t k = 0; k < count; k++) {
            float *restrict w = tensors[k].w;
            const float *restrict g = tensors[k].g;
            for (int64_t i = 0; i < tensors[k].length; i++) {
                w[i] -= rate * g[i];
            }
        }
    }
}
