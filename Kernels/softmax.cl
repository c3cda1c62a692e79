// softmax: p = exp(x - max) / sum over the channels of each row.
// softmax_gradient: g = p * (g - sum(g * p)), in place.
//
// Buffers: all [R, rows, C] with row strides; probabilities may be logits.
// NDRange: x = row, z = replica. One item walks along its row, so sums run over the channels in
// order.

__kernel void softmax(
    __global const float *logits, const ulong2 logits_at, const uint logits_row,
    __global float *probabilities, const ulong2 probabilities_at, const uint probabilities_row,
    const uint rows, const uint channels, const uint first_replica) {
  const uint row = get_global_id(0);
  if (row >= rows) return;
  __global const float *x = PART(logits) + (ulong)row * logits_row;
  __global float *p = PART(probabilities) + (ulong)row * probabilities_row;
  float largest = x[0];
  for (uint c = 1; c < channels; c++) largest = fmax(largest, x[c]);
  float sum = 0.0f;
  for (uint c = 0; c < channels; c++) {
    const float e = exp(x[c] - largest);
    p[c] = e;
    sum += e;
  }
  for (uint c = 0; c < channels; c++) p[c] /= sum;
}

__kernel void softmax_gradient(
    __global float *gradient, const ulong2 gradient_at, const uint gradient_row,
    __global const float *probabilities, const ulong2 probabilities_at,
    const uint probabilities_row,
    const uint rows, const uint channels, const uint first_replica) {
  const uint row = get_global_id(0);
  if (row >= rows) return;
  __global float *g = PART(gradient) + (ulong)row * gradient_row;
  __global const float *p = PART(probabilities) + (ulong)row * probabilities_row;
  float sum = 0.0f;
  for (uint c = 0; c < channels; c++) sum = MULTIPLY_ADD(g[c], p[c], sum);
  for (uint c = 0; c < channels; c++) g[c] = p[c] * (g[c] - sum);
}
