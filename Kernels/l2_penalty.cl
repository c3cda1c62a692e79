// l2_penalty: metrics.penalty += batch * l2 * sum(w^2); replicas with l2 = 0 do nothing.
//
// Buffers: weights [R, count] contiguous; l2 [R, 1]; metrics [R, 8].
// NDRange: x = GROUP items, one work-group a replica; z = replica.
// Sum order: item i takes the 16-vectors i, i + GROUP, ... in order and adds the 16 lanes pairwise
// (halves, quarters, ...); item 0 takes what is left over after the last vector, then adds the
// items in order.

#ifndef GROUP
#define GROUP 64
#endif

__kernel __attribute__((reqd_work_group_size(GROUP, 1, 1))) void l2_penalty(
    __global const float *weights, const ulong2 weights_at,
    __global const float *l2, const ulong2 l2_at,
    __global float *metrics, const ulong2 metrics_at,
    const uint count, const float batch, const uint first_replica) {
  __local float sums[GROUP];
  const uint item = get_local_id(0);
  const float lambda = PART(l2)[0];
  __global const float *w = PART(weights);
  float16 sum = (float16)(0.0f);
  if (lambda != 0.0f) {
    for (uint vector = item; vector < count / 16; vector += GROUP) {
      const float16 x = vload16(vector, w);
      sum = MULTIPLY_ADD(x, x, sum);
    }
  }
  sums[item] = sum_lanes(sum);
  barrier(CLK_LOCAL_MEM_FENCE);
  if (item == 0 && lambda != 0.0f) {
    float total = 0.0f;
    for (uint i = count / 16 * 16; i < count; i++) total = MULTIPLY_ADD(w[i], w[i], total);
    for (uint i = 0; i < GROUP; i++) total += sums[i];
    add_compensated(PART(metrics) + METRIC_PENALTY, batch * lambda * total);
  }
}
