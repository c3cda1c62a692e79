// shuffle: the order of one epoch, order[i] = permutation(seed, epoch)(i), or i where not enabled.
//
// Buffers: order [R, N] contiguous; seed [R, 2] low and high word; enabled [R, 1].
// NDRange: x = a run of POSITIONS positions (the keys are drawn once for all), z = replica. No
// sums.

#ifndef POSITIONS
#define POSITIONS 16
#endif

__kernel void shuffle_order(
    __global uint *order, const ulong2 order_at,
    __global const uint *seed, const ulong2 seed_at,
    __global const float *enabled, const ulong2 enabled_at,
    const uint count, const uint bits, const uint step, const uint first_replica) {
  const uint first = get_global_id(0) * POSITIONS;
  if (first >= count) return;
  const uint last = min(first + POSITIONS, count);
  __global uint *out = PART(order);
  if (PART(enabled)[0] == 0.0f) {
    for (uint position = first; position < last; position++) out[position] = position;
    return;
  }
  const uint2 key = (uint2)(PART(seed)[0], PART(seed)[1]);
  const Permutation order_of_epoch = permutation(key, step, bits, count);
  for (uint position = first; position < last; position++)
    out[position] = permuted(order_of_epoch, position);
}
