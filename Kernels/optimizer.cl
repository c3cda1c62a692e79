// optimizer_sgd: w -= rate * g.
// optimizer_adam: m += (1 - beta1) (g - m); v += (1 - beta2) (g^2 - v);
//                 w -= alpha * m / (sqrt(v) + epsilon), alpha from the host's table.
// with g + 2 l2 w in place of g for the first `regularized` parameters.
//
// Buffers: parameters, gradients, m, v [R, P] contiguous; l2 [R, 1]; coefficients [R, 3] beta1,
// beta2, epsilon; step_scalars [R, S] rate or alpha for every batch of the epoch.
// NDRange: x = parameter, z = replica. No sums. Source: Kingma and Ba, ICLR 2015 (Keras's form).

float regularized_gradient(
    const float g, const float w, const float l2, const uint i, const uint regularized) {
  return i < regularized ? MULTIPLY_ADD(2.0f * l2, w, g) : g;
}

__kernel void optimizer_sgd(
    __global float *parameters, const ulong2 parameters_at,
    __global const float *gradients, const ulong2 gradients_at,
    __global const float *l2, const ulong2 l2_at,
    __global const float *step_scalars, const ulong2 step_scalars_at, const uint step_scalars_row,
    const uint count, const uint regularized, const uint batch, const uint first_replica) {
  const uint i = get_global_id(0);
  if (i >= count) return;
  __global float *w = PART(parameters) + i;
  const float rate = PART(step_scalars)[(ulong)batch * step_scalars_row];
  const float g = regularized_gradient(PART(gradients)[i], *w, PART(l2)[0], i, regularized);
  *w -= rate * g;
}

__kernel void optimizer_adam(
    __global float *parameters, const ulong2 parameters_at,
    __global const float *gradients, const ulong2 gradients_at,
    __global float *first_moment, const ulong2 first_moment_at,
    __global float *second_moment, const ulong2 second_moment_at,
    __global const float *l2, const ulong2 l2_at,
    __global const float *coefficients, const ulong2 coefficients_at,
    __global const float *step_scalars, const ulong2 step_scalars_at, const uint step_scalars_row,
    const uint count, const uint regularized, const uint batch, const uint first_replica) {
  const uint i = get_global_id(0);
  if (i >= count) return;
  __global float *w = PART(parameters) + i;
  __global const float *constants = PART(coefficients);
  const float alpha = PART(step_scalars)[(ulong)batch * step_scalars_row];
  const float g = regularized_gradient(PART(gradients)[i], *w, PART(l2)[0], i, regularized);
  float m = PART(first_moment)[i];
  float v = PART(second_moment)[i];
  m += (1.0f - constants[0]) * (g - m);
  v += (1.0f - constants[1]) * (g * g - v);
  PART(first_moment)[i] = m;
  PART(second_moment)[i] = v;
  *w -= alpha * m / (sqrt(v) + constants[2]);
}
