// batch_norm_gradient: with x' = (x - mean) / sqrt(variance + epsilon), shift_gradient = sum of g,
//   scale_gradient = sum of g x', then in place
//   g = scale / sqrt(variance + epsilon) (g - shift_gradient / rows - x' scale_gradient / rows).
//
// Buffers: gradient, x [R, rows, C] with row strides; statistics [R, 2, C] mean and 1 / sqrt(variance +
// epsilon); scale, scale_gradient, shift_gradient [R, C].
// NDRange: x = channel, y = lane, z = replica. Sums: see column_sum.cl.

__kernel __attribute__((reqd_work_group_size(GROUP_X, GROUP_Y, 1))) void batch_norm_gradient(
    __global float *gradient, const ulong2 gradient_at, const uint gradient_row,
    __global const float *x, const ulong2 x_at, const uint x_row,
    __global const float *statistics, const ulong2 statistics_at,
    __global const float *scale, const ulong2 scale_at,
    __global float *scale_gradient, const ulong2 scale_gradient_at,
    __global float *shift_gradient, const ulong2 shift_gradient_at,
    const uint rows, const uint channels, const uint first_replica) {
  __local float sums[GROUP];
  const bool inside = get_global_id(0) < channels;
  const uint c = inside ? get_global_id(0) : 0, lane = get_local_id(1);
  __global float *g = PART(gradient) + c;
  __global const float *from = PART(x) + c;
  const float mean = PART(statistics)[c], inverse = PART(statistics)[channels + c];
  float sum = 0.0f, products = 0.0f;
  for (uint row = lane; row < rows; row += GROUP_Y) {
    const float value = g[(ulong)row * gradient_row];
    sum += value;
    products = MULTIPLY_ADD(value, (from[(ulong)row * x_row] - mean) * inverse, products);
  }
  const float by_shift = column_sum(sums, sum), by_scale = column_sum(sums, products);
  if (!inside) return;
  const float factor = PART(scale)[c] * inverse;
  const float mean_g = by_shift / (float)rows, mean_product = by_scale / (float)rows;
  for (uint row = lane; row < rows; row += GROUP_Y) {
    __global float *at = g + (ulong)row * gradient_row;
    const float normalized = (from[(ulong)row * x_row] - mean) * inverse;
    *at = factor * (*at - mean_g - normalized * mean_product);
  }
  if (lane != 0) return;
  PART(scale_gradient)[c] = by_scale;
  PART(shift_gradient)[c] = by_shift;
}
