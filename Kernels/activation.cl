// bias_activation: x = activation(x + bias), in place.
// bias_activation_gradient: g *= activation'(y) in place, then bias_gradient = sum over rows of g.
// activation_gradient: the same without a bias gradient.
//
// Buffers: values, gradient, outputs [R, rows, C] with row strides; bias, bias_gradient [R, C].
// NDRange: x = channel, y = row (bias_activation_gradient has no y: each item walks down its
// column), z = replica. The column sum adds the rows in order.
// Defines: ACTIVATION 0 identity, 1 relu, 2 sigmoid, 3 tanh; HAS_BIAS 0 to add none.

#ifndef ACTIVATION
#define ACTIVATION 0
#endif
#ifndef HAS_BIAS
#define HAS_BIAS 1
#endif

float activate(const float x) {
#if ACTIVATION == 1
  return x < 0.0f ? 0.0f : x;  // keeps NaN, which fmax would hide
#elif ACTIVATION == 2
  return 1.0f / (1.0f + exp(-x));
#elif ACTIVATION == 3
  return tanh(x);
#else
  return x;
#endif
}

// g times the derivative, from the output y.
float activate_gradient(const float g, const float y) {
#if ACTIVATION == 1
  return y > 0.0f ? g : 0.0f;
#elif ACTIVATION == 2
  return g * (y * (1.0f - y));
#elif ACTIVATION == 3
  return g * (1.0f - y * y);
#else
  return g;
#endif
}

__kernel void bias_activation(
    __global float *values, const ulong2 values_at, const uint values_row,
    __global const float *bias, const ulong2 bias_at,
    const uint rows, const uint channels, const uint first_replica) {
  const uint c = get_global_id(0);
  const uint row = get_global_id(1);
  if (c >= channels || row >= rows) return;
  __global float *x = PART(values) + (ulong)row * values_row + c;
#if HAS_BIAS
  *x = activate(*x + PART(bias)[c]);
#else
  *x = activate(*x);
#endif
}

__kernel void bias_activation_gradient(
    __global float *gradient, const ulong2 gradient_at, const uint gradient_row,
    __global const float *outputs, const ulong2 outputs_at, const uint outputs_row,
    __global float *bias_gradient, const ulong2 bias_gradient_at,
    const uint rows, const uint channels, const uint first_replica) {
  const uint c = get_global_id(0);
  if (c >= channels) return;
  __global float *g = PART(gradient) + c;
  __global const float *y = PART(outputs) + c;
  float sum = 0.0f;
  for (uint row = 0; row < rows; row++) {
    const float x = activate_gradient(g[(ulong)row * gradient_row], y[(ulong)row * outputs_row]);
    g[(ulong)row * gradient_row] = x;
    sum += x;
  }
  PART(bias_gradient)[c] = sum;
}

__kernel void activation_gradient(
    __global float *gradient, const ulong2 gradient_at, const uint gradient_row,
    __global const float *outputs, const ulong2 outputs_at, const uint outputs_row,
    const uint rows, const uint channels, const uint first_replica) {
  const uint c = get_global_id(0);
  const uint row = get_global_id(1);
  if (c >= channels || row >= rows) return;
  __global float *g = PART(gradient) + (ulong)row * gradient_row + c;
  *g = activate_gradient(*g, PART(outputs)[(ulong)row * outputs_row + c]);
}
