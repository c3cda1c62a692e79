// The rectifier whose slopes are operands.

// 16 slopes; `step` 0 where all channels share one.
INLINE vec slopes(const float *slope, const long step) {
  return step ? load(slope) : splat(*slope);
}

static void NAME(leaky_rectifier)(
    const float *x, long x_row, float *y, long y_row, const float *slope, long slope_row,
    long slope_step, long rows, long channels) {
  for (long row = 0; row < rows; row++)
    for (long c = 0; c < channels; c += LANES) {
      const vec value = load(x + row * x_row + c);
      const vec below = slopes(slope + row * slope_row + c * slope_step, slope_step) * value;
      store_some(y + row * y_row + c, choose(value < 0.0f, below, value), channels - c);
    }
}

static void NAME(leaky_rectifier_gradient)(
    float *g, long g_row, const float *x, long x_row, const float *slope, long slope_row,
    long slope_step, float *slope_gradient, long rows, long channels) {
  for (long c = 0; c < channels; c += LANES) {
    vec sum = {};
    for (long row = 0; row < rows; row++) {
      float *at = g + row * g_row + c;
      const vec gradient = load(at), value = load(x + row * x_row + c);
      const ivec is_below = value < 0.0f;
      sum += choose(is_below, gradient * value, (vec){});
      const vec below = slopes(slope + row * slope_row + c * slope_step, slope_step) * gradient;
      store_some(at, choose(is_below, below, gradient), channels - c);
    }
    if (slope_gradient) store_some(slope_gradient + c, sum, channels - c);
  }
}
