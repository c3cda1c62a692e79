// exp, tanh, sigmoid and erf for 16 lanes. Error bounds, in units in the last place of the
// right single-precision result, are checked over the whole range by the tests:
// exp 2, tanh 3, sigmoid 3, erf 3. Results below the smallest normal number are 0.

#define LOG2_E 0x1.715476p+0f
// ln 2 in two pieces: n * high is exact for the n that occur.
#define LN2_HIGH 0x1.62e400p-1f
#define LN2_LOW 0x1.7f7d1cp-20f

// 2^n for whole n of -126 ... 127.
INLINE vec power_of_two(const ivec n) { return (vec)((n + 127) << 23); }

// e^r - 1 for |r| <= ln(2) / 2 by its series: the first term left out is below 2^-27.
INLINE vec expm1_series(const vec r) {
  vec q = splat(1.0f / 5040.0f);
  q = q * r + 1.0f / 720.0f;
  q = q * r + 1.0f / 120.0f;
  q = q * r + 1.0f / 24.0f;
  q = q * r + 1.0f / 6.0f;
  q = q * r + 0.5f;
  return q * r * r + r;
}

// x = n ln 2 + r with whole n.
INLINE ivec reduce(const vec x, vec *r) {
  const vec n = __builtin_elementwise_roundeven(x * LOG2_E);
  *r = (x - n * LN2_HIGH) - n * LN2_LOW;
  return __builtin_convertvector(n, ivec);
}

INLINE vec exp_lanes(const vec x) {
  const vec inside = choose(x < 89.0f, choose(x > -88.0f, x, splat(-88.0f)), splat(89.0f));
  vec r;
  const ivec n = reduce(inside, &r);
  // In two factors, since 2^128 is no single-precision number although e^88.7 is.
  const ivec half = n >> 1;
  const vec y = (expm1_series(r) + 1.0f) * power_of_two(half) * power_of_two(n - half);
  return choose(x != x, x, choose(x < -87.33654f, (vec){}, y));
}

INLINE vec tanh_lanes(const vec x) {
  const vec positive = (vec)((ivec)x & 0x7fffffff);
  // Beyond 10 the result is 1 to all digits.
  const vec doubled = choose(positive < 10.0f, positive, splat(10.0f)) * 2.0f;
  vec r;
  const vec power = power_of_two(reduce(doubled, &r));
  const vec e = power * expm1_series(r) + (power - 1.0f);
  const vec y = e / (e + 2.0f);
  const vec signed_y = (vec)((ivec)y | ((ivec)x & (int32_t)0x80000000));
  return choose(x != x, x, signed_y);
}

INLINE vec sigmoid_lanes(const vec x) { return 1.0f / (1.0f + exp_lanes(-x)); }

// Two fits by least squares: erf(x) / x in x^2 up to 0.95, -ln(1 - erf(x)) in x beyond.
INLINE vec erf_lanes(const vec x) {
  const vec positive = (vec)((ivec)x & 0x7fffffff);
  const vec z = x * x;
  vec small = splat(0x1.571282p-14f);
  small = small * z - 0x1.a878eap-11f;
  small = small * z + 0x1.5493bcp-8f;
  small = small * z - 0x1.b80910p-6f;
  small = small * z + 0x1.ce2dc6p-4f;
  small = small * z - 0x1.812742p-2f;
  small = small * z + 0x1.20dd76p+0f;
  const vec t = choose(positive < 4.0f, positive, splat(4.0f));
  vec p = splat(0x1.68ff56p-16f);
  p = p * t - 0x1.cc9f5ap-12f;
  p = p * t + 0x1.12de4cp-8f;
  p = p * t - 0x1.9c8ae2p-6f;
  p = p * t + 0x1.bbe480p-4f;
  p = p * t + 0x1.443b2cp-1f;
  p = p * t + 0x1.212a8ep+0f;
  p = p * t - 0x1.7ff3bap-13f;
  const vec large = 1.0f - exp_lanes(-p);
  const vec signed_large = (vec)((ivec)large | ((ivec)x & (int32_t)0x80000000));
  return choose(x != x, x, choose(positive < 0.95f, small * x, signed_large));
}

static void NAME(elementwise)(int function, const float *x, float *y, long count) {
  for (long i = 0; i < count; i += LANES) {
    const vec value = load(x + i);
    const vec result = function == 0   ? exp_lanes(value)
                       : function == 1 ? tanh_lanes(value)
                       : function == 2 ? sigmoid_lanes(value)
                                       : erf_lanes(value);
    store_some(y + i, result, count - i);
  }
}
