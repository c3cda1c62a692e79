// softmax_cross_entropy: loss = log(sum(exp(x))) - x[label];
//                        gradient = (softmax(x) - onehot) / rows,
// with (1 - s) onehot + s / C in place of onehot for label smoothing s.
//
// Buffers: logits, gradient [R, rows, C] with row strides, may be the same; labels [R, rows], 0 ..<
// C (any other label makes the row's loss and gradient NaN); smoothing [R, 1];
// metrics [R, 8].
// NDRange: x = GROUP items, one work-group a replica, see row_metrics.cl for the order of sums; z =
// replica. A row's own sums run over the channels in order.
// Defines: HAS_GRADIENT 0 for inference; HAS_SMOOTHING 0 where no replica has any; GROUP.

#ifndef HAS_GRADIENT
#define HAS_GRADIENT 1
#endif
#ifndef HAS_SMOOTHING
#define HAS_SMOOTHING 1
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void softmax_cross_entropy(
    __global const float *logits, const ulong2 logits_at, const uint logits_row,
    __global const int *labels, const ulong2 labels_at, const uint labels_step,
    __global float *gradient, const ulong2 gradient_at, const uint gradient_row,
    __global const float *smoothing, const ulong2 smoothing_at,
    __global float *metrics, const ulong2 metrics_at,
    const uint rows, const uint channels, const uint first_replica) {
  __local float losses[GROUP];
  __local uint corrects[GROUP];
  const float smooth = HAS_SMOOTHING ? PART(smoothing)[0] : 0.0f;
  // The targets of other classes and of the right one.
  const float off = smooth / (float)channels, on = 1.0f - smooth + off;
  float loss = 0.0f;
  uint correct = 0;
  for (uint row = get_local_id(0); row < rows; row += GROUP) {
    __global const float *x = PART(logits) + (ulong)row * logits_row;
    const uint label = (uint)PART(labels)[(ulong)row * labels_step];
    float largest = x[0];
    uint best = 0;
    for (uint c = 1; c < channels; c++) {
      if (x[c] > largest) {
        largest = x[c];
        best = c;
      }
    }
    float sum = 0.0f;
    for (uint c = 0; c < channels; c++) sum += exp(x[c] - largest);
    float score = label < channels ? x[label] - largest : NAN;
    if (smooth != 0.0f) {
      float all = 0.0f;
      for (uint c = 0; c < channels; c++) all += x[c] - largest;
      score = (1.0f - smooth) * score + off * all;
    }
    loss += log(sum) - score;
    correct += best == label;
#if HAS_GRADIENT
    __global float *g = PART(gradient) + (ulong)row * gradient_row;
    for (uint c = 0; c < channels; c++) {
      const float p = exp(x[c] - largest) / sum;
      g[c] = label < channels ? (p - (c == label ? on : off)) / (float)rows : NAN;
    }
#endif
  }
  add_row_metrics(PART(metrics), losses, corrects, loss, correct, rows);
}
