// core_bias_activation: x = activation(x + bias), in place.
// core_activation_gradient: g *= activation'(y), in place.
// core_column_sums: sums = sum over all rows of x, the rows in order.
//
// For CPU devices; formulas and operands as in activation.cl, the rows first ..< last of
// one replica. An activation is a constant: 0 identity, 1 relu, 2 sigmoid, 3 tanh.

INLINE float16 activate(const uint activation, const float16 x) {
  switch (activation) {
    case 1: return select(x, (float16)(0.0f), x < 0.0f);  // keeps NaN, which fmax would hide
    case 2: return 1.0f / (1.0f + exp(-x));
    case 3: return tanh(x);
    default: return x;
  }
}

INLINE float16 activate_gradient(const uint activation, const float16 g, const float16 y) {
  switch (activation) {
    case 1: return select((float16)(0.0f), g, y > 0.0f);
    case 2: return g * (y * (1.0f - y));
    case 3: return g * (1.0f - y * y);
    default: return g;
  }
}

void core_bias_activation(
    __global float *values, const uint values_row, const bool has_bias, __global const float *bias,
    const uint activation, const uint channels, const uint first, const uint last) {
  for (uint c = 0; c < channels; c += 16) {
    const uint count = channels - c;
    const float16 b = has_bias ? load(bias + c, count) : (float16)(0.0f);
    for (uint row = first; row < last; row++) {
      __global float *x = values + (ulong)row * values_row + c;
      const float16 sum = has_bias ? load(x, count) + b : load(x, count);
      store(activate(activation, sum), x, count);
    }
  }
}

void core_activation_gradient(
    __global float *gradient, const uint gradient_row, __global const float *outputs,
    const uint outputs_row, const uint activation, const uint channels, const uint first,
    const uint last) {
  for (uint row = first; row < last; row++)
    for (uint c = 0; c < channels; c += 16) {
      __global float *g = gradient + (ulong)row * gradient_row + c;
      const float16 y = load(outputs + (ulong)row * outputs_row + c, channels - c);
      store(activate_gradient(activation, load(g, channels - c), y), g, channels - c);
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
