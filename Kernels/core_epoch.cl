// core_shuffle, core_fill, core_weight_penalty: for CPU devices, one replica's part.
//
// Formulas and operands as in shuffle.cl, fill.cl and weight_penalty.cl.
// Sum order of the penalty: element i goes to lane i mod 64 in order, the four vectors of lanes are added
// pairwise, then their lanes.

void core_shuffle(
    __global uint *order, __global const uint *seed, __global const float *enabled,
    const uint count, const uint bits, const uint step) {
  if (enabled[0] == 0.0f) {
    for (uint position = 0; position < count; position++) order[position] = position;
    return;
  }
  const Permutation p = permutation((uint2)(seed[0], seed[1]), step, bits, count);
  for (uint position = 0; position < count; position++) order[position] = permuted(p, position);
}

void core_fill(__global float *output, const float value, const uint count) {
  for (uint i = 0; i < count; i += 16) store((float16)(value), output + i, count - i);
}

// Adds the sum of squares or sizes, times `factor`, to the penalty.
INLINE void add_penalty(
    __global const float *weights, __global float *metrics, const float factor, const bool squares,
    const uint count) {
  if (factor == 0.0f) return;
  // Four chains hide the latency of a multiply-add.
  float16 sums[4] = {(float16)(0.0f), (float16)(0.0f), (float16)(0.0f), (float16)(0.0f)};
  uint i = 0;
  for (; i + 64 <= count; i += 64)
#pragma unroll
    for (int j = 0; j < 4; j++) {
      const float16 w = vload16(j, weights + i);
      sums[j] = squares ? MULTIPLY_ADD(w, w, sums[j]) : sums[j] + fabs(w);
    }
#pragma unroll
  for (int j = 0; j < 4; j++) {
    const uint at = i + 16 * j;
    if (at >= count) break;
    const float16 w = load(weights + at, count - at);
    sums[j] = squares ? MULTIPLY_ADD(w, w, sums[j]) : sums[j] + fabs(w);
  }
  const float total = sum_lanes((sums[0] + sums[1]) + (sums[2] + sums[3]));
  add_compensated(metrics + METRIC_PENALTY, factor * total);
}

void core_weight_penalty(
    __global const float *weights, __global const float *l2, const float l1,
    __global float *metrics, const float batch, const uint count) {
  add_penalty(weights, metrics, batch * l2[0], true, count);
  add_penalty(weights, metrics, batch * l1, false, count);
}
