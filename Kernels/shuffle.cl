// shuffle: the order of one epoch, order[i] = permutation(seed, epoch)(i), or i where not enabled.
//
// A Feistel network of 8 rounds over `bits` bits with cycle walking; the bits are those of
// Sources/Programs/IndexPermutation.swift, which cites the sources.
// Buffers: order [R, N] contiguous; seed [R, 2] low and high word; enabled [R, 1].
// NDRange: x = a run of POSITIONS positions (the keys are drawn once for all), z = replica. No
// sums.

#ifndef POSITIONS
#define POSITIONS 16
#endif
// RandomStream.shuffle.
#define SHUFFLE_STREAM 1u

// The 32-bit finaliser of MurmurHash3.
uint mix_bits(uint x) {
  x = (x ^ (x >> 16)) * 0x85EBCA6Bu;
  x = (x ^ (x >> 13)) * 0xC2B2AE35u;
  return x ^ (x >> 16);
}

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
  const uint4 low = philox(key, (uint4)(0, step, SHUFFLE_STREAM, 0));
  const uint4 high = philox(key, (uint4)(1, step, SHUFFLE_STREAM, 0));
  const uint right_bits = bits - bits / 2;
  const uint left_mask = (1u << (bits / 2)) - 1;
  const uint right_mask = (1u << right_bits) - 1;
  for (uint position = first; position < last; position++) {
    uint value = position;
    do {
      uint left = value >> right_bits;
      uint right = value & right_mask;
      right ^= mix_bits(left ^ low.x) & right_mask;
      left ^= mix_bits(right ^ low.y) & left_mask;
      right ^= mix_bits(left ^ low.z) & right_mask;
      left ^= mix_bits(right ^ low.w) & left_mask;
      right ^= mix_bits(left ^ high.x) & right_mask;
      left ^= mix_bits(right ^ high.y) & left_mask;
      right ^= mix_bits(left ^ high.z) & right_mask;
      left ^= mix_bits(right ^ high.w) & left_mask;
      value = left << right_bits | right;
    } while (value >= count);
    out[position] = value;
  }
}
