// core_dropout: y = x / (1 - rate) where the draw is at least rate, else 0.
//
// For CPU devices; the same bits as dropout.cl, 16 blocks of Philox in vector lanes. The rows first ..<
// last of one replica. No sums.

typedef struct { uint16 x0, x1, x2, x3; } Blocks;

// philox.cl for 16 blocks of a row from `block` on.
INLINE Blocks philox_blocks(
    const uint2 key, const uint block, const uint step, const uint stream, const uint row) {
  Blocks b;
  b.x0 = block + (uint16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  b.x1 = (uint16)(step);
  b.x2 = (uint16)(stream);
  b.x3 = (uint16)(row);
  uint k0 = key.x, k1 = key.y;
#pragma unroll
  for (int round = 0; round < 10; round++) {
    const uint16 m0 = (uint16)(0xD2511F53u), m1 = (uint16)(0xCD9E8D57u);
    const uint16 h0 = mul_hi(b.x0, m0), l0 = b.x0 * m0;
    const uint16 h1 = mul_hi(b.x2, m1), l1 = b.x2 * m1;
    b.x0 = h1 ^ b.x1 ^ k0;
    b.x1 = l1;
    b.x2 = h0 ^ b.x3 ^ k1;
    b.x3 = l0;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return b;
}

// The lower and the upper half of x0 y0 x1 y1 ...
INLINE uint16 interleave_low(const uint16 x, const uint16 y) {
  return (uint16)(x.s0, y.s0, x.s1, y.s1, x.s2, y.s2, x.s3, y.s3,
                  x.s4, y.s4, x.s5, y.s5, x.s6, y.s6, x.s7, y.s7);
}
INLINE uint16 interleave_high(const uint16 x, const uint16 y) {
  return (uint16)(x.s8, y.s8, x.s9, y.s9, x.sa, y.sa, x.sb, y.sb,
                  x.sc, y.sc, x.sd, y.sd, x.se, y.se, x.sf, y.sf);
}

// Words of 16 blocks in the order of elements.
INLINE void in_order(
    const uint16 x0, const uint16 x1, const uint16 x2, const uint16 x3, uint16 words[4]) {
  const uint16 even0 = interleave_low(x0, x2), even1 = interleave_high(x0, x2);
  const uint16 odd0 = interleave_low(x1, x3), odd1 = interleave_high(x1, x3);
  words[0] = interleave_low(even0, odd0);
  words[1] = interleave_high(even0, odd0);
  words[2] = interleave_low(even1, odd1);
  words[3] = interleave_high(even1, odd1);
}

// Numbers in 0 ..< 1 with 24 bits.
INLINE float16 uniform_lanes(const uint16 words) { return convert_float16(words >> 8) * 0x1p-24f; }

void core_dropout(
    __global const float *input, __global float *output, __global const float *rate,
    __global const uint *seed, const uint stream, const uint step, const uint channels,
    const uint first, const uint last) {
  const float share = rate[0];
  if (share == 0.0f && input == output) return;
  const uint2 key = (uint2)(seed[0], seed[1]);
  const float keep = 1.0f - share;
  for (uint row = first; row < last; row++) {
    __global const float *from = input + (ulong)row * channels;
    __global float *to = output + (ulong)row * channels;
    if (share == 0.0f) {
      for (uint c = 0; c < channels; c += 16) store(load(from + c, channels - c), to + c, channels - c);
      continue;
    }
    for (uint c = 0; c < channels; c += 64) {
      const Blocks b = philox_blocks(key, c / 4, step, stream, row);
      uint16 words[4];
      in_order(b.x0, b.x1, b.x2, b.x3, words);
#pragma unroll
      for (uint j = 0; j < 4; j++) {
        const uint at = c + 16 * j;
        if (at >= channels) break;
        const float16 x = load(from + at, channels - at);
        store(select((float16)(0.0f), x / keep, uniform_lanes(words[j]) >= share), to + at,
              channels - at);
      }
    }
  }
}
