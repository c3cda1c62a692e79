#ifndef LOCKSTEP_CPU_KERNELS_H
#define LOCKSTEP_CPU_KERNELS_H

// The inner loops of the CPU backend, built once for every instruction set and chosen at run time.
//
// They are C because Swift cannot compile one function for several instruction sets in one binary: the
// same program runs on any processor of its architecture and uses AVX-512 or AVX2 where there is one.
// All matrices are row-major; a `..._row` is the number of elements from one row to the next. Loads may
// run up to 60 bytes past the last element of a buffer (the backend allocates 64 more); stores never do.

#include <stdbool.h>
#include <stdint.h>
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

/// Element-wise nonlinearities; the same numbers as in `activation_functions.cl`.
enum cpu_activation {
  CPU_ACTIVATION_IDENTITY = 0,
  CPU_ACTIVATION_RELU = 1,
  CPU_ACTIVATION_SIGMOID = 2,
  CPU_ACTIVATION_TANH = 3,
  CPU_ACTIVATION_LEAKY_RELU = 4,
  CPU_ACTIVATION_ELU = 5,
  CPU_ACTIVATION_SELU = 6,
  CPU_ACTIVATION_SOFTPLUS = 7,
  CPU_ACTIVATION_RELU6 = 8,
  // From here on the derivative is found from the pre-activation.
  CPU_ACTIVATION_GELU = 9,
  CPU_ACTIVATION_GELU_TANH = 10,
  CPU_ACTIVATION_SILU = 11,
  CPU_ACTIVATION_HARD_SWISH = 12,
};

/// Optimizers; the same numbers as `OptimizerMethod.kernelNumber`, whose documentation has the formulas.
enum cpu_method {
  CPU_SGD = 0,
  CPU_MOMENTUM = 1,
  CPU_NESTEROV = 2,
  CPU_ADAGRAD = 3,
  CPU_ADADELTA = 4,
  CPU_RMSPROP = 5,
  CPU_ADAM = 6,
  CPU_ADAMW = 7,
  CPU_ADAMAX = 8,
  CPU_NADAM = 9,
};

/// An optimizer's formula and its numbers for one step of one replica.
struct cpu_update {
  /// One of `cpu_method`.
  int32_t method;
  /// What is added to the gradient for each unit of weight: 2 lambda.
  float decay;
  /// `OptimizerUpdate.coefficients`, as many as the method has.
  float coefficients[3];
  /// The step's `OptimizerUpdate.stepScalars`, as many as the method has.
  float scalars[3];
};

/// The numbers of a `GradientTransform`; 0 for none.
struct cpu_transform {
  /// What is added for each unit of weight, 2 lambda, and for the sign of a weight.
  float decay, pull;
  /// The largest size of an element, and the largest length of all together.
  float largest, norm;
  /// How many parameters, from the first, the penalties apply to.
  long regularized;
};

/// A matrix product, or a part of its columns or rows.
struct cpu_gemm {
  /// Rows and columns of the product, and the length of its sums.
  long m, n, k;
  /// Element (i, p) of op(left) is `left[i * left_row + p * left_step]`.
  const float *left;
  long left_row, left_step;
  /// Element (p, j) of op(right) is `right[p * right_row + j]`, or `right[j * right_row + p]`.
  const float *right;
  long right_row;
  bool transpose_right;
  /// Whether the product is added to the output.
  bool accumulate;
  float *output;
  long output_row;
};

/// The operands of a batch normalisation of `rows` rows, from its first channel on.
struct cpu_batch_norm {
  long rows, channels;
  /// What is normalised.
  const float *x;
  long x_row;
  /// The result; the gradient by it in the backward, in place.
  float *y;
  long y_row;
  const float *scale, *shift;
  float *running_mean, *running_variance;
  /// Mean and 1 / sqrt(variance + epsilon) of the batch.
  float *mean, *inverse;
  float *scale_gradient, *shift_gradient;
  /// 1 - momentum, and epsilon.
  float rate, epsilon;
};

/// A window that moves over images, as `Window` describes it.
struct cpu_window {
  long input_height, input_width;
  /// Pixels that it sees.
  long height, width;
  long stride_y, stride_x, dilation_y, dilation_x;
  /// Pixels of padding above and on the left.
  long top, left;
  long output_height, output_width;
};

