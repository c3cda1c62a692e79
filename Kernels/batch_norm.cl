// batch_norm: y = scale (x - mean) / sqrt(variance + epsilon) + shift with the mean and the biased
//   variance of a channel over the rows; running += (1 - momentum) (batch - running).
// batch_norm_inference: the same with the running statistics, which stay.
//
// Buffers: x, y [R, rows, C] with row strides; scale, shift, running_mean, running_variance [R, C];
// statistics [R, 2, C] mean and 1 / sqrt(variance + epsilon); constants [R, 2] 1 - momentum and epsilon.
// NDRange: x = channel, y = lane (inference: row), z = replica. Sums: see column_sum.cl.

__kernel __attribute__((reqd_work_group_size(GROUP_X, GROUP_Y, 1))) void batch_norm(
    __global const float *x, const ulong2 x_at, const uint x_row,
    __global float *y, const ulong2 y_at, const uint y_row,
    __global const float *scale, const ulong2 scale_at,
    __global const float *shift, const ulong2 shift_at,
    __global float *running_mean, const ulong2 running_mean_at,
    __global float *running_variance, const ulong2 running_variance_at,
    __global float *statistics, const ulong2 statistics_at,
    __global const float *constants, const ulong2 constants_at,
    const uint rows, const uint channels, const uint first_replica) {
  __local float sums[GROUP];
  const bool inside = get_global_id(0) < channels;
  const uint c = inside ? get_global_id(0) : 0, lane = get_local_id(1);
  __global const float *from = PART(x) + c;
  __global float *to = PART(y) + c;
  float sum = 0.0f;
  for (uint row = lane; row < rows; row += GROUP_Y) sum += from[(ulong)row * x_row];
  const float mean = column_sum(sums, sum) / (float)rows;
  sum = 0.0f;
  for (uint row = lane; row < rows; row += GROUP_Y) {
    const float difference = from[(ulong)row * x_row] - mean;
    sum = MULTIPLY_ADD(difference, difference, sum);
  }
  const float variance = column_sum(sums, sum) / (float)rows;
  if (!inside) return;
  const float inverse = 1.0f / sqrt(variance + PART(constants)[1]);
  const float factor = PART(scale)[c] * inverse, offset = PART(shift)[c];
  for (uint row = lane; row < rows; row += GROUP_Y)
    to[(ulong)row * y_row] = MULTIPLY_ADD(from[(ulong)row * x_row] - mean, factor, offset);
  if (lane != 0) return;
  PART(statistics)[c] = mean;
  PART(statistics)[channels + c] = inverse;
  const float rate = PART(constants)[0];
  PART(running_mean)[c] += rate * (mean - PART(running_mean)[c]);
  PART(running_variance)[c] += rate * (variance - PART(running_variance)[c]);
}

__kernel void batch_norm_inference(
    __global const float *x, const ulong2 x_at, const uint x_row,
    __global float *y, const ulong2 y_at, const uint y_row,
    __global const float *scale, const ulong2 scale_at,
    __global const float *shift, const ulong2 shift_at,
    __global const float *running_mean, const ulong2 running_mean_at,
    __global const float *running_variance, const ulong2 running_variance_at,
    __global const float *constants, const ulong2 constants_at,
    const uint rows, const uint channels, const uint first_replica) {
  const uint c = get_global_id(0), row = get_global_id(1);
  if (c >= channels || row >= rows) return;
  const float factor = PART(scale)[c] / sqrt(PART(running_variance)[c] + PART(constants)[1]);
  const float difference = PART(x)[(ulong)row * x_row + c] - PART(running_mean)[c];
  PART(y)[(ulong)row * y_row + c] = MULTIPLY_ADD(difference, factor, PART(shift)[c]);
}
