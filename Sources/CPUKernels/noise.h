// Standard deviations and normally distributed noise.

// The sum of x - mean, or of its square, over all elements.
INLINE float sum_about(const float *x, const float mean, const bool squares, const long count) {
  vec sums[2] = {{}, {}};
  for (long i = 0; i < count; i += LANES) {
    const ivec left = (int32_t)(count - i) - lane_numbers();
    const vec difference = choose(left > 0, load(x + i) - mean, (vec){});
    sums[i / LANES % 2] += squares ? difference * difference : difference;
  }
  return sum_lanes(sums[0] + sums[1]);
}

static float NAME(deviation)(const float *x, long count) {
  const float mean = sum_about(x, 0.0f, false, count) / (float)count;
  return sqrtf(sum_about(x, mean, true, count) / (float)count);
}

// ln x for normal x > 0, by the series of the inverse hyperbolic tangent.
INLINE vec log_lanes(const vec x) {
  // x = m 2^e with m between the root of 1/2 and that of 2.
  const ivec e = ((ivec)x - 0x3f3504f3) >> 23;
  const vec m = (vec)((ivec)x - (e << 23));
  const vec s = (m - 1.0f) / (m + 1.0f), z = s * s;
  vec q = splat(1.0f / 9.0f);
  q = q * z + 1.0f / 7.0f;
  q = q * z + 1.0f / 5.0f;
  q = q * z + 1.0f / 3.0f;
  const vec n = __builtin_convertvector(e, vec);
  return n * LN2_HIGH + (2.0f * (s + s * z * q) + n * LN2_LOW);
}

// Cosine and sine of 2 pi x for x of 0 ..< 1, each by its series around the nearest quarter.
INLINE void turn_lanes(const vec x, vec *cosine, vec *sine) {
  const vec quarter = __builtin_elementwise_roundeven(4.0f * x);
  const ivec number = __builtin_convertvector(quarter, ivec);
  const vec angle = (x - 0.25f * quarter) * 0x1.921fb6p+2f, z = angle * angle;
  vec s = splat(1.0f / 362880.0f);
  s = s * z - 1.0f / 5040.0f;
  s = s * z + 1.0f / 120.0f;
  s = s * z - 1.0f / 6.0f;
  s = s * z * angle + angle;
  vec c = splat(1.0f / 40320.0f);
  c = c * z - 1.0f / 720.0f;
  c = c * z + 1.0f / 24.0f;
  c = c * z - 0.5f;
  c = c * z + 1.0f;
  const ivec swaps = (number & 1) == 1;
  const uvec turns = (uvec)number;
  *cosine = (vec)((uvec)choose(swaps, s, c) ^ (((turns + 1) & 2) << 30));
  *sine = (vec)((uvec)choose(swaps, c, s) ^ ((turns & 2) << 30));
}

static void NAME(noise)(
    const float *x, float *y, long first, long count, float scale, uint64_t seed, uint32_t step,
    uint32_t stream) {
  const long end = first + count;
  // Groups of 64 elements from a multiple of 64; the first and the last may be needed in part.
  for (long group = first / 64 * 64; group < end; group += 64) {
    uvec words[4];
    philox(seed, (uint32_t)(group / 4) + (uvec)lane_numbers(), step, stream, 0, words);
    vec z[4];
#pragma clang loop unroll(full)
    for (int pair = 0; pair < 4; pair += 2) {
      const vec u = __builtin_convertvector((ivec)((words[pair] >> 8) + 1), vec) * 0x1p-24f;
      const vec v = __builtin_convertvector((ivec)(words[pair + 1] >> 8), vec) * 0x1p-24f;
      const vec size = scale * root(-2.0f * log_lanes(u));
      vec cosine, sine;
      turn_lanes(v, &cosine, &sine);
      z[pair] = size * cosine;
      z[pair + 1] = size * sine;
    }
    const uvec blocks[4] = {(uvec)z[0], (uvec)z[1], (uvec)z[2], (uvec)z[3]};
    uvec elements[4];
    order_elements(blocks, elements);
    for (int v = 0; v < 4; v++) {
      const long at = group + v * LANES;
      if (at >= end || at + LANES <= first) continue;
      const vec noise = (vec)elements[v];
      if (at >= first) {
        store_some(y + (at - first), load(x + (at - first)) + noise, end - at);
        continue;
      }
      for (long i = first - at; i < LANES && at + i < end; i++)
        y[at + i - first] = x[at + i - first] + noise[i];
    }
  }
}
