// Sums over rows, softmax, and the conversion of examples.

static void NAME(column_sums)(
    const float *x, long x_row, float *sums, long rows, long channels) {
  for (long c = 0; c < channels; c += LANES) {
    vec sum = {};
    for (long row = 0; row < rows; row++) sum += load(x + row * x_row + c);
    store_some(sums + c, sum, channels - c);
  }
}

static void NAME(add)(
    const float *a, long a_row, const float *b, long b_row, float *y, long y_row, long rows,
    long channels) {
  for (long row = 0; row < rows; row++)
    for (long c = 0; c < channels; c += LANES) {
      const vec x = load(a + row * a_row + c);
      store_some(y + row * y_row + c, b ? x + load(b + row * b_row + c) : x, channels - c);
    }
}

// Four vectors of partial sums, then what is left over after the last of them.
static float NAME(sum_of_squares)(const float *x, long count) {
  vec sums[4] = {{}, {}, {}, {}};
  long i = 0;
  for (; i + 4 * LANES <= count; i += 4 * LANES)
    for (int j = 0; j < 4; j++) {
      const vec value = load(x + i + j * LANES);
      sums[j] += value * value;
    }
  float sum = sum_lanes((sums[0] + sums[1]) + (sums[2] + sums[3]));
  for (; i < count; i++) sum += x[i] * x[i];
  return sum;
}

static void NAME(normalize_bytes)(
    const uint8_t *x, float *y, long count, float scale, float shift) {
  long i = 0;
  for (; i + LANES <= count; i += LANES)
    store(y + i, __builtin_convertvector(*(const bytes *)(x + i), vec) * scale + shift);
  for (; i < count; i++) {
    const vec value = splat((float)x[i]) * scale + shift;
    y[i] = value[0];
  }
}

static void NAME(normalize_floats)(
    const float *x, float *y, long count, float scale, float shift) {
  for (long i = 0; i < count; i += LANES) store_some(y + i, load(x + i) * scale + shift, count - i);
}

static void NAME(normalize_pixels)(
    const uint8_t *x, float *y, long count, const float *affine, long channels) {
  // After as many vectors as there are channels the pattern comes round again.
  vec scales[4], shifts[4];
  for (long v = 0; v < channels; v++) {
    for (long lane = 0; lane < LANES; lane++) {
      const long channel = (v * LANES + lane) % channels;
      scales[v][lane] = affine[2 * channel];
      shifts[v][lane] = affine[2 * channel + 1];
    }
  }
  long i = 0, v = 0;
  for (; i + LANES <= count; i += LANES) {
    store(y + i, __builtin_convertvector(*(const bytes *)(x + i), vec) * scales[v] + shifts[v]);
    v = v + 1 == channels ? 0 : v + 1;
  }
  for (long lane = 0; i < count; i++, lane++) {
    const vec value = splat((float)x[i]) * splat(scales[v][lane]) + splat(shifts[v][lane]);
    y[i] = value[0];
  }
}

// 16 logits from channel c; beyond the last, what adds nothing to the sum of exponentials.
INLINE vec logits(const float *x, const long c, const long channels) {
  const ivec left = (int32_t)(channels - c) - lane_numbers();
  return choose(left > 0, load(x + c), splat(-INFINITY));
}

INLINE float largest_logit(const float *x, const long channels) {
  // The first element, so that a NaN elsewhere is passed over and one here stays.
  vec largest = splat(x[0]);
  for (long c = 0; c < channels; c += LANES) {
    const vec value = logits(x, c, channels);
    largest = choose(value > largest, value, largest);
  }
  return largest_lane(largest);
}

static float NAME(softmax)(const float *x, float *p, long channels) {
  const float largest = largest_logit(x, channels);
  vec sums = {};
  for (long c = 0; c < channels; c += LANES) {
    const vec e = exp_lanes(logits(x, c, channels) - largest);
    store_some(p + c, e, channels - c);
    sums += e;
  }
  const float sum = sum_lanes(sums);
  for (long c = 0; c < channels; c += LANES)
    store_some(p + c, load(p + c) / sum, channels - c);
  return logf(sum) + largest;
}

static float NAME(log_sum_exp)(const float *x, long channels) {
  const float largest = largest_logit(x, channels);
  vec sums = {};
  for (long c = 0; c < channels; c += LANES)
    sums += exp_lanes(logits(x, c, channels) - largest);
  return logf(sum_lanes(sums)) + largest;
}