/// Images on both sides of a window: rows of pixels with contiguous channels, one image after another.
struct cpu_images {
  struct cpu_window window;
  long channels;
  /// Before the window.
  const float *x;
  long x_row;
  /// Behind it.
  const float *y;
  long y_row;
  /// The lines of pixels that are computed, counted over all images: of those that are written.
  long first_line, lines;
};

/// What is done to an image: see `ImagePlacement`.
struct cpu_placement {
  float shift_y, shift_x;
  /// Of the angle; the image is read between pixels only where it is turned.
  float sine, cosine;
  bool is_turned, is_flipped;
  long cut_top, cut_left, cut_side;
};

/// The functions of one instruction set.
struct cpu_kernels {
  /// `avx512`, `avx2` or `baseline`.
  const char *name;

  /// `output = op(left) op(right) (+ output)`; every element adds its products in the order of k.
  void (*gemm)(const struct cpu_gemm *product);

  /// The same product as a gradient by the weights `w` (same rows as the output), which are updated from it.
  /// Nothing is stored in `output`; the right factor is not transposed, and nothing is accumulated. For SGD
  /// and Adam only.
  void (*gemm_update)(
      const struct cpu_gemm *product, const struct cpu_update *update, float *w, float *m, float *v);

  /// Updates `count` parameters from their gradients; moments that the method has not may be null.
  void (*update)(
      const struct cpu_update *update, const float *g, float *w, float *m, float *v, long count);

  /// `x = activation(x + bias)` over rows; `bias` may be null. `kept` takes x + bias for the activations
  /// whose derivative is found from that; null if nobody asks. `slope` is the one below 0 of those that
  /// have a choice of it.
  void (*bias_activation)(
      float *x, long x_row, const float *bias, float *kept, long kept_row, long rows, long channels,
      int activation, float slope);

  /// `g = g * activation'` over rows, from the outputs y, or from the pre-activations x + bias.
  void (*activation_gradient)(
      float *g, long g_row, const float *source, long source_row, long rows, long channels,
      int activation, float slope);

  /// Normalises with the batch's own statistics, which it leaves, and moves the running ones.
  void (*batch_norm)(const struct cpu_batch_norm *operands);

  /// Normalises with the running statistics; `y` may be `x`.
  void (*batch_norm_inference)(const struct cpu_batch_norm *operands);

  /// The gradients by scale, shift and `x`, the last one in place of that by `y`.
  void (*batch_norm_gradient)(const struct cpu_batch_norm *operands);

  /// `y = x`, or `slope x` below 0. Slopes lie `slope_row` apart from row to row and `slope_step`, 0 or 1,
  /// from channel to channel.
  void (*leaky_rectifier)(
      const float *x, long x_row, float *y, long y_row, const float *slope, long slope_row,
      long slope_step, long rows, long channels);

  /// The backward of that, in place; `slope_gradient[c]` is the sum of g min(x, 0) over the rows, unless null.
  void (*leaky_rectifier_gradient)(
      float *g, long g_row, const float *x, long x_row, const float *slope, long slope_row,
      long slope_step, float *slope_gradient, long rows, long channels);

  /// `patches[i][k - first]` = number k of `first ..< last` of what a window sees at output `first_row` + i,
  /// for `rows` outputs counted over all images. Writes up to 15 elements beyond the last.
  void (*patches)(
      const struct cpu_window *window, const float *x, long x_row, long channels, float *patches,
      long first, long last, long first_row, long rows);

  /// Adds what `patches` made of pixels, back to them; whole patches, output after output.
  void (*add_patches)(
      const struct cpu_window *window, const float *patches, float *x, long x_row, long channels,
      long first_row, long rows);

  /// `y[p][c]` = sum over places of x[pixel][c] w[place][c]; the places from last to first if `turned`.
  void (*depthwise)(
      const struct cpu_images *images, const float *w, long w_row, bool turned, float *y);

  /// The gradient by x, from that by y, for any stride.
  void (*depthwise_input_gradient)(
      const struct cpu_images *images, const float *w, long w_row, float *x);

  /// The gradient by the weights, from x and the gradient by y, over all lines of y.
  void (*depthwise_weight_gradient)(const struct cpu_images *images, float *w, long w_row);

  /// The largest number that the window sees, and its place; `places` may be null.
  void (*max_pool)(const struct cpu_images *images, float *y, uint8_t *places);

  /// The gradient by x, from that by y.
  void (*max_pool_gradient)(const struct cpu_images *images, const uint8_t *places, float *x);

