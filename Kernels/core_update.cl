// core_update: an optimizer step for the parameters first ..< last of one replica.
//
// For CPU devices; formulas in optimizer_step.cl, operands as in optimizer.cl. Any size; `first` is a
// multiple of 16.

typedef struct {
  // The method and its number of moments: constants, so only its formula is compiled.
  int method, moments;
  __global float *parameters, *first_moment, *second_moment;
  // Twice lambda, and how many parameters, from the first, have the penalty.
  float decay;
  uint regularized;
  // As optimizer_step takes them.
  float coefficients[3], scalars[3];
} Update;

INLINE float16 with_penalty(const Update u, const float16 g, const float16 w, const uint at) {
  const float16 penalized = MULTIPLY_ADD((float16)(u.decay), w, g);
  if (at + 16 <= u.regularized) return penalized;
  if (at >= u.regularized) return g;
  float lanes[16], plain[16];
  vstore16(penalized, 0, lanes);
  vstore16(g, 0, plain);
  for (uint j = u.regularized - at; j < 16; j++) lanes[j] = plain[j];
  return vload16(0, lanes);
}

// Updates `count` parameters, at most 16, from `at` on.
INLINE void update(const Update u, const float16 gradient, const uint at, const uint count) {
  const float16 w = load(u.parameters + at, count);
  const float16 g = with_penalty(u, gradient, w, at);
  float16 m = 0.0f, v = 0.0f;
  if (u.moments > 0) m = load(u.first_moment + at, count);
  if (u.moments > 1) v = load(u.second_moment + at, count);
  const float16 updated = optimizer_step(u.method, u.coefficients, u.scalars, g, w, &m, &v);
  if (u.moments > 0) store(m, u.first_moment + at, count);
  if (u.moments > 1) store(v, u.second_moment + at, count);
  store(updated, u.parameters + at, count);
}

INLINE void core_update(
    const Update u, __global const float *gradients, const uint count, const uint first,
    const uint last) {
  for (uint at = first; at < last; at += 16)
    update(u, load(gradients + at, count - at), at, count - at);
}
