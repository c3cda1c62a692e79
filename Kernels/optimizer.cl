// optimizer_update: one step of the optimizer METHOD (optimizer_step.cl) with g + 2 l2 w in place of g
// for the first `regularized` parameters unless l2 is 0.
//
// Buffers: parameters, gradients and moments [R, P] contiguous; l2 [R, 1]; coefficients [R, C];
// step_scalars [R, S, K], a row for every batch of the epoch. A moment that the method has not is not
// touched, whatever is bound.
// NDRange: x = run of RUN parameters, z = replica. No sums.
// Defines: METHOD and its number of moments, coefficients and scalars: MOMENTS, COEFFICIENTS, SCALARS;
// RUN, 1 where neighbouring items should touch neighbouring parameters, long where a compiler for CPUs
// should make vectors of the loop.

#ifndef METHOD
#define METHOD SGD
#define MOMENTS 0
#define COEFFICIENTS 0
#define SCALARS 1
#endif
#ifndef RUN
#define RUN 1
#endif

// What a replica's parameters have in common in a step.
typedef struct {
  float decay;
  uint regularized;
  float coefficients[3], scalars[3];
} Step;

INLINE Step read_step(
    const float l2, const uint regularized, __global const float *coefficients,
    __global const float *scalars) {
  Step step = {2.0f * l2, l2 == 0.0f ? 0 : regularized, {0.0f}, {0.0f}};
  for (int i = 0; i < COEFFICIENTS; i++) step.coefficients[i] = coefficients[i];
  for (int i = 0; i < SCALARS; i++) step.scalars[i] = scalars[i];
  return step;
}

// Updates parameter i, whose gradient is g.
INLINE void update(
    const Step *step, __global float *parameters, __global float *first, __global float *second,
    const float g, const uint i) {
  const float w = parameters[i];
  float m = MOMENTS > 0 ? first[i] : 0.0f;
  float v = MOMENTS > 1 ? second[i] : 0.0f;
  const float x = i < step->regularized ? MULTIPLY_ADD(step->decay, w, g) : g;
  parameters[i] = optimizer_step(METHOD, step->coefficients, step->scalars, x, w, &m, &v);
  if (MOMENTS > 0) first[i] = m;
  if (MOMENTS > 1) second[i] = v;
}

__kernel void optimizer_update(
    __global float *restrict parameters, const ulong2 parameters_at,
    __global const float *restrict gradients, const ulong2 gradients_at,
    __global float *restrict first_moment, const ulong2 first_moment_at,
    __global float *restrict second_moment, const ulong2 second_moment_at,
    __global const float *restrict l2, const ulong2 l2_at,
    __global const float *restrict coefficients, const ulong2 coefficients_at,
    __global const float *restrict step_scalars, const ulong2 step_scalars_at,
    const uint step_scalars_row, const uint regularized, const uint batch, const uint count,
    const uint first_replica) {
  const uint first = get_global_id(0) * RUN;
  if (first >= count) return;
  const Step step = read_step(
      PART(l2)[0], regularized, PART(coefficients),
      PART(step_scalars) + (ulong)batch * step_scalars_row);
  __global const float *g = PART(gradients);
  __global float *w = PART(parameters), *m = PART(first_moment), *v = PART(second_moment);
  const uint last = min(first + RUN, count);
  for (uint i = first; i < last; i++) update(&step, w, m, v, g[i], i);
}
