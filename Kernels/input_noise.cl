// input_deviation: the standard deviation of a replica's inputs, 0 where there is no noise.
// input_noise: y = x + share * deviation * z with normally distributed z; y = x where the share is 0.
//
// z is drawn from Philox and never stored: see InputNoise.swift.
// Buffers: input, output [R, count] contiguous; deviation, share [R, 1]; seed [R, 2].
// NDRange: input_deviation x = GROUP items, one work-group a replica; input_noise x = one block of four
// elements; z = replica.
// Sum order: item i takes the elements i, i + GROUP, ... in order, then the items' sums are added in order;
// first for the mean, then for the squares about it.

#ifndef GROUP
#define GROUP 64
#endif

// The sum of the items' numbers, for all of them.
float group_sum(__local float *sums, const float own) {
  sums[get_local_id(0)] = own;
  barrier(CLK_LOCAL_MEM_FENCE);
  float total = 0.0f;
  for (uint i = 0; i < GROUP; i++) total += sums[i];
  barrier(CLK_LOCAL_MEM_FENCE);
  return total;
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void input_deviation(
    __global const float *input, const ulong2 input_at,
    __global float *deviation, const ulong2 deviation_at,
    __global const float *share, const ulong2 share_at,
    const uint count, const uint first_replica) {
  __local float sums[GROUP];
  const uint item = get_local_id(0);
  // The same for all items of a group, so that all meet at the barriers.
  const uint last = PART(share)[0] == 0.0f ? 0 : count;
  __global const float *x = PART(input);
  float sum = 0.0f, squares = 0.0f;
  for (uint i = item; i < last; i += GROUP) sum += x[i];
  const float mean = group_sum(sums, sum) / (float)count;
  for (uint i = item; i < last; i += GROUP) squares = MULTIPLY_ADD(x[i] - mean, x[i] - mean, squares);
  const float all = group_sum(sums, squares);
  if (item == 0) PART(deviation)[0] = sqrt(all / (float)count);
}

__kernel void input_noise(
    __global const float *input, const ulong2 input_at,
    __global float *output, const ulong2 output_at,
    __global const float *deviation, const ulong2 deviation_at,
    __global const float *share, const ulong2 share_at,
    __global const uint *seed, const ulong2 seed_at,
    const uint count, const uint stream, const uint step, const uint first_replica) {
  const uint block = get_global_id(0);
  const uint first = block * 4;
  if (first >= count) return;
  __global const float *x = PART(input) + first;
  __global float *y = PART(output) + first;
  float noise[4] = {0.0f, 0.0f, 0.0f, 0.0f};
  if (PART(share)[0] != 0.0f) {
    const uint2 key = (uint2)(PART(seed)[0], PART(seed)[1]);
    const uint4 words = philox(key, (uint4)(block, step, stream, 0));
    const float2 u = convert_float2((words.even >> 8) + 1) * 0x1p-24f;
    const float2 v = convert_float2(words.odd >> 8) * 0x1p-23f;
    const float2 size = PART(share)[0] * PART(deviation)[0] * sqrt(-2.0f * log(u));
    const float2 cosine = size * cospi(v), sine = size * sinpi(v);
    vstore4((float4)(cosine.x, sine.x, cosine.y, sine.y), 0, noise);
  }
  for (uint i = 0; i < min(4u, count - first); i++) y[i] = x[i] + noise[i];
}
