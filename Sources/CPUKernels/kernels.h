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
#include "roofline.h"
#include "rows.h"

static const struct cpu_kernels kernels = {
    .name = SET,
    .gemm = NAME(gemm),
    .gemm_update = NAME(gemm_update),
    .update = NAME(update),
    .bias_activation = NAME(bias_activation),
    .activation_gradient = NAME(activation_gradient),
    .column_sums = NAME(column_sums),
    .dropout = NAME(dropout),
    .shuffle = NAME(shuffle),
    .normalize_bytes = NAME(normalize_bytes),
    .normalize_floats = NAME(normalize_floats),
    .normalize_pixels = NAME(normalize_pixels),
    .softmax = NAME(softmax),
    .log_sum_exp = NAME(log_sum_exp),
    .sum_of_squares = NAME(sum_of_squares),
    .elementwise = NAME(elementwise),
    .multiply_adds = NAME(multiply_adds),
    .triad = NAME(triad),
};
