// All kernels of one instruction set: included by a file that sets the target of the compiler and defines
// NAME, SET, TILE_ROWS, TILE_VECTORS and UPDATE_ROWS, and what else the set has: OVERLAPS_UPDATES,
// STORE_FIRST, RECIPROCAL.

#include "vector.h"
// All of the following use it.
#include "elementary.h"
#include "activations.h"
#include "augmentation.h"
#include "batch_norm.h"
#include "gemm.h"
#include "leaky_rectifier.h"
#include "optimizer.h"
#include "random.h"
// With random bits.
#include "noise.h"
#include "roofline.h"
#include "rows.h"
#include "weights.h"
#include "window.h"
// With windows.
#include "depthwise.h"
#include "patches.h"
#include "pooling.h"

static const struct cpu_kernels kernels = {
    .name = SET,
    .gemm = NAME(gemm),
    .gemm_update = NAME(gemm_update),
    .update = NAME(update),
    .bias_activation = NAME(bias_activation),
    .activation_gradient = NAME(activation_gradient),
    .column_sums = NAME(column_sums),
    .batch_norm = NAME(batch_norm),
    .batch_norm_inference = NAME(batch_norm_inference),
    .batch_norm_gradient = NAME(batch_norm_gradient),
    .leaky_rectifier = NAME(leaky_rectifier),
    .leaky_rectifier_gradient = NAME(leaky_rectifier_gradient),
    .patches = NAME(patches),
    .add_patches = NAME(add_patches),
    .depthwise = NAME(depthwise),
    .depthwise_input_gradient = NAME(depthwise_input_gradient),
    .depthwise_weight_gradient = NAME(depthwise_weight_gradient),
    .max_pool = NAME(max_pool),
    .max_pool_gradient = NAME(max_pool_gradient),
    .average_pool = NAME(average_pool),
    .average_pool_gradient = NAME(average_pool_gradient),
    .add = NAME(add),
    .place_image = NAME(place_image),
    .uniform = NAME(uniform),
    .dropout = NAME(dropout),
    .deviation = NAME(deviation),
    .noise = NAME(noise),
    .shuffle = NAME(shuffle),
    .normalize_bytes = NAME(normalize_bytes),
    .normalize_floats = NAME(normalize_floats),
    .normalize_pixels = NAME(normalize_pixels),
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
