// The order of an epoch: a pseudo-random bijection of 0 ..< count, position by position.
//
// A Feistel network of 8 rounds over `bits` bits with cycle walking; the bits are those of
// Sources/Programs/IndexPermutation.swift, which cites the sources.

// RandomStream.shuffle.
#define SHUFFLE_STREAM 1u

// What all positions of an epoch share.
typedef struct { uint4 low, high; uint bits, count; } Permutation;

Permutation permutation(const uint2 key, const uint epoch, const uint bits, const uint count) {
  Permutation p;
  p.low = philox(key, (uint4)(0, epoch, SHUFFLE_STREAM, 0));
  p.high = philox(key, (uint4)(1, epoch, SHUFFLE_STREAM, 0));
  p.bits = bits;
  p.count = count;
  return p;
}

// The 32-bit finaliser of MurmurHash3.
uint mix_bits(uint x) {
  x = (x ^ (x >> 16)) * 0x85EBCA6Bu;
  x = (x ^ (x >> 13)) * 0xC2B2AE35u;
  return x ^ (x >> 16);
}

// The example that stands at `position`.
uint permuted(const Permutation p, const uint position) {
  const uint right_bits = p.bits - p.bits / 2;
  const uint left_mask = (1u << (p.bits / 2)) - 1;
  const uint right_mask = (1u << right_bits) - 1;
  uint value = position;
  do {
    uint left = value >> right_bits;
    uint right = value & right_mask;
    right ^= mix_bits(left ^ p.low.x) & right_mask;
    left ^= mix_bits(right ^ p.low.y) & left_mask;
    right ^= mix_bits(left ^ p.low.z) & right_mask;
    left ^= mix_bits(right ^ p.low.w) & left_mask;
    right ^= mix_bits(left ^ p.high.x) & right_mask;
    left ^= mix_bits(right ^ p.high.y) & left_mask;
    right ^= mix_bits(left ^ p.high.z) & right_mask;
    left ^= mix_bits(right ^ p.high.w) & left_mask;
    value = left << right_bits | right;
  } while (value >= p.count);
  return value;
}
