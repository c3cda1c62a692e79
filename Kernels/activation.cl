// bias_activation: x = activation(x + bias), in place.
// bias_activation_gradient: g *= activation' in place, then bias_gradient = sum over rows of g.
// activation_gradient: the same without a bias gradient.
//
// Buffers: values, preactivation, gradient, source [R, rows, C] with row strides; bias, bias_gradient
// [R, C]; slope [R, 1]. source: see activation_functions.cl.
// NDRange: x = channel, y = row (bias_activation_gradient has no y: each item walks down its
// column), z = replica. The column sum adds the rows in order.
// Defines: ACTIVATION, the number; HAS_BIAS 0 to add none; KEEPS_PREACTIVATION 1 to store x + bias;
// HAS_SLOPE 1 for a slope of the replica's own.

#ifndef ACTIVATION
#define ACTIVATION 0
#endif
#ifndef HAS_BIAS
#define HAS_BIAS 1
#endif
#ifndef KEEPS_PREACTIVATION
#define KEEPS_PREACTIVATION 0
#endif
#ifndef HAS_SLOPE
#define HAS_SLOPE 0
#endif
#define SLOPE (HAS_SLOPE ? PART(slope)[0] : DEFAULT_SLOPE(ACTIVATION))

__kernel void bias_activation(
    __global float *values, const ulong2 values_at, const uint values_row,
    __global const float *bias, const ulong2 bias_at,
    __global float *preactivation, const ulong2 preactivation_at, const uint preactivation_row,
    __global const float *slope, const ulong2 slope_at,
    const uint rows, const uint channels, const uint first_replica) {
  const uint c = get_global_id(0);
  const uint row = get_global_id(1);
  if (c >= channels || row >= rows) return;
  __global float *x = PART(values) + (ulong)row * values_row + c;
  const float sum = HAS_BIAS ? *x + PART(bias)[c] : *x;
  if (KEEPS_PREACTIVATION) PART(preactivation)[(ulong)row * preactivation_row + c] = sum;
  *x = activate(ACTIVATION, sum, SLOPE);
}

__kernel void bias_activation_gradient(
    __global float *gradient, const ulong2 gradient_at, const uint gradient_row,
    __global const float *source, const ulong2 source_at, const uint source_row,
    __global float *bias_gradient, const ulong2 bias_gradient_at,
    __global const float *slope, const ulong2 slope_at,
    const uint rows, const uint channels, const uint first_replica) {
  const uint c = get_global_id(0);
  if (c >= channels) return;
  __global float *g = PART(gradient) + c;
  __global const float *s = PART(source) + c;
  float sum = 0.0f;
  for (uint row = 0; row < rows; row++) {
    const float x = activate_gradient(
        ACTIVATION, g[(ulong)row * gradient_row], s[(ulong)row * source_row], SLOPE);
    g[(ulong)row * gradient_row] = x;
    sum += x;
  }
  PART(bias_gradient)[c] = sum;
}

__kernel void activation_gradient(
    __global float *gradient, const ulong2 gradient_at, const uint gradient_row,
    __global const float *source, const ulong2 source_at, const uint source_row,
    __global const float *slope, const ulong2 slope_at,
    const uint rows, const uint channels, const uint first_replica) {
  const uint c = get_global_id(0);
  const uint row = get_global_id(1);
  if (c >= channels || row >= rows) return;
  __global float *g = PART(gradient) + (ulong)row * gradient_row + c;
  *g = activate_gradient(ACTIVATION, *g, PART(source)[(ulong)row * source_row + c], SLOPE);
}