  /// The mean of what the window sees, or of the whole window.
  void (*average_pool)(const struct cpu_images *images, bool counts_padding, float *y);

  /// The gradient by x, from that by y.
  void (*average_pool_gradient)(const struct cpu_images *images, bool counts_padding, float *x);

  /// Makes an image of another one.
  void (*place_image)(
      const struct cpu_placement *placement, long height, long width, long channels, const float *x,
      long x_row, float *y, long y_row);

  /// `y = a + b`, or a where `b` is null.
  void (*add)(
      const float *a, long a_row, const float *b, long b_row, float *y, long y_row, long rows,
      long channels);

  /// Draws elements `first ..< first + count` of a replica's tensor, lower + width u with u in 0 ..< 1; `y`
  /// points at element `first`, a multiple of 64.
  void (*uniform)(
      float *y, long first, long count, float lower, float width, uint64_t seed, uint32_t step,
      uint32_t stream);

  /// `sums[c]` = sum of x[row][c] over the rows, in order.
  void (*column_sums)(const float *x, long x_row, float *sums, long rows, long channels);

  /// Inverted dropout of channels `first ..< first + count` of a row; `x` and `y` point at channel `first`
  /// of it, and may be the same.
  void (*dropout)(
      const float *x, float *y, long row, long first, long count, float rate, uint64_t seed,
      uint32_t step, uint32_t stream);

  /// The standard deviation, about the mean.
  float (*deviation)(const float *x, long count);

  /// `y = x + scale * z` with the normally distributed z of elements `first ..< first + count` of a replica's
  /// tensor (see `InputNoise`); `x` and `y` point at element `first`.
  void (*noise)(
      const float *x, float *y, long first, long count, float scale, uint64_t seed, uint32_t step,
      uint32_t stream);

  /// `order[i]` = Feistel permutation of `first + i` with eight round keys, walking back into 0 ..< count.
  void (*shuffle)(
      uint32_t *order, long first, long positions, uint32_t count, uint32_t bits,
      const uint32_t *keys);

  /// `y[i] = x[i] * scale + shift` from bytes.
  void (*normalize_bytes)(const uint8_t *x, float *y, long count, float scale, float shift);

  /// `y[i] = x[i] * scale + shift`.
  void (*normalize_floats)(const float *x, float *y, long count, float scale, float shift);

  /// `y[i] = x[i] * scale + shift` from bytes, where `affine` has scale and shift of each channel, of which
  /// i mod `channels` is taken; 1 to 4 channels.
  void (*normalize_pixels)(
      const uint8_t *x, float *y, long count, const float *affine, long channels);

  /// Writes the softmax of a row (`p` may be `x`); returns the logarithm of the sum of exponentials.
  float (*softmax)(const float *x, float *p, long channels);

  /// The logarithm of the sum of exponentials of a row.
  float (*log_sum_exp)(const float *x, long channels);

  /// The sum of squares.
  float (*sum_of_squares)(const float *x, long count);

  /// The sum of absolute values.
  float (*sum_of_sizes)(const float *x, long count);

  /// Shortens the columns of `rows` rows that are longer than `limit` to it; `columns` of them are touched.
  void (*max_norm)(float *w, long w_row, long rows, long columns, float limit);

  /// Adds penalties to `count` gradients and clips them.
  void (*gradient_transform)(
      const struct cpu_transform *transform, float *g, const float *w, long count);

  /// Element-wise functions over `count` elements, for tests of their error: 0 exp, 1 tanh, 2 sigmoid, 3 erf.
  void (*elementwise)(int function, const float *x, float *y, long count);

  /// `rounds` rounds of multiply-adds that stay in registers, for the peak rate; returns the number of
  /// floating-point operations.
  double (*multiply_adds)(long rounds);

  /// The triad `a = b + scale * c`, for the memory's bandwidth.
  void (*triad)(float *a, const float *b, const float *c, float scale, long count);
};

/// What a loop does that waits for another core.
static inline void cpu_relax(void) {
#if defined(__x86_64__)
  _mm_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Asks for `count` bytes to be brought near.
static inline void cpu_prefetch(const void *x, long count) {
  for (long i = 0; i < count; i += 64) __builtin_prefetch((const char *)x + i, 0, 2);
}

/// Set number `index` of those this processor can run, fastest first, or null.
const struct cpu_kernels *cpu_kernels_at(int index);

#endif
