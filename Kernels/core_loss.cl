// core_softmax_cross_entropy, core_squared_error, core_add_row_sums: for CPU devices.
//
// Formulas and operands as in softmax_cross_entropy.cl and squared_error.cl, the rows first ..< last of
// one replica. The losses leave in row_sums [rows, 2] each row's loss and whether it was right (0 or 1)
// or, for values, its mean absolute error; core_add_row_sums adds both to the metrics, the rows in order.
// Sum order: see core_softmax.cl; squared errors add the channels in order.

void core_softmax_cross_entropy(
    __global const float *logits, const uint logits_row, __global const int *labels,
    const uint labels_step, const float smoothing, const bool has_gradient,
    __global float *gradient, const uint gradient_row, __global float *row_sums, const uint rows,
    const uint channels, const uint first, const uint last) {
  const int16 lane = (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const float off = smoothing / (float)channels, on = 1.0f - smoothing + off;
  for (uint row = first; row < last; row++) {
    __global const float *x = logits + (ulong)row * logits_row;
    const uint label = (uint)labels[(ulong)row * labels_step];
    float largest;
    const uint best = first_largest(x, channels, &largest);
    const float sum = sum_of_exp(x, largest, channels);
    float score = label < channels ? x[label] - largest : NAN;
    if (smoothing != 0.0f) {
      float all = 0.0f;
      for (uint c = 0; c < channels; c++) all += x[c] - largest;
      score = (1.0f - smoothing) * score + off * all;
    }
    row_sums[2 * row] = log(sum) - score;
    row_sums[2 * row + 1] = best == label ? 1.0f : 0.0f;
    if (!has_gradient) continue;
    __global float *g = gradient + (ulong)row * gradient_row;
    for (uint c = 0; c < channels; c += 16) {
      const float16 p = shifted_exp(x + c, largest, channels - c) / sum;
      const float16 target = select((float16)(off), (float16)(on), lane == (int)(label - c));
      const float16 difference = (p - target) / (float)rows;
      store(label < channels ? difference : (float16)(NAN), g + c, channels - c);
    }
  }
}

void core_squared_error(
    __global const float *predictions, const uint predictions_row, __global const int *targets,
    const uint targets_row, const bool are_labels, const bool has_gradient,
    __global float *gradient, const uint gradient_row, __global float *row_sums, const uint rows,
    const uint channels, const uint first, const uint last) {
  for (uint row = first; row < last; row++) {
    __global const float *p = predictions + (ulong)row * predictions_row;
    __global const int *t = targets + (ulong)row * targets_row;
    __global float *g = gradient + (ulong)row * gradient_row;
    const uint label = are_labels ? (uint)t[0] : 0;
    const float elsewhere = label < channels ? 0.0f : NAN;
    float largest;
    const uint best = first_largest(p, channels, &largest);
    float sum = 0.0f, absolute = 0.0f;
    for (uint c = 0; c < channels; c++) {
      const float target = are_labels ? (c == label ? 1.0f : elsewhere) : as_float(t[c]);
      const float difference = p[c] - target;
      sum = MULTIPLY_ADD(difference, difference, sum);
      absolute += fabs(difference);
      if (has_gradient) g[c] = 2.0f * difference / ((float)rows * (float)channels);
    }
    row_sums[2 * row] = sum / (float)channels;
    row_sums[2 * row + 1] = are_labels ? (best == label ? 1.0f : 0.0f) : absolute / (float)channels;
  }
}

void core_add_row_sums(
    __global const float *row_sums, __global float *metrics, const bool are_labels,
    const uint rows) {
  float loss = 0.0f, second = 0.0f;
  for (uint row = 0; row < rows; row++) {
    loss += row_sums[2 * row];
    second += row_sums[2 * row + 1];
  }
  add_compensated(metrics + METRIC_LOSS, loss);
  if (are_labels)
    metrics[METRIC_CORRECT] += second;
  else
    add_compensated(metrics + METRIC_ABSOLUTE_ERROR, second);
  metrics[METRIC_EXAMPLES] += (float)rows;
}
