// optimizer_sgd: w -= rate * g.
// optimizer_adam: m += (1 - beta1) (g - m); v += (1 - beta2) (g^2 - v);
//                 w -= alpha * m / (sqrt(v) + epsilon), alpha from the host's table.
// with g + 2 l2 w in place of g for the first `regularized` parameters unless l2 is 0.
//
// Buffers: parameters, gradients, m, v [R, P] contiguous; l2 [R, 1]; coefficients [R, 3]
// 1 - beta1, 1 - beta2, epsilon; step_scalars [R, S] rate or alpha for every batch of the epoch.
// NDRange: x = run of RUN parameters, z = replica. No sums.
// Source: Kingma and Ba, ICLR 2015 (Keras's form).
// Defines: RUN, 1 where neighbouring items should touch neighbouring parameters, long where a
// compiler for CPUs should make vectors of the loop.

#ifndef RUN
#define RUN 1
#endif

float regularized_gradient(
    const float g, const float w, const float l2, const uint i, const uint regularized) {
  return i < regularized && l2 != 0.0f ? MULTIPLY_ADD(2.0f * l2, w, g) : g;
}

// Adam's step of one parameter with this gradient; rests are 1 - beta1, 1 - beta2.
void adam_step(
    __global float *w, __global float *m, __global float *v, const float g, const float alpha,
    const float2 rests, const float epsilon) {
  const float mean = *m + rests.x * (g - *m);
  const float variance = *v + rests.y * (g * g - *v);
  *m = mean;
  *v = variance;
  *w -= alpha * mean / (sqrt(variance) + epsilon);
}

__kernel void optimizer_sgd(
    __global float *parameters, const ulong2 parameters_at,
    __global const float *gradients, const ulong2 gradients_at,
    __global const float *l2, const ulong2 l2_at,
    __global const float *step_scalars, const ulong2 step_scalars_at, const uint step_scalars_row,
    const uint count, const uint regularized, const uint batch, const uint first_replica) {
  const uint first = get_global_id(0) * RUN;
  if (first >= count) return;
  __global float *w = PART(parameters);
  __global const float *g = PART(gradients);
  const float lambda = PART(l2)[0];
  const float rate = PART(step_scalars)[(ulong)batch * step_scalars_row];
  const uint last = min(first + RUN, count);
  for (uint i = first; i < last; i++)
    w[i] -= rate * regularized_gradient(g[i], w[i], lambda, i, regularized);
}

__kernel void optimizer_adam(
    __global float *restrict parameters, const ulong2 parameters_at,
    __global const float *restrict gradients, const ulong2 gradients_at,
    __global float *restrict first_moment, const ulong2 first_moment_at,
    __global float *restrict second_moment, const ulong2 second_moment_at,
    __global const float *restrict l2, const ulong2 l2_at,
    __global const float *restrict coefficients, const ulong2 coefficients_at,
    __global const float *restrict step_scalars, const ulong2 step_scalars_at,
    const uint step_scalars_row,
    const uint count, const uint regularized, const uint batch, const uint first_replica) {
  const uint first = get_global_id(0) * RUN;
  if (first >= count) return;
  __global float *w = PART(parameters);
  __global const float *g = PART(gradients);
  __global float *m = PART(first_moment);
  __global float *v = PART(second_moment);
  __global const float *constants = PART(coefficients);
  const float2 rests = (float2)(constants[0], constants[1]);
  const float epsilon = constants[2];
  const float lambda = PART(l2)[0];
  const float alpha = PART(step_scalars)[(ulong)batch * step_scalars_row];
  const uint last = min(first + RUN, count);
  for (uint i = first; i < last; i++) {
    const float x = regularized_gradient(g[i], w[i], lambda, i, regularized);
    adam_step(w + i, m + i, v + i, x, alpha, rests, epsilon);
  }
}
