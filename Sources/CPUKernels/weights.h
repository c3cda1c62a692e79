// What is done to weights or gradients beside their update.

static void NAME(max_norm)(float *w, long w_row, long rows, long columns, float limit) {
  for (long c = 0; c < columns; c += LANES) {
    vec squares = {};
    for (long row = 0; row < rows; row++) {
      const vec x = load(w + row * w_row + c);
      squares += x * x;
    }
    const vec length = root(squares);
    const ivec is_long = length > limit;
    const vec scale = limit / length;
    for (long row = 0; row < rows; row++) {
      float *at = w + row * w_row + c;
      const vec x = load(at);
      store_some(at, choose(is_long, x * scale, x), columns - c);
    }
  }
}

static void NAME(gradient_transform)(
    const struct cpu_transform *transform, float *g, const float *w, long count) {
  const struct cpu_transform t = *transform;
  vec squares = {};
  for (long i = 0; i < count; i += LANES) {
    const vec gradient = load(g + i);
    vec x = gradient;
    if (i < t.regularized) {
      const vec weight = load(w + i);
      if (t.decay != 0) x += t.decay * weight;
      if (t.pull != 0)
        x = choose(weight > 0.0f, x + t.pull, choose(weight < 0.0f, x - t.pull, x));
      const ivec left = (int32_t)(t.regularized - i) - lane_numbers();
      x = choose(left > 0, x, gradient);
    }
    // A gradient that is no number stays one.
    if (t.largest != 0)
      x = choose(x > t.largest, splat(t.largest), choose(x < -t.largest, splat(-t.largest), x));
    store_some(g + i, x, count - i);
    const ivec inside = (int32_t)(count - i < LANES ? count - i : LANES) - lane_numbers();
    squares += choose(inside > 0, x * x, (vec){});
  }
  const float length = sqrtf(sum_lanes(squares));
  if (t.norm == 0 || length <= t.norm) return;
  const float scale = t.norm / length;
  for (long i = 0; i < count; i += LANES) store_some(g + i, load(g + i) * scale, count - i);
}

static float NAME(sum_of_sizes)(const float *x, long count) {
  vec sum = {};
  for (long i = 0; i < count; i += LANES) {
    const ivec inside = (int32_t)(count - i < LANES ? count - i : LANES) - lane_numbers();
    sum += choose(inside > 0, __builtin_elementwise_abs(load(x + i)), (vec){});
  }
  return sum_lanes(sum);
}
