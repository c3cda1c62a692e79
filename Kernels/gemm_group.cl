// gemm_group: output = op(left) * op(right) (+ output), for devices with local memory of their own.
//
// Buffers, row-major with row strides: left [R, m, k] ([R, k, m] if transposed), right [R, k, n]
// ([R, n, k] if transposed), output [R, m, n]. Any size.
// NDRange and order of sums: see group_product.cl. Defines: those, and ACCUMULATE.

#ifndef ACCUMULATE
#define ACCUMULATE 0
#endif

__kernel __attribute__((reqd_work_group_size(GROUP_X, GROUP_Y, 1))) void gemm_group(
    __global const float *restrict left, const ulong2 left_at, const uint left_row,
    __global const float *restrict right, const ulong2 right_at, const uint right_row,
    __global float *restrict output, const ulong2 output_at, const uint output_row,
    const uint m, const uint n, const uint k, const uint first_replica) {
  __local float left_tile[LEFT_TILE];
  __local float right_tile[RIGHT_TILE];
  float sums[ITEM_ROWS][ITEM_COLUMNS];
  group_product(sums, left_tile, right_tile, PART(left), left_row, PART(right), right_row, m, n, k);
  __global float *out = PART(output);
  for (int i = 0; i < ITEM_ROWS; i++)
    for (int j = 0; j < ITEM_COLUMNS; j++) {
      if (TILE_ROW(i) >= m || TILE_COLUMN(j) >= n) continue;
      const ulong at = (ulong)TILE_ROW(i) * output_row + TILE_COLUMN(j);
      out[at] = ACCUMULATE ? out[at] + sums[i][j] : sums[i][j];
    }
}
