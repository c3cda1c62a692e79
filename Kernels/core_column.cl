// Sums over all rows of 16 channels, for CPU devices: rows i, i + 4, ... in four chains, the last rows in the
// first one; the chains are added pairwise. `count` channels are left.

// What a channel's sum over the rows needs: x, and g where there is one.
typedef struct {
  __global const float *x, *g;
  uint x_row, g_row, rows;
  float16 mean, inverse;
} Column;

// The terms of a column's sums.
typedef enum { VALUES, SQUARES, GRADIENTS, PRODUCTS } Term;

INLINE float16 value(const Column c, const uint row, const uint count) {
  return load(c.x + (ulong)row * c.x_row, count);
}
INLINE float16 gradient(const Column c, const uint row, const uint count) {
  return load(c.g + (ulong)row * c.g_row, count);
}

INLINE float16 term(const Column c, const Term kind, const uint row, const uint count) {
  if (kind == GRADIENTS) return gradient(c, row, count);
  const float16 x = value(c, row, count);
  if (kind == VALUES) return x;
  const float16 d = x - c.mean;
  return kind == SQUARES ? d * d : gradient(c, row, count) * (d * c.inverse);
}

INLINE float16 sum_of_rows(const Column c, const Term kind, const uint count) {
  float16 sums[4] = {(float16)(0.0f), (float16)(0.0f), (float16)(0.0f), (float16)(0.0f)};
  uint row = 0;
  for (; row + 4 <= c.rows; row += 4)
#pragma unroll
    for (uint j = 0; j < 4; j++) sums[j] += term(c, kind, row + j, count);
  for (; row < c.rows; row++) sums[0] += term(c, kind, row, count);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}
