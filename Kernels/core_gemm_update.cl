// core_gemm_update: an optimizer step for parameters whose gradient is transposed(left) * right, rows
//                   first ..< last, each as soon as its gradient is known and without storing that.
//
// For CPU devices. `parameters` and the moments are m x n without gaps; left is k x m, right k x n. Any
// size; `first` is a multiple of TILE_ROWS.
// Sum order: a gradient adds its products in the order of k, one MULTIPLY_ADD each.

// sums += some products of a tile of one vector, whose rows lie side by side in the left factor.
INLINE void add_some_products(
    float16 sums[TILE_ROWS], __global const float *left, const uint left_row,
    __global const float *right, const uint right_row, const uint steps) {
#pragma unroll 1
  for (uint p = 0; p < steps; p++) {
    const float16 x = vload16(0, right + (ulong)p * right_row);
#pragma unroll
    for (int i = 0; i < TILE_ROWS; i++)
      sums[i] = MULTIPLY_ADD((float16)(left[(ulong)p * left_row + i]), x, sums[i]);
  }
}

// core_gemm_update where all tiles are whole. A tile is updated between the products of the next one, a
// row of it after each part of them, so that what an update waits for costs no time.
INLINE void update_overlapped(
    const Update u, __global const float *left, const uint left_row, __global const float *right,
    const uint right_row, const uint n, const uint k, const uint first, const uint last) {
  const uint part = k / TILE_ROWS, rest = k - part * TILE_ROWS;
  float16 done[TILE_ROWS] = {0};
  add_some_products(done, left + first, left_row, right, right_row, k);
  uint at = first * n;
  for (uint row = first; row < last; row += TILE_ROWS) {
    for (uint column = row == first ? 16 : 0; column < n; column += 16) {
      float16 sums[TILE_ROWS] = {0};
      __global const float *l = left + row, *r = right + column;
#pragma unroll
      for (int i = 0; i < TILE_ROWS; i++) {
        add_some_products(sums, l, left_row, r, right_row, part);
        l += (ulong)part * left_row;
        r += (ulong)part * right_row;
        update(u, done[i], at + i * n, 16);
      }
      add_some_products(sums, l, left_row, r, right_row, rest);
#pragma unroll
      for (int i = 0; i < TILE_ROWS; i++) done[i] = sums[i];
      at = row * n + column;
    }
  }
#pragma unroll
  for (int i = 0; i < TILE_ROWS; i++) update(u, done[i], at + i * n, 16);
}

// Where tiles are not whole, `block` is room for TILE_ROWS rows of the gradient: they stay in the first
// cache, and parameters and moments are visited in the order of memory.
INLINE void core_gemm_update(
    const Update u, __global const float *left, const uint left_row, __global const float *right,
    const uint right_row, __global float *block, const uint m, const uint n, const uint k,
    const uint first, const uint last) {
  if (u.method == ADAM && n % 16 == 0 && (last - first) % TILE_ROWS == 0 && k >= TILE_ROWS &&
      first < last) {
    update_overlapped(u, left, left_row, right, right_row, n, k, first, last);
    return;
  }
  const uint wide = 16 * TILE_VECTORS;
  for (uint row = first; row < last; row += TILE_ROWS) {
    const uint rows = min(m - row, (uint)TILE_ROWS);
    for (uint column = 0; column + wide <= n; column += wide)
      gemm_tile(TILE_VECTORS, left + row, left_row, true, right, right_row, block, n, rows, n, k, false,
                0, column);
    for (uint column = n / wide * wide; column < n; column += 16)
      gemm_tile(1, left + row, left_row, true, right, right_row, block, n, rows, n, k, false, 0, column);
    for (uint i = 0; i < rows * n; i += 16)
      update(u, load(block + i, rows * n - i), row * n + i, rows * n - i);
  }
}
