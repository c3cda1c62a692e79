// core_gemm_transposed: output = op(left) * transposed(right) (+ output) for the rows first ..< last of one
//                       replica.
//
// For CPU devices, see core_gemm.cl: 16 columns and DEPTH steps of k at a time are transposed into a
// panel, which then serves all rows.
// Operands, row-major with row strides: left m x k (k x m if transposed),
// right n x k, output m x n. Any size and any rows.
// Sum order: every element adds its products in the order of k, one MULTIPLY_ADD each; what output
// holds is added last.

// Steps of k whose right factors are transposed at once.
#define DEPTH 128

INLINE void core_gemm_transposed(
    __global const float *left, const uint left_row, const bool transpose_left,
    __global const float *right, const uint right_row, __global float *output,
    const uint output_row, const uint n, const uint k, const bool accumulate, const uint first,
    const uint last) {
  const ulong step = transpose_left ? left_row : 1;
  const ulong end = (ulong)(n - 1) * right_row + k;
  // What output holds is added to finished sums, so it waits in registers, a tile at a time.
  const uint rows_at_once = accumulate ? TILE_ROWS : last - first;
  for (uint column = 0; column < n; column += 16)
    for (uint from = first; from < last; from += rows_at_once) {
      float16 before[TILE_ROWS];
      for (uint p0 = 0; p0 < k; p0 += DEPTH) {
        const uint depth = min(k - p0, (uint)DEPTH);
        float16 panel[DEPTH];
        for (uint p = 0; p < depth; p += 16) {
          for (uint j = 0; j < 16; j++) {
            const ulong at = (ulong)min(column + j, n - 1) * right_row + p0 + p;
            panel[p + j] =
                at + 16 <= end ? vload16(0, right + at) : load_some(right + at, k - p0 - p);
          }
          transpose(panel + p);
        }
        for (uint row = from; row < min(from + rows_at_once, last); row += TILE_ROWS) {
          ulong rows[TILE_ROWS];
          float16 sums[TILE_ROWS];
          tile_rows(rows, row, last, transpose_left ? 1 : left_row);
          __global float *out = output + (ulong)row * output_row + column;
#pragma unroll
          for (int i = 0; i < TILE_ROWS; i++) {
            sums[i] = (float16)(0.0f);
            if (row + i >= last || (p0 == 0 && !accumulate)) continue;
            const float16 x = load(out + (ulong)i * output_row, n - column);
            if (p0 == 0) before[i] = x;
            else sums[i] = x;
          }
          for (uint p = 0; p < depth; p++)
#pragma unroll
            for (int i = 0; i < TILE_ROWS; i++)
              sums[i] = MULTIPLY_ADD((float16)(left[rows[i] + (p0 + p) * step]), panel[p], sums[i]);
#pragma unroll
          for (int i = 0; i < TILE_ROWS; i++) {
            if (row + i >= last) continue;
            const bool adds = accumulate && p0 + depth == k;
            store(adds ? before[i] + sums[i] : sums[i], out + (ulong)i * output_row, n - column);
          }
        }
      }
    }
}
