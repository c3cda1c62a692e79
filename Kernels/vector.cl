// Vectors of 16 floats for CPU devices: loads and stores that end early, and shuffles.
//
// The core_*.cl files are made of these. A function with a `count` touches that many elements from
// x on, at most 16.

// What formulas compute with that all devices share (activation_functions.cl, optimizer_step.cl).
#define REAL float16

// x[0 ..< 16], of which only `count` may be read; zeros behind them.
INLINE float16 load_some(__global const float *x, const uint count) {
  float lanes[16];
  for (uint j = 0; j < 16; j++) lanes[j] = j < count ? x[j] : 0.0f;
  return vload16(0, lanes);
}

INLINE float16 load(__global const float *x, const uint count) {
  return count >= 16 ? vload16(0, x) : load_some(x, count);
}

INLINE void store(const float16 value, __global float *x, const uint count) {
  if (count >= 16) {
    vstore16(value, 0, x);
    return;
  }
  float lanes[16];
  vstore16(value, 0, lanes);
  for (uint j = 0; j < count; j++) x[j] = lanes[j];
}

// The 16 lanes added pairwise: halves, quarters, ...
INLINE float sum_lanes(const float16 x) {
  const float8 eight = x.lo + x.hi;
  const float4 four = eight.lo + eight.hi;
  const float2 two = four.lo + four.hi;
  return two.lo + two.hi;
}

// Transposes a 16 x 16 block in registers: four rounds of interleaving its halves.
INLINE void transpose(float16 *block) {
#pragma unroll
  for (int round = 0; round < 4; round++) {
    float16 next[16];
#pragma unroll
    for (int i = 0; i < 8; i++) {
      const float16 x = block[i];
      const float16 y = block[i + 8];
      next[2 * i] = (float16)(x.s0, y.s0, x.s1, y.s1, x.s2, y.s2, x.s3, y.s3,
                              x.s4, y.s4, x.s5, y.s5, x.s6, y.s6, x.s7, y.s7);
      next[2 * i + 1] = (float16)(x.s8, y.s8, x.s9, y.s9, x.sa, y.sa, x.sb, y.sb,
                                  x.sc, y.sc, x.sd, y.sd, x.se, y.se, x.sf, y.sf);
    }
#pragma unroll
    for (int i = 0; i < 16; i++) block[i] = next[i];
  }
}
