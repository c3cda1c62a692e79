// What the losses share: the sum over the rows of a replica, added to its metrics.
//
// One work-group of GROUP items serves one replica; item i takes rows i, i + GROUP, ... in order,
// then the items' sums are added pairwise, i and i + span, in log2(GROUP) rounds. GROUP is a power
// of two that the host picks from the number of rows alone, never from the number of replicas.

#ifndef GROUP
#define GROUP 64
#endif

// Adds every item's value to a compensated sum; called by the whole group, which shares `values`.
void add_item_sums(__global float *sum, __local float *values, const float value) {
  const uint item = get_local_id(0);
  barrier(CLK_LOCAL_MEM_FENCE);
  values[item] = value;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint span = GROUP / 2; span > 0; span /= 2) {
    if (item < span) values[item] += values[item + span];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (item == 0) add_compensated(sum, values[0]);
}

// Adds every item's loss and count of correct rows to metrics [8]; called by the whole group.
void add_row_metrics(
    __global float *metrics, __local float *losses, __local uint *corrects,
    const float loss, const uint correct, const uint rows) {
  const uint item = get_local_id(0);
  losses[item] = loss;
  corrects[item] = correct;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint span = GROUP / 2; span > 0; span /= 2) {
    if (item < span) {
      losses[item] += losses[item + span];
      corrects[item] += corrects[item + span];
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  if (item == 0) {
    add_compensated(metrics + METRIC_LOSS, losses[0]);
    metrics[METRIC_CORRECT] += (float)corrects[0];
    metrics[METRIC_EXAMPLES] += (float)rows;
  }
}
