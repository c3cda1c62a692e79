// Sums over the rows of a replica, for a work-group of GROUP_X channels and GROUP_Y lanes that share the
// rows: lane i takes rows i, i + GROUP_Y, ... in order, then the lanes' sums are added pairwise, i and i +
// span, in log2(GROUP_Y) rounds. GROUP_Y is a power of two that the host picks from the number of rows alone.

#ifndef GROUP_X
#define GROUP_X 32
#endif
#ifndef GROUP_Y
#define GROUP_Y 8
#endif
#define GROUP (GROUP_X * GROUP_Y)

// The sum of `value` over the lanes of this item's channel; called by the whole group.
float column_sum(__local float *sums, const float value) {
  const uint x = get_local_id(0), y = get_local_id(1);
  // What the call before left may still be read.
  barrier(CLK_LOCAL_MEM_FENCE);
  sums[y * GROUP_X + x] = value;
  barrier(CLK_LOCAL_MEM_FENCE);
  for (uint span = GROUP_Y / 2; span > 0; span /= 2) {
    if (y < span) sums[y * GROUP_X + x] += sums[(y + span) * GROUP_X + x];
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  return sums[x];
}
