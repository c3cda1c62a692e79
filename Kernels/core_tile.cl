// The tile that the products of CPU devices are made of: TILE_ROWS rows and 16 TILE_VECTORS (or 16)
// columns lie in vector registers and walk along k; no local memory, so nothing but arithmetic and loads
// remains.

// A tile in vector registers: eight chains hide the latency of a multiply-add, and half of 32 registers
// of 16 floats is left for the factors. The host takes fewer rows where registers are fewer or narrower.
#ifndef TILE_ROWS
#define TILE_ROWS 8
#endif
#ifndef TILE_VECTORS
#define TILE_VECTORS 2
#endif

// Where the rows of a tile start in the left factor; rows from `last` on repeat the one before.
INLINE void tile_rows(ulong *rows, const uint first, const uint last, const ulong stride) {
#pragma unroll
  for (int i = 0; i < TILE_ROWS; i++) rows[i] = min(first + i, last - 1) * stride;
}

// sums += left * right for a tile `width` vectors wide; `columns` are left in the matrix.
INLINE void add_products(
    float16 sums[TILE_ROWS][TILE_VECTORS], const int width, __global const float *left,
    const ulong *rows, const ulong step, __global const float *right, const uint right_row,
    const uint columns, const uint k) {
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
        if (j < width)
          sums[i][j] = MULTIPLY_ADD((float16)(left[rows[i] + p * step]), x[j], sums[i][j]);
  }
  for (; p < k; p++) {
    const float16 x = load_some(right + (ulong)p * right_row, columns);
#pragma unroll
    for (int i = 0; i < TILE_ROWS; i++)
      sums[i][0] = MULTIPLY_ADD((float16)(left[rows[i] + p * step]), x, sums[i][0]);
  }
}
