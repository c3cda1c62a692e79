// All kernels of one instruction set: included by a file that sets the target of the compiler and defines
// NAME, SET, TILE_ROWS, TILE_VECTORS and UPDATE_ROWS, and what else the set has: OVERLAPS_UPDATES,
// STORE_FIRST, RECIPROCAL.

#include "vector.h"
// All of the following use it.
#include "elementary.h"
#include "activations.h"
#include "gemm.h"
#include "optimizer.h"
#include "random.h"
// With random bits.
#include "noise.h"
#include "roofline.h"
#include "rows.h"
#include "weights.h"

static const struct cpu_kernels kernels = {
    .name = SET,
    .gemm = NAME(gemm),
    .gemm_update = NAME(gemm_update),
    .update = NAME(update),
    .bias_activation = NAME(bias_activation),
    .activation_gradient = NAME(activation_gradient),
    .column_sums = NAME(column_sums),
    .dropout = NAME(dropout),
    .deviation = NAME(deviation),
    .noise = NAME(noise),
    .shuffle = NAME(shuffle),
    .normalize_bytes = NAME(normalize_bytes),
    .normalize_floats = NAME(normalize_floats),
    .softmax = NAME(softmax),
    .log_sum_exp = NAME(log_sum_exp),
    .sum_of_squares = NAME(sum_of_squares),
    .sum_of_sizes = NAME(sum_of_sizes),
    .max_norm = NAME(max_norm),
    .gradient_transform = NAME(gradient_transform),
    .elementwise = NAME(elementwise),
    .multiply_adds = NAME(multiply_adds),
    .triad = NAME(triad),
};
