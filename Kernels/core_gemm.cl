// core_gemm: output = op(left) * right (+ output) for the rows first ..< last of one replica.
//
// For CPU devices, made of the tiles of core_tile.cl.
// Operands, row-major with row strides: left m x k (k x m if transposed), right k x n,
// output m x n. Any size and any rows.
// Sum order: every element adds its products in the order of k, one MULTIPLY_ADD each; what output
// holds is added last. Rows from `last` on repeat the row before and columns beyond n hold anything;
// neither is stored.

// One tile of the product from (row, column) on, which ends before row `last`.
INLINE void gemm_tile(
    const int width, __global const float *left, const uint left_row, const bool transpose_left,
    __global const float *right, const uint right_row, __global float *output,
    const uint output_row, const uint last, const uint n, const uint k, const bool accumulate,
    const uint row, const uint column) {
  ulong rows[TILE_ROWS];
  float16 sums[TILE_ROWS][TILE_VECTORS];
  tile_rows(rows, row, last, transpose_left ? 1 : left_row);
  __global float *out = output + (ulong)row * output_row + column;
#pragma unroll
  for (int i = 0; i < TILE_ROWS; i++)
#pragma unroll
    for (int j = 0; j < TILE_VECTORS; j++) sums[i][j] = (float16)(0.0f);
  add_products(sums, width, left, rows, transpose_left ? left_row : 1, right + column, right_row,
               n - column, k);
#pragma unroll
  for (int i = 0; i < TILE_ROWS; i++)
#pragma unroll
    for (int j = 0; j < TILE_VECTORS; j++) {
      if (j >= width || row + i >= last) continue;
      __global float *x = out + (ulong)i * output_row + 16 * j;
      const uint count = n - column - 16 * j;
      store(accumulate ? load(x, count) + sums[i][j] : sums[i][j], x, count);
    }
}

INLINE void core_gemm(
    __global const float *left, const uint left_row, const bool transpose_left,
    __global const float *right, const uint right_row, __global float *output,
    const uint output_row, const uint n, const uint k, const bool accumulate, const uint first,
    const uint last) {
  // A panel of `right` stays in the cache while the rows pass by.
  for (uint column = 0; column + 16 * TILE_VECTORS <= n; column += 16 * TILE_VECTORS)
    for (uint row = first; row < last; row += TILE_ROWS)
      gemm_tile(TILE_VECTORS, left, left_row, transpose_left, right, right_row, output, output_row, last, n, k,
                accumulate, row, column);
  for (uint column = n / (16 * TILE_VECTORS) * (16 * TILE_VECTORS); column < n; column += 16)
    for (uint row = first; row < last; row += TILE_ROWS)
      gemm_tile(1, left, left_row, transpose_left, right, right_row, output, output_row, last, n, k,
                accumulate, row, column);
}
