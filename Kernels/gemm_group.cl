// gemm_group: output = op(left) * op(right) (+ output), for devices with local memory of their own.
//
// A work-group of 16 x 8 items computes a tile of 64 columns x 32 rows, each item 4 x 4 of it in
// registers; DEPTH steps of k at a time are staged in local memory.
// Buffers, row-major with row strides: left [R, m, k] ([R, k, m] if transposed), right [R, k, n]
// ([R, n, k] if transposed), output [R, m, n]. Any size.
// NDRange: x = 16 items for every 64 columns, y = 8 items for every 32 rows, z = replica.
// Sum order: every element adds its products in the order of k, one MULTIPLY_ADD each.
// Defines: TRANSPOSE_LEFT, TRANSPOSE_RIGHT, ACCUMULATE; DEPTH.

#ifndef TRANSPOSE_LEFT
#define TRANSPOSE_LEFT 0
#endif
#ifndef TRANSPOSE_RIGHT
#define TRANSPOSE_RIGHT 0
#endif
#ifndef ACCUMULATE
#define ACCUMULATE 0
#endif
#ifndef DEPTH
#define DEPTH 16
#endif
#define GROUP_X 16
#define GROUP_Y 8
#define ITEM 4
#define COLUMNS (GROUP_X * ITEM)
#define ROWS (GROUP_Y * ITEM)

// Copies a DEPTH x `width` block into local memory, zeros outside the matrix. Neighbouring items
// read neighbouring addresses: along k where k is contiguous in memory, else along the tile.
void stage(
    __local float *tile, const uint width, __global const float *x, const uint x_row,
    const bool along_k, const uint first, const uint limit, const uint p0, const uint k) {
  const uint item = get_local_id(1) * GROUP_X + get_local_id(0);
  for (uint e = item; e < DEPTH * width; e += GROUP_X * GROUP_Y) {
    const uint p = along_k ? e % DEPTH : e / width;
    const uint i = along_k ? e / DEPTH : e % width;
    const ulong major = along_k ? first + i : p0 + p;
    const ulong minor = along_k ? p0 + p : first + i;
    const bool inside = first + i < limit && p0 + p < k;
    tile[p * (width + 1) + i] = inside ? x[major * x_row + minor] : 0.0f;
  }
}

__kernel __attribute__((reqd_work_group_size(GROUP_X, GROUP_Y, 1))) void gemm_group(
    __global const float *restrict left, const ulong2 left_at, const uint left_row,
    __global const float *restrict right, const ulong2 right_at, const uint right_row,
    __global float *restrict output, const ulong2 output_at, const uint output_row,
    const uint m, const uint n, const uint k, const uint first_replica) {
  // One element of padding a row keeps the staging writes off one bank.
  __local float left_tile[DEPTH * (ROWS + 1)];
  __local float right_tile[DEPTH * (COLUMNS + 1)];
  const uint x = get_local_id(0);
  const uint y = get_local_id(1);
  const uint first_column = get_group_id(0) * COLUMNS;
  const uint first_row = get_group_id(1) * ROWS;
  float sums[ITEM][ITEM];
  for (int i = 0; i < ITEM; i++)
    for (int j = 0; j < ITEM; j++) sums[i][j] = 0.0f;
  for (uint p0 = 0; p0 < k; p0 += DEPTH) {
    stage(left_tile, ROWS, PART(left), left_row, !TRANSPOSE_LEFT, first_row, m, p0, k);
    stage(right_tile, COLUMNS, PART(right), right_row, TRANSPOSE_RIGHT, first_column, n, p0, k);
    barrier(CLK_LOCAL_MEM_FENCE);
    const uint depth = min((uint)DEPTH, k - p0);
    for (uint p = 0; p < depth; p++) {
      float b[ITEM];
      for (int j = 0; j < ITEM; j++) b[j] = right_tile[p * (COLUMNS + 1) + x + j * GROUP_X];
      for (int i = 0; i < ITEM; i++) {
        const float a = left_tile[p * (ROWS + 1) + y + i * GROUP_Y];
        for (int j = 0; j < ITEM; j++) sums[i][j] = MULTIPLY_ADD(a, b[j], sums[i][j]);
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
  __global float *out = PART(output);
  for (int i = 0; i < ITEM; i++) {
    const uint row = first_row + y + i * GROUP_Y;
    for (int j = 0; j < ITEM; j++) {
      const uint column = first_column + x + j * GROUP_X;
      if (row >= m || column >= n) continue;
      const ulong at = (ulong)row * output_row + column;
      out[at] = ACCUMULATE ? out[at] + sums[i][j] : sums[i][j];
    }
  }
}
