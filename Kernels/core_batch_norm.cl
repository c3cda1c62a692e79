// core_batch_norm, core_batch_norm_inference, core_batch_norm_gradient: for CPU devices; formulas and
// operands as in batch_norm.cl and batch_norm_gradient.cl, the channels first ..< last of one replica
// (inference: rows). `first` is a multiple of 16. Sum order: see core_column.cl.

void core_batch_norm(
    __global const float *x, const uint x_row, __global float *y, const uint y_row,
    __global const float *scale, __global const float *shift, __global float *running_mean,
    __global float *running_variance, __global float *statistics, __global const float *constants,
    const uint rows, const uint channels, const uint first, const uint last) {
  const float rate = constants[0], epsilon = constants[1];
  for (uint c = first; c < last; c += 16) {
    const uint count = channels - c;
    Column column = {x + c, 0, x_row, 0, rows, (float16)(0.0f), (float16)(0.0f)};
    const float16 mean = column.mean = sum_of_rows(column, VALUES, count) / (float)rows;
    const float16 variance = sum_of_rows(column, SQUARES, count) / (float)rows;
    const float16 inverse = 1.0f / sqrt(variance + epsilon);
    const float16 factor = load(scale + c, count) * inverse, offset = load(shift + c, count);
    for (uint row = 0; row < rows; row++)
      store(MULTIPLY_ADD(value(column, row, count) - mean, factor, offset),
            y + (ulong)row * y_row + c, count);
    store(mean, statistics + c, count);
    store(inverse, statistics + channels + c, count);
    const float16 m = load(running_mean + c, count), v = load(running_variance + c, count);
    store(m + rate * (mean - m), running_mean + c, count);
    store(v + rate * (variance - v), running_variance + c, count);
  }
}

void core_batch_norm_inference(
    __global const float *x, const uint x_row, __global float *y, const uint y_row,
    __global const float *scale, __global const float *shift, __global const float *running_mean,
    __global const float *running_variance, __global const float *constants, const uint channels,
    const uint first, const uint last) {
  const float epsilon = constants[1];
  for (uint c = 0; c < channels; c += 16) {
    const uint count = channels - c;
    const float16 mean = load(running_mean + c, count), offset = load(shift + c, count);
    const float16 factor =
        load(scale + c, count) / sqrt(load(running_variance + c, count) + epsilon);
    for (uint row = first; row < last; row++)
      store(MULTIPLY_ADD(load(x + (ulong)row * x_row + c, count) - mean, factor, offset),
            y + (ulong)row * y_row + c, count);
  }
}

void core_batch_norm_gradient(
    __global float *g, const uint g_row, __global const float *x, const uint x_row,
    __global const float *statistics, __global const float *scale,
    __global float *scale_gradient, __global float *shift_gradient, const uint rows,
    const uint channels, const uint first, const uint last) {
  for (uint c = first; c < last; c += 16) {
    const uint count = channels - c;
    const float16 mean = load(statistics + c, count);
    const float16 inverse = load(statistics + channels + c, count);
    const Column column = {x + c, g + c, x_row, g_row, rows, mean, inverse};
    const float16 by_shift = sum_of_rows(column, GRADIENTS, count);
    const float16 by_scale = sum_of_rows(column, PRODUCTS, count);
    const float16 factor = load(scale + c, count) * inverse;
    const float16 mean_g = by_shift / (float)rows, mean_product = by_scale / (float)rows;
    for (uint row = 0; row < rows; row++) {
      const float16 normalized = (value(column, row, count) - mean) * inverse;
      store(factor * (gradient(column, row, count) - mean_g - normalized * mean_product),
            g + (ulong)row * g_row + c, count);
    }
    store(by_scale, scale_gradient + c, count);
    store(by_shift, shift_gradient + c, count);
  }
}
