// gemm_tile: output = op(left) * op(right) (+ output), on CPU devices.
//
// One work-item, alone in its work-group, holds a tile of TILE_ROWS x 16 of the product in
// registers and walks along k; no local memory, so nothing but arithmetic and loads remains.
// Buffers, row-major with row strides: left [R, m, k] ([R, k, m] if transposed), right [R, k, n]
// ([R, n, k] if transposed), output [R, m, n]. Any size.
// NDRange: x = tile of 16 columns, y = tile of TILE_ROWS rows, z = replica.
// Sum order: every element adds its products in the order of k, one MULTIPLY_ADD each; gemm_group
// does the same. Rows beyond m repeat the last row and columns beyond n hold anything; neither is
// stored.
// Defines: TRANSPOSE_LEFT, TRANSPOSE_RIGHT, ACCUMULATE; TILE_ROWS, by the number of vector
// registers.

#ifndef TRANSPOSE_LEFT
#define TRANSPOSE_LEFT 0
#endif
#ifndef TRANSPOSE_RIGHT
#define TRANSPOSE_RIGHT 0
#endif
#ifndef ACCUMULATE
#define ACCUMULATE 0
#endif
#ifndef TILE_ROWS
#define TILE_ROWS 8
#endif

#if TRANSPOSE_LEFT
#define LEFT(i, p) left_part[(p) * (ulong)left_row + rows[i]]
#else
#define LEFT(i, p) left_part[rows[i] + (p)]
#endif

__kernel __attribute__((reqd_work_group_size(1, 1, 1))) void gemm_tile(
    __global const float *restrict left, const ulong2 left_at, const uint left_row,
    __global const float *restrict right, const ulong2 right_at, const uint right_row,
    __global float *restrict output, const ulong2 output_at, const uint output_row,
    const uint m, const uint n, const uint k, const uint first_replica) {
  const uint column = get_global_id(0) * 16;
  const uint first_row = get_global_id(1) * TILE_ROWS;
  if (column >= n || first_row >= m) return;
  __global const float *left_part = PART(left);
  ulong rows[TILE_ROWS];
  float16 sums[TILE_ROWS];
#pragma unroll
  for (int i = 0; i < TILE_ROWS; i++) {
    rows[i] = min(first_row + i, m - 1) * (TRANSPOSE_LEFT ? 1ul : (ulong)left_row);
    sums[i] = (float16)(0.0f);
  }
#if TRANSPOSE_RIGHT
  __global const float *right_part = PART(right);
  const ulong end = (ulong)(n - 1) * right_row + k;
  for (uint p = 0; p < k; p += 16) {
    float16 block[16];
#pragma unroll
    for (int j = 0; j < 16; j++) {
      // Reading past k is harmless as long as it stays within the matrix.
      const ulong at = (ulong)min(column + j, n - 1) * right_row + p;
      block[j] = at + 16 <= end ? vload16(0, right_part + at) : load_some(right_part + at, k - p);
    }
    transpose(block);
    if (p + 16 <= k) {
#pragma unroll
      for (int q = 0; q < 16; q++)
#pragma unroll
        for (int i = 0; i < TILE_ROWS; i++)
          sums[i] = MULTIPLY_ADD((float16)(LEFT(i, p + q)), block[q], sums[i]);
    } else {
      for (uint q = 0; p + q < k; q++)
#pragma unroll
        for (int i = 0; i < TILE_ROWS; i++)
          sums[i] = MULTIPLY_ADD((float16)(LEFT(i, p + q)), block[q], sums[i]);
    }
  }
#else
  __global const float *right_part = PART(right) + column;
  for (uint p = 0; p < k; p++) {
    // Reading past n is harmless as long as it stays within the matrix.
    const ulong left_over = (ulong)(k - 1 - p) * right_row + n - column;
    const float16 x = left_over >= 16 ? vload16(0, right_part + p * (ulong)right_row)
                                      : load_some(right_part + p * (ulong)right_row, n - column);
#pragma unroll
    for (int i = 0; i < TILE_ROWS; i++)
      sums[i] = MULTIPLY_ADD((float16)(LEFT(i, p)), x, sums[i]);
  }
#endif
  __global float *out = PART(output) + (ulong)first_row * output_row + column;
  for (int i = 0; i < TILE_ROWS && first_row + i < m; i++, out += output_row) {
    float16 sum = sums[i];
    if (column + 16 <= n) {
#if ACCUMULATE
      sum += vload16(0, out);
#endif
      vstore16(sum, 0, out);
    } else {
      float lanes[16];
      vstore16(sum, 0, lanes);
      for (uint j = 0; j < n - column; j++) out[j] = ACCUMULATE ? out[j] + lanes[j] : lanes[j];
    }
  }
}
