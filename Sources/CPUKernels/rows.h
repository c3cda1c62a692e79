// Activations, sums over rows, softmax, and the conversion of examples.

INLINE vec activate(const int activation, const vec x) {
  switch (activation) {
    case CPU_ACTIVATION_RELU: return choose(x < 0.0f, (vec){}, x);  // keeps NaN
    case CPU_ACTIVATION_SIGMOID: return sigmoid_lanes(x);
    case CPU_ACTIVATION_TANH: return tanh_lanes(x);
    default: return x;
  }
}

// g times the derivative, from the output y.
INLINE vec activate_gradient(const int activation, const vec g, const vec y) {
  switch (activation) {
    case CPU_ACTIVATION_RELU: return choose(y > 0.0f, g, (vec){});
    case CPU_ACTIVATION_SIGMOID: return g * (y * (1.0f - y));
    case CPU_ACTIVATION_TANH: return g * (1.0f - y * y);
    default: return g;
  }
}

INLINE void bias_activation_rows(
    float *x, const long x_row, const float *bias, const long rows, const long channels,
    const int activation) {
  for (long c = 0; c < channels; c += LANES) {
    const vec b = bias ? load(bias + c) : (vec){};
    for (long row = 0; row < rows; row++) {
      float *at = x + row * x_row + c;
      store_some(at, activate(activation, load(at) + b), channels - c);
    }
  }
}

static void NAME(bias_activation)(
    float *x, long x_row, const float *bias, long rows, long channels, int activation) {
  switch (activation) {
    case CPU_ACTIVATION_RELU:
      bias_activation_rows(x, x_row, bias, rows, channels, CPU_ACTIVATION_RELU);
      break;
    case CPU_ACTIVATION_SIGMOID:
      bias_activation_rows(x, x_row, bias, rows, channels, CPU_ACTIVATION_SIGMOID);
      break;
    case CPU_ACTIVATION_TANH:
      bias_activation_rows(x, x_row, bias, rows, channels, CPU_ACTIVATION_TANH);
      break;
    default:
      if (bias) bias_activation_rows(x, x_row, bias, rows, channels, CPU_ACTIVATION_IDENTITY);
  }
}

INLINE void gradient_rows(
    float *g, const long g_row, const float *y, const long y_row, const long rows,
    const long channels, const int activation) {
  for (long row = 0; row < rows; row++)
    for (long c = 0; c < channels; c += LANES) {
      float *at = g + row * g_row + c;
      const vec value = activate_gradient(activation, load(at), load(y + row * y_row + c));
      store_some(at, value, channels - c);
    }
}

static void NAME(activation_gradient)(
    float *g, long g_row, const float *y, long y_row, long rows, long channels, int activation) {
  switch (activation) {
    case CPU_ACTIVATION_RELU:
      gradient_rows(g, g_row, y, y_row, rows, channels, CPU_ACTIVATION_RELU);
      break;
    case CPU_ACTIVATION_SIGMOID:
      gradient_rows(g, g_row, y, y_row, rows, channels, CPU_ACTIVATION_SIGMOID);
      break;
    case CPU_ACTIVATION_TANH:
      gradient_rows(g, g_row, y, y_row, rows, channels, CPU_ACTIVATION_TANH);
      break;
    default: break;
  }
}

static void NAME(column_sums)(
    const float *x, long x_row, float *sums, long rows, long channels) {
  for (long c = 0; c < channels; c += LANES) {
    vec sum = {};
    for (long row = 0; row < rows; row++) sum += load(x + row * x_row + c);
    store_some(sums + c, sum, channels - c);
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
