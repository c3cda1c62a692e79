// Loads and shuffles of 16 floats for gemm.cl, all within one work-item.

// x[0 ..< 16], of which only `count` may be read.
float16 load_some(__global const float *x, const uint count) {
  float lanes[16];
  for (uint j = 0; j < 16; j++) lanes[j] = j < count ? x[j] : 0.0f;
  return vload16(0, lanes);
}

// Transposes a 16 x 16 block in registers: four rounds of interleaving its halves.
void transpose(float16 *block) {
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
