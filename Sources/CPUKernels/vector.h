// Vectors of 16 lanes in clang's own notation: one register, two or four, as the instruction set has
// them. Sums over lanes therefore have the same order on every processor.

// All of these are inlined: no vector is ever passed in a call, whose convention would depend on the set.
#pragma clang diagnostic ignored "-Wpsabi"

typedef float vec __attribute__((vector_size(64)));
typedef float vec_any __attribute__((vector_size(64), aligned(4)));
typedef int32_t ivec __attribute__((vector_size(64)));
typedef uint32_t uvec __attribute__((vector_size(64)));
typedef uint64_t u64vec __attribute__((vector_size(64)));
typedef uint8_t bytes __attribute__((vector_size(16), aligned(1)));

#define LANES 16
#define INLINE static inline __attribute__((always_inline))

INLINE vec load(const float *x) { return *(const vec_any *)x; }
INLINE void store(float *x, const vec v) { *(vec_any *)x = v; }

// Stores the first `count` lanes.
INLINE void store_some(float *x, const vec v, const long count) {
  if (count >= LANES) {
    store(x, v);
  } else {
#if defined(STORE_FIRST)
    STORE_FIRST(x, v, count);
#else
    memcpy(x, &v, (unsigned long)count * sizeof(float));
#endif
  }
}

INLINE vec splat(const float x) { return (vec){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x}; }

// a where the mask is set, else b.
INLINE vec choose(const ivec mask, const vec a, const vec b) {
  return (vec)(((ivec)a & mask) | ((ivec)b & ~mask));
}

// n / d for d > 0, within 1 ULP; may be 0 where d is above a quarter of the largest number. Faster than a
// division where square roots keep the divider busy, slower where multiply-adds are what is short.
INLINE vec quotient(const vec n, const vec d) {
#if defined(RECIPROCAL)
  // An infinite divisor gives 0, as in a division, and not 0 times infinity; NaN stays what it is.
  const vec divisor = choose(d > splat(__FLT_MAX__), splat(__FLT_MAX__), d);
  const vec reciprocal = RECIPROCAL(divisor), first = n * reciprocal;
  return first + (n - divisor * first) * reciprocal;
#else
  return n / d;
#endif
}

// The lanes taken together pairwise: halves, quarters, ...
#define FOLD(x, y, combine)                                                             \
  y = __builtin_shufflevector(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7); \
  x = combine;                                                                          \
  y = __builtin_shufflevector(x, x, 4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11); \
  x = combine;                                                                          \
  y = __builtin_shufflevector(x, x, 2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13); \
  x = combine;                                                                          \
  y = __builtin_shufflevector(x, x, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14); \
  x = combine;

INLINE float sum_lanes(vec x) {
  vec y;
  FOLD(x, y, x + y)
  return x[0];
}

INLINE float largest_lane(vec x) {
  vec y;
  FOLD(x, y, choose(x > y, x, y))
  return x[0];
}

// Lanes 0, 1, 2, ...
INLINE ivec lane_numbers(void) {
  return (ivec){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
}
