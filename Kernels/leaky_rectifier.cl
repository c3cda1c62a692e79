// leaky_rectifier: y = x, or slope x below 0.
// leaky_rectifier_gradient: slope_gradient = sum over rows of g min(x, 0), then g in place, times slope
//   where x is below 0.
//
// Buffers: x, y, gradient [R, rows, C] with row strides; slope with slope_row elements from row to row and
// slope_step, 0 or 1, from channel to channel; slope_gradient [R, C].
// NDRange: x = channel, y = row (the gradient has no y: each item walks down its column, rows in order),
// z = replica.
// Defines: HAS_SLOPE_GRADIENT 1 to store it.

#ifndef HAS_SLOPE_GRADIENT
#define HAS_SLOPE_GRADIENT 0
#endif

__kernel void leaky_rectifier(
    __global const float *x, const ulong2 x_at, const uint x_row,
    __global float *y, const ulong2 y_at, const uint y_row,
    __global const float *slope, const ulong2 slope_at, const uint slope_row, const uint slope_step,
    const uint rows, const uint channels, const uint first_replica) {
  const uint c = get_global_id(0), row = get_global_id(1);
  if (c >= channels || row >= rows) return;
  const float value = PART(x)[(ulong)row * x_row + c];
  const float below = PART(slope)[(ulong)row * slope_row + c * slope_step] * value;
  PART(y)[(ulong)row * y_row + c] = value < 0.0f ? below : value;
}

__kernel void leaky_rectifier_gradient(
    __global float *gradient, const ulong2 gradient_at, const uint gradient_row,
    __global const float *x, const ulong2 x_at, const uint x_row,
    __global const float *slope, const ulong2 slope_at, const uint slope_row, const uint slope_step,
    __global float *slope_gradient, const ulong2 slope_gradient_at,
    const uint rows, const uint channels, const uint first_replica) {
  const uint c = get_global_id(0);
  if (c >= channels) return;
  float sum = 0.0f;
  for (uint row = 0; row < rows; row++) {
    __global float *g = PART(gradient) + (ulong)row * gradient_row + c;
    const float value = PART(x)[(ulong)row * x_row + c];
    const float below = PART(slope)[(ulong)row * slope_row + c * slope_step] * *g;
    sum += value < 0.0f ? *g * value : 0.0f;
    *g = value < 0.0f ? below : *g;
  }
  if (HAS_SLOPE_GRADIENT) PART(slope_gradient)[c] = sum;
}
