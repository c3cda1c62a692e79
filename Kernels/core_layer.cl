// core_bias_activation: x = activation(x + bias), in place.
// core_activation_gradient: g *= activation', in place.
// core_column_sums: sums = sum over all rows of x, the rows in order.
// core_addition: y = left + right, or left.
//
// For CPU devices; formulas and operands as in activation.cl, the rows first ..< last of
// one replica. `activation` is a number of activation_functions.cl, a constant; `slope` see there.

void core_bias_activation(
    __global float *values, const uint values_row, const bool has_bias, __global const float *bias,
    const bool keeps, __global float *preactivation, const uint preactivation_row,
    const uint activation, const float slope, const uint channels, const uint first,
    const uint last) {
  for (uint c = 0; c < channels; c += 16) {
    const uint count = channels - c;
    const float16 b = has_bias ? load(bias + c, count) : (float16)(0.0f);
    for (uint row = first; row < last; row++) {
      __global float *x = values + (ulong)row * values_row + c;
      const float16 sum = has_bias ? load(x, count) + b : load(x, count);
      if (keeps) store(sum, preactivation + (ulong)row * preactivation_row + c, count);
      store(activate(activation, sum, slope), x, count);
    }
  }
}

void core_activation_gradient(
    __global float *gradient, const uint gradient_row, __global const float *source,
    const uint source_row, const uint activation, const float slope, const uint channels,
    const uint first, const uint last) {
  for (uint row = first; row < last; row++)
    for (uint c = 0; c < channels; c += 16) {
      __global float *g = gradient + (ulong)row * gradient_row + c;
      const float16 s = load(source + (ulong)row * source_row + c, channels - c);
      store(activate_gradient(activation, load(g, channels - c), s, slope), g, channels - c);
    }
}

void core_column_sums(
    __global const float *x, const uint x_row, __global float *sums, const uint rows,
    const uint channels) {
  for (uint c = 0; c < channels; c += 16) {
    float16 sum = (float16)(0.0f);
    for (uint row = 0; row < rows; row++) sum += load(x + (ulong)row * x_row + c, channels - c);
    store(sum, sums + c, channels - c);
  }
}

void core_addition(
    __global const float *left, const uint left_row, const bool has_right,
    __global const float *right, const uint right_row, __global float *y, const uint y_row,
    const uint channels, const uint first, const uint last) {
  for (uint row = first; row < last; row++)
    for (uint c = 0; c < channels; c += 16) {
      float16 x = load(left + (ulong)row * left_row + c, channels - c);
      if (has_right) x += load(right + (ulong)row * right_row + c, channels - c);
      store(x, y + (ulong)row * y_row + c, channels - c);
    }
}
