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
    memcpy(x, &v, (unsigned long)count * sizeof(float));
  }
}

INLINE vec splat(const float x) { return (vec){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x}; }

// a where the mask is set, else b.
INLINE vec choose(const ivec mask, const vec a, const vec b) {
  return (vec)(((ivec)a & mask) | ((ivec)b & ~mask));
}

// The lanes added pairwise: halves, quarters, ...
INLINE float sum_lanes(const vec x) {
  float lanes[LANES];
  store(lanes, x);
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
  return lanes[0];
}

INLINE float largest_lane(const vec x) {
  float lanes[LANES];
  store(lanes, x);
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int i = 0; i < half; i++) lanes[i] = lanes[i] > lanes[i + half] ? lanes[i] : lanes[i + half];
  return lanes[0];
}

// Lanes 0, 1, 2, ...
INLINE ivec lane_numbers(void) {
  return (ivec){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
}
