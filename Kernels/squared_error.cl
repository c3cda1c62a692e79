// squared_error: loss = mean over channels of (p - t)^2; gradient = 2 (p - t) / (rows * C).
//
// Buffers: predictions, gradient [R, rows, C] with row strides, may be the same; targets [R, rows]
// labels, whose one-hot vector is t (any label but 0 ..< C makes the row's loss and gradient NaN), or
// [R, rows, C] values; metrics [R, 8].
// NDRange: x = GROUP items, one work-group a replica, see row_metrics.cl for the order of sums; z =
// replica. A row's own sums run over the channels in order. Correct rows are counted for labels only,
// absolute errors mean |p - t| are summed for values only.
// Defines: LABELS 1 for int labels, 0 for float values; HAS_GRADIENT 0 for inference; GROUP.

#ifndef LABELS
#define LABELS 1
#endif
#ifndef HAS_GRADIENT
#define HAS_GRADIENT 1
#endif
#if LABELS
#define TARGET int
#else
#define TARGET float
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void squared_error(
    __global const float *predictions, const ulong2 predictions_at, const uint predictions_row,
    __global const TARGET *targets, const ulong2 targets_at, const uint targets_row,
    __global float *gradient, const ulong2 gradient_at, const uint gradient_row,
    __global float *metrics, const ulong2 metrics_at,
    const uint rows, const uint channels, const uint first_replica) {
  __local float losses[GROUP];
  __local uint corrects[GROUP];
  float loss = 0.0f;
#if !LABELS
  float absolute = 0.0f;
#endif
  uint correct = 0;
  for (uint row = get_local_id(0); row < rows; row += GROUP) {
    __global const float *p = PART(predictions) + (ulong)row * predictions_row;
    __global const TARGET *t = PART(targets) + (ulong)row * targets_row;
#if LABELS
    const uint label = (uint)t[0];
    const float elsewhere = label < channels ? 0.0f : NAN;
#endif
#if HAS_GRADIENT
    __global float *g = PART(gradient) + (ulong)row * gradient_row;
#endif
    float sum = 0.0f;
#if !LABELS
    float absolute_sum = 0.0f;
#endif
    float largest = p[0];
    uint best = 0;
    for (uint c = 0; c < channels; c++) {
      const float x = p[c];
      if (x > largest) {
        largest = x;
        best = c;
      }
#if LABELS
      const float difference = x - (c == label ? 1.0f : elsewhere);
#else
      const float difference = x - t[c];
      absolute_sum += fabs(difference);
#endif
      sum = MULTIPLY_ADD(difference, difference, sum);
#if HAS_GRADIENT
      g[c] = 2.0f * difference / ((float)rows * (float)channels);
#endif
    }
    loss += sum / (float)channels;
#if LABELS
    correct += best == label;
#else
    absolute += absolute_sum / (float)channels;
#endif
  }
  add_row_metrics(PART(metrics), losses, corrects, loss, correct, rows);
#if !LABELS
  add_item_sums(PART(metrics) + METRIC_ABSOLUTE_ERROR, losses, absolute);
#endif
}
