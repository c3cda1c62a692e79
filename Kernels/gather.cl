// gather: each replica's batch, inputs[b][f] = scale * x[order[row + b]][f] + shift.
//
// Buffers: examples [D, N, F] bytes or floats and targets [D, N, T], shared; normalization
// [D, C, 2] scale and shift of channel f mod C, shared or by replica; data_set [R, 1]; order [R, N]; inputs [R, B, F];
// batch_targets [R, B, T].
// NDRange: x = feature f, y = row b of the batch, z = replica. The items with f < T also copy
// target f (the host makes x at least as wide as T). No sums.
// Defines: EXAMPLE uchar or float; TARGET int or float; CHANNELS = C; HAS_ORDER 0 for sequential
// order.

#ifndef EXAMPLE
#define EXAMPLE uchar
#endif
#ifndef TARGET
#define TARGET int
#endif
#ifndef CHANNELS
#define CHANNELS 1
#endif
#ifndef HAS_ORDER
#define HAS_ORDER 1
#endif

__kernel void gather(
    __global const EXAMPLE *examples, const ulong2 examples_at,
    __global const TARGET *targets, const ulong2 targets_at,
    __global const float *normalization, const ulong2 normalization_at,
    __global const int *data_set, const ulong2 data_set_at,
    __global const uint *order, const ulong2 order_at,
    __global float *inputs, const ulong2 inputs_at, const uint inputs_row,
    __global TARGET *batch_targets, const ulong2 batch_targets_at, const uint batch_targets_row,
    const uint batch, const uint example_count, const uint features, const uint target_width,
    const uint row, const uint first_replica) {
  const uint f = get_global_id(0);
  const uint b = get_global_id(1);
  if (b >= batch) return;
#if HAS_ORDER
  const uint position = PART(order)[row + b];
#else
  const uint position = row + b;
#endif
  const uint set = PART(data_set)[0];
  const ulong example = (ulong)set * example_count + position;
  if (f < features) {
    __global const float *affine =
        PART(normalization) + ((ulong)set * CHANNELS + f % CHANNELS) * 2;
    const float x = (float)PART(examples)[example * features + f];
    PART(inputs)[(ulong)b * inputs_row + f] = MULTIPLY_ADD(affine[0], x, affine[1]);
  }
  if (f < target_width)
    PART(batch_targets)[(ulong)b * batch_targets_row + f] =
        PART(targets)[example * target_width + f];
}
