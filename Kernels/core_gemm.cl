// core_gemm: output = op(left) * right (+ output) for the rows first ..< last of one replica.
//
// For CPU devices: a tile of TILE_ROWS x 16 TILE_VECTORS (or 16) of the product lies in vector registers and walks
// along k; no local memory, so nothing but arithmetic and loads remains.
// Operands, row-major with row strides: left m x k (k x m if transposed), right k x n,
// output m x n. Any size; `first` is a multiple of TILE_ROWS.
// Sum order: every element adds its products in the order of k, one MULTIPLY_ADD each, from 0 or what
// output holds. Rows beyond m repeat the last row and columns beyond n hold anything; neither is
// stored.

// A tile in vector registers: eight chains hide the latency of a multiply-add, and half of 32 registers
// of 16 floats is left for the factors. The host takes fewer rows where registers are fewer or narrower.
#ifndef TILE_ROWS
#define TILE_ROWS 8
#endif
#ifndef TILE_VECTORS
#define TILE_VECTORS 2
#endif

// Where the rows of a tile start in the left factor; rows beyond the last repeat it.
void tile_rows(ulong *rows, const uint first, const uint m, const ulong stride) {
#pragma unroll
  for (int i = 0; i < TILE_ROWS; i++) rows[i] = min(first + i, m - 1) * stride;
}

// sums += left * right for a tile `width` vectors wide; `columns` are left in the matrix.
void add_products(
    float16 sums[TILE_ROWS][TILE_VECTORS], const int width, __global const float *left, const ulong *rows,
    const ulong step, __global const float *right, const uint right_row, const uint k,
    const uint columns) {
  // Reading past n is harmless as long as it stays within the matrix.
  const uint short_rows = columns < 16 ? min(k, (15 - columns) / right_row + 1) : 0;
  uint p = 0;
  for (; p < k - short_rows; p++) {
    float16 x[TILE_VECTORS];
#pragma unroll
    for (int j = 0; j < TILE_VECTORS; j++)
      if (j < width) x[j] = vload16(j, right + (ulong)p * right_row);
#pragma unroll
    for (int i = 0; i < TILE_ROWS; i++)
#pragma unroll
      for (int j = 0; j < TILE_VECTORS; j++)
        if (j < width) sums[i][j] = MULTIPLY_ADD((float16)(left[rows[i] + p * step]), x[j], sums[i][j]);
  }
  for (; p < k; p++) {
    const float16 x = load_some(right + (ulong)p * right_row, columns);
#pragma unroll
    for (int i = 0; i < TILE_ROWS; i++)
      sums[i][0] = MULTIPLY_ADD((float16)(left[rows[i] + p * step]), x, sums[i][0]);
  }
}

// One tile of the product from (row, column) on.
void gemm_tile(
    const int width, __global const float *left, const uint left_row, const bool transpose_left,
    __global const float *right, const uint right_row, __global float *output,
    const uint output_row, const uint m, const uint n, const uint k, const bool accumulate,
    const uint row, const uint column) {
  ulong rows[TILE_ROWS];
  float16 sums[TILE_ROWS][TILE_VECTORS];
  tile_rows(rows, row, m, transpose_left ? 1 : left_row);
  __global float *out = output + (ulong)row * output_row + column;
#pragma unroll
  for (int i = 0; i < TILE_ROWS; i++)
#pragma unroll
    for (int j = 0; j < TILE_VECTORS; j++) {
      sums[i][j] = (float16)(0.0f);
      if (accumulate && j < width && row + i < m)
        sums[i][j] = load(out + (ulong)i * output_row + 16 * j, n - column - 16 * j);
    }
  add_products(sums, width, left, rows, transpose_left ? left_row : 1, right + column, right_row, k,
               n - column);
#pragma unroll
  for (int i = 0; i < TILE_ROWS; i++)
#pragma unroll
    for (int j = 0; j < TILE_VECTORS; j++)
      if (j < width && row + i < m)
        store(sums[i][j], out + (ulong)i * output_row + 16 * j, n - column - 16 * j);
}

void core_gemm(
    __global const float *left, const uint left_row, const bool transpose_left,
    __global const float *right, const uint right_row, __global float *output,
    const uint output_row, const uint m, const uint n, const uint k, const bool accumulate,
    const uint first, const uint last) {
  // A panel of `right` stays in the cache while the rows pass by.
  for (uint column = 0; column + 16 * TILE_VECTORS <= n; column += 16 * TILE_VECTORS)
    for (uint row = first; row < last; row += TILE_ROWS)
      gemm_tile(TILE_VECTORS, left, left_row, transpose_left, right, right_row, output, output_row, m, n, k,
                accumulate, row, column);
  for (uint column = n / (16 * TILE_VECTORS) * (16 * TILE_VECTORS); column < n; column += 16)
    for (uint row = first; row < last; row += TILE_ROWS)
      gemm_tile(1, left, left_row, transpose_left, right, right_row, output, output_row, m, n, k,
                accumulate, row, column);
}
