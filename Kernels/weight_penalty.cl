// weight_penalty: metrics.penalty += batch * l2 * sum(w^2), then batch * l1 * sum(|w|); 0 adds nothing.
//
// Buffers: weights [R, count] contiguous; l2, l1 [R, 1]; metrics [R, 8].
// NDRange: x = GROUP items, one work-group a replica; z = replica.
// Sum order: item i takes the 16-vectors i, i + GROUP, ... in order and adds the 16 lanes pairwise
// (halves, quarters, ...); item 0 takes what is left over after the last vector, then adds the
// items in order.
// Defines: GROUP; HAS_L1 0 where no replica has one.

#ifndef GROUP
#define GROUP 64
#endif
#ifndef HAS_L1
#define HAS_L1 1
#endif

// Adds the sum of squares or sizes, times `factor`, to the penalty; called by the whole group.
INLINE void add_penalty(
    __global const float *w, __local float *sums, __global float *metrics, const float factor,
    const bool squares, const uint count) {
  const uint item = get_local_id(0);
  float16 sum = (float16)(0.0f);
  if (factor != 0.0f) {
    for (uint vector = item; vector < count / 16; vector += GROUP) {
      const float16 x = vload16(vector, w);
      sum = squares ? MULTIPLY_ADD(x, x, sum) : sum + fabs(x);
    }
  }
  sums[item] = sum_lanes(sum);
  barrier(CLK_LOCAL_MEM_FENCE);
  if (item == 0 && factor != 0.0f) {
    float total = 0.0f;
    for (uint i = count / 16 * 16; i < count; i++)
      total = squares ? MULTIPLY_ADD(w[i], w[i], total) : total + fabs(w[i]);
    for (uint i = 0; i < GROUP; i++) total += sums[i];
    add_compensated(metrics + METRIC_PENALTY, factor * total);
  }
}

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void weight_penalty(
    __global const float *weights, const ulong2 weights_at,
    __global const float *l2, const ulong2 l2_at,
    __global const float *l1, const ulong2 l1_at,
    __global float *metrics, const ulong2 metrics_at,
    const uint count, const float batch, const uint first_replica) {
  __local float sums[GROUP];
  add_penalty(PART(weights), sums, PART(metrics), batch * PART(l2)[0], true, count);
#if HAS_L1
  // Until all sums have been read.
  barrier(CLK_LOCAL_MEM_FENCE);
  add_penalty(PART(weights), sums, PART(metrics), batch * PART(l1)[0], false, count);
#endif
}
