// Philox 4x32-10 and the Feistel permutation for 16 counters at once; bit for bit those of Philox.swift
// and IndexPermutation.swift, which cite the sources.

// The product of every lane with a constant: high and low word.
INLINE void multiply_wide(const uvec x, const uint32_t factor, uvec *high, uvec *low) {
  const u64vec pairs = (u64vec)x;
  const u64vec word = (u64vec){} + 0xFFFFFFFFull;
  const u64vec even = (pairs & word) * factor;
  const u64vec odd = (pairs >> 32) * factor;
  *high = (uvec)((even >> 32) | (odd & ~word));
  *low = (uvec)((even & word) | (odd << 32));
}

// Words 0 to 3 of 16 blocks of a row; the lanes of `block` are their numbers.
INLINE void philox(
    const uint64_t seed, const uvec block, const uint32_t step, const uint32_t stream,
    const uint32_t row, uvec *words) {
  uvec x0 = block, x1 = (uvec){} + step, x2 = (uvec){} + stream, x3 = (uvec){} + row;
  uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
#pragma clang loop unroll(full)
  for (int round = 0; round < 10; round++) {
    uvec high0, low0, high2, low2;
    multiply_wide(x0, 0xD2511F53u, &high0, &low0);
    multiply_wide(x2, 0xCD9E8D57u, &high2, &low2);
    x0 = high2 ^ x1 ^ k0;
    x1 = low2;
    x2 = high0 ^ x3 ^ k1;
    x3 = low0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  words[0] = x0, words[1] = x1, words[2] = x2, words[3] = x3;
}

// What stands in words 0 to 3 of 16 blocks in the order of elements: word w of block b is element 4 b + w.
INLINE void order_elements(const uvec *words, uvec *elements) {
  const uvec a = __builtin_shufflevector(
      words[0], words[1], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const uvec b = __builtin_shufflevector(
      words[2], words[3], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
  const uvec c = __builtin_shufflevector(
      words[0], words[1], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
  const uvec d = __builtin_shufflevector(
      words[2], words[3], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
#define PAIRS_LOW 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23
#define PAIRS_HIGH 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31
  elements[0] = __builtin_shufflevector(a, b, PAIRS_LOW);
  elements[1] = __builtin_shufflevector(a, b, PAIRS_HIGH);
  elements[2] = __builtin_shufflevector(c, d, PAIRS_LOW);
  elements[3] = __builtin_shufflevector(c, d, PAIRS_HIGH);
}

// 64 draws from 16 blocks, in the order of elements.
INLINE void philox_elements(
    const uint64_t seed, const uint32_t block, const uint32_t step, const uint32_t stream,
    const uint32_t row, uvec *elements) {
  uvec words[4];
  philox(seed, block + (uvec)lane_numbers(), step, stream, row, words);
  order_elements(words, elements);
}

static void NAME(dropout)(
    const float *x, float *y, long row, long first, long count, float rate, uint64_t seed,
    uint32_t step, uint32_t stream) {
  const float scale = 1.0f / (1.0f - rate);
  const long end = first + count;
  // Groups of 64 elements from a multiple of 64; the first and the last may be needed in part.
  for (long group = first / 64 * 64; group < end; group += 64) {
    uvec elements[4];
    philox_elements(seed, (uint32_t)(group / 4), step, stream, (uint32_t)row, elements);
    for (int v = 0; v < 4; v++) {
      const long at = group + v * LANES;
      if (at >= end || at + LANES <= first) continue;
      // A uniform number of 24 bits, exact in single precision.
      const vec uniform = __builtin_convertvector((ivec)(elements[v] >> 8), vec) * 0x1p-24f;
      if (at >= first && at + LANES <= end) {
        const vec kept = load(x + (at - first)) * scale;
        store(y + (at - first), choose(uniform < rate, (vec){}, kept));
        continue;
      }
      const long from = at < first ? first - at : 0;
      const long to = end - at < LANES ? end - at : LANES;
      for (long i = from; i < to; i++) {
        const long e = at + i - first;
        y[e] = uniform[i] < rate ? 0.0f : x[e] * scale;
      }
    }
  }
}

// The 32-bit finaliser of MurmurHash3.
INLINE uvec mix_bits(uvec x) {
  x = (x ^ (x >> 16)) * 0x85EBCA6Bu;
  x = (x ^ (x >> 13)) * 0xC2B2AE35u;
  return x ^ (x >> 16);
}

static void NAME(shuffle)(
    uint32_t *order, long first, long positions, uint32_t count, uint32_t bits,
    const uint32_t *keys) {
  const uint32_t right_bits = bits - bits / 2;
  const uint32_t left_mask = (1u << (bits / 2)) - 1, right_mask = (1u << right_bits) - 1;
  for (long i = 0; i < positions; i += LANES) {
    uvec value = (uint32_t)(first + i) + (uvec)lane_numbers();
    // Lanes beyond the last position start anywhere in the range; they are not stored.
    value = (uvec)choose((ivec)(value < count), (vec)value, (vec)(uvec){});
    ivec walking = ~(ivec){};
    do {
      uvec left = value >> right_bits, right = value & right_mask;
#pragma clang loop unroll(full)
      for (int round = 0; round < 8; round += 2) {
        right ^= mix_bits(left ^ keys[round]) & right_mask;
        left ^= mix_bits(right ^ keys[round + 1]) & left_mask;
      }
      value = (uvec)choose(walking, (vec)(left << right_bits | right), (vec)value);
      walking = (ivec)(value >= count);
    } while (__builtin_reduce_or((uvec)walking));
    const long left_over = positions - i;
    memcpy(
        order + i, &value,
        sizeof(uint32_t) * (unsigned long)(left_over < LANES ? left_over : LANES));
  }
}
