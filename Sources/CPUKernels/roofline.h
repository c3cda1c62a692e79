// The two loops that measure what the processor can do at best.

static double NAME(multiply_adds)(long rounds) {
  enum { SUMS = TILE_ROWS * TILE_VECTORS, STEPS = 16 };
  vec sums[SUMS];
  for (int i = 0; i < SUMS; i++) sums[i] = splat((float)i);
  vec x = splat(0.5f);
  for (long round = 0; round < rounds; round++) {
#pragma clang loop unroll(full)
    for (int step = 0; step < STEPS; step++)
#pragma clang loop unroll(full)
      for (int i = 0; i < SUMS; i++) sums[i] = sums[i] * x + x;
    // Keeps the compiler from finding the sum without the loop.
    __asm__ volatile("" : "+m"(x));
  }
  vec sum = {};
  for (int i = 0; i < SUMS; i++) sum += sums[i];
  volatile float sink = sum_lanes(sum);
  (void)sink;
  return 2.0 * LANES * SUMS * STEPS * (double)rounds;
}

static void NAME(triad)(float *a, const float *b, const float *c, float scale, long count) {
  for (long i = 0; i < count; i += LANES) {
    const vec sum = load(b + i) + scale * load(c + i);
    store_some(a + i, sum, count - i);
  }
}
