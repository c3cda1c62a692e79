// gradient_transform: g += 2 l2 w + l1 sign(w) for the first `regularized` parameters; then g is brought into
// -largest ... largest; then all are multiplied by norm / n where their length n is above norm. 0 is none.
//
// Buffers: gradients, parameters [R, count] contiguous; l2, l1, largest, norm [R, 1].
// NDRange: x = GROUP items, one work-group a replica; z = replica.
// Sum order: item i takes the elements i, i + GROUP, ... in order, then the items' sums are added in order.

#ifndef GROUP
#define GROUP 64
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void gradient_transform(
    __global float *gradients, const ulong2 gradients_at,
    __global const float *parameters, const ulong2 parameters_at,
    __global const float *l2, const ulong2 l2_at,
    __global const float *l1, const ulong2 l1_at,
    __global const float *largest, const ulong2 largest_at,
    __global const float *norm, const ulong2 norm_at,
    const uint regularized, const uint count, const uint first_replica) {
  __local float sums[GROUP];
  const uint item = get_local_id(0);
  __global float *g = PART(gradients);
  __global const float *w = PART(parameters);
  const float decay = 2.0f * PART(l2)[0], pull = PART(l1)[0], most = PART(largest)[0];
  float squares = 0.0f;
  for (uint i = item; i < count; i += GROUP) {
    float x = g[i];
    if (i < regularized && decay != 0.0f) x = MULTIPLY_ADD(decay, w[i], x);
    if (i < regularized && pull != 0.0f) x += pull * sign(w[i]);
    // A gradient that is no number stays one.
    if (most != 0.0f) x = x > most ? most : x < -most ? -most : x;
    g[i] = x;
    squares = MULTIPLY_ADD(x, x, squares);
  }
  sums[item] = squares;
  barrier(CLK_LOCAL_MEM_FENCE);
  float total = 0.0f;
  for (uint i = 0; i < GROUP; i++) total += sums[i];
  const float length = sqrt(total), limit = PART(norm)[0];
  if (limit == 0.0f || length <= limit) return;
  const float scale = limit / length;
  for (uint i = item; i < count; i += GROUP) g[i] *= scale;
}
