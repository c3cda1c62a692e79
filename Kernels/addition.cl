// addition: y = left + right, or left.
//
// Buffers: left, right, y [R, rows, C] with row strides; y may be one of the others.
// NDRange: x = channel, y = row, z = replica. Defines: HAS_RIGHT 0 for a copy.

#ifndef HAS_RIGHT
#define HAS_RIGHT 1
#endif

__kernel void addition(
    __global const float *left, const ulong2 left_at, const uint left_row,
    __global const float *right, const ulong2 right_at, const uint right_row,
    __global float *y, const ulong2 y_at, const uint y_row,
    const uint rows, const uint channels, const uint first_replica) {
  const uint c = get_global_id(0), row = get_global_id(1);
  if (c >= channels || row >= rows) return;
  const float x = PART(left)[(ulong)row * left_row + c];
  PART(y)[(ulong)row * y_row + c] = HAS_RIGHT ? x + PART(right)[(ulong)row * right_row + c] : x;
}
