// core_leaky_rectifier, core_leaky_rectifier_gradient, core_slope_gradient: for CPU devices; formulas and
// operands as in leaky_rectifier.cl, the rows first ..< last of one replica (core_slope_gradient: all
// rows, in order, of the gradient by the outputs, so it comes first).

INLINE float16 slopes(
    __global const float *slope, const uint row, const uint c, const uint slope_row,
    const uint slope_step, const uint count) {
  __global const float *at = slope + (ulong)row * slope_row;
  return slope_step ? load(at + c, count) : (float16)(*at);
}

void core_leaky_rectifier(
    __global const float *x, const uint x_row, __global float *y, const uint y_row,
    __global const float *slope, const uint slope_row, const uint slope_step, const uint channels,
    const uint first, const uint last) {
  for (uint row = first; row < last; row++)
    for (uint c = 0; c < channels; c += 16) {
      const uint count = channels - c;
      const float16 value = load(x + (ulong)row * x_row + c, count);
      const float16 below = slopes(slope, row, c, slope_row, slope_step, count) * value;
      store(select(value, below, value < 0.0f), y + (ulong)row * y_row + c, count);
    }
}

void core_leaky_rectifier_gradient(
    __global float *gradient, const uint gradient_row, __global const float *x, const uint x_row,
    __global const float *slope, const uint slope_row, const uint slope_step, const uint channels,
    const uint first, const uint last) {
  for (uint row = first; row < last; row++)
    for (uint c = 0; c < channels; c += 16) {
      const uint count = channels - c;
      __global float *at = gradient + (ulong)row * gradient_row + c;
      const float16 g = load(at, count), value = load(x + (ulong)row * x_row + c, count);
      const float16 below = slopes(slope, row, c, slope_row, slope_step, count) * g;
      store(select(g, below, value < 0.0f), at, count);
    }
}

void core_slope_gradient(
    __global const float *gradient, const uint gradient_row, __global const float *x,
    const uint x_row, __global float *slope_gradient, const uint rows, const uint channels) {
  for (uint c = 0; c < channels; c += 16) {
    float16 sum = (float16)(0.0f);
    for (uint row = 0; row < rows; row++) {
      const float16 g = load(gradient + (ulong)row * gradient_row + c, channels - c);
      const float16 value = load(x + (ulong)row * x_row + c, channels - c);
      sum += select((float16)(0.0f), g * value, value < 0.0f);
    }
    store(sum, slope_gradient + c, channels - c);
  }
}
