// core_update: an optimizer step for the parameters first ..< last of one replica.
//
// For CPU devices; formulas and operands as in optimizer.cl. Any size; `first` is a multiple of 16.

typedef struct {
  // Adam, else plain gradient descent; a constant, so only one of them is compiled.
  bool is_adam;
  __global float *parameters, *first_moment, *second_moment;
  // The step's rate; twice lambda.
  float alpha, decay;
  // How many parameters, from the first, have a penalty.
  uint regularized;
  float rate1, rate2, epsilon;
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
  if (!u.is_adam) {
    store(MULTIPLY_ADD((float16)(-u.alpha), g, w), u.parameters + at, count);
    return;
  }
  float16 m = load(u.first_moment + at, count);
  float16 v = load(u.second_moment + at, count);
  m = MULTIPLY_ADD((float16)(u.rate1), g - m, m);
  v = MULTIPLY_ADD((float16)(u.rate2), MULTIPLY_ADD(g, g, -v), v);
  store(m, u.first_moment + at, count);
  store(v, u.second_moment + at, count);
  store(w - u.alpha * m / (sqrt(v) + u.epsilon), u.parameters + at, count);
}

void core_update(
    const Update u, __global const float *gradients, const uint count, const uint first,
    const uint last) {
  for (uint at = first; at < last; at += 16)
    update(u, load(gradients + at, count - at), at, count - at);
}
