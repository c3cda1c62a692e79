// Matrix products by register tiles. A tile of TILE_ROWS x TILE_VECTORS vectors of the output stays in
// registers while k runs; operands are read where they lie, except a transposed right one, which is
// turned around a block at a time. Every element adds its products in the order of k.

// Columns that a row tile covers, and the block of k for which a transposed panel is kept.
#define PANEL (TILE_VECTORS * LANES)
#define BLOCK 256

// The sums of one tile over `k` steps, on top of what `sums` holds.
INLINE void multiply_tile(
    const int rows, const int vectors, const float *restrict left, const long left_row,
    const long left_step, const float *restrict right, const long right_row, const long k, vec *sums) {
#pragma clang loop unroll_count(2)
  for (long p = 0; p < k; p++) {
    vec x[TILE_VECTORS];
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++) x[j] = load(right + p * right_row + j * LANES);
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
      const vec y = splat(left[i * left_row + p * left_step]);
#pragma clang loop unroll(full)
      for (int j = 0; j < vectors; j++) sums[i * vectors + j] += y * x[j];
    }
  }
}

// A tile from its operands to the output: `resume` goes on with the sums that the output holds, an
// accumulating product adds the sums of a block to it in the end.
INLINE void tile(
    const int rows, const int vectors, const struct cpu_gemm *g, const float *left,
    const float *right, const long right_row, const long k, float *output, const long columns,
    const bool resume) {
  vec sums[TILE_ROWS * TILE_VECTORS];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++)
      sums[i * vectors + j] = resume ? load(output + i * g->output_row + j * LANES) : (vec){};
  if (g->left_step == 1) {
    multiply_tile(rows, vectors, left, g->left_row, 1, right, right_row, k, sums);
  } else {
    multiply_tile(rows, vectors, left, g->left_row, g->left_step, right, right_row, k, sums);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++)
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++) {
      float *at = output + i * g->output_row + j * LANES;
      const vec sum = sums[i * vectors + j];
      store_some(
          at, g->accumulate ? load(at) + sum : sum, j + 1 < vectors ? LANES : columns - j * LANES);
    }
}

#define TILE_CASE(r, v)                                                        \
  case (r) * 8 + (v):                                                          \
    if ((r) <= TILE_ROWS && (v) <= TILE_VECTORS)                               \
      tile((r) <= TILE_ROWS ? (r) : 1, (v) <= TILE_VECTORS ? (v) : 1, g, left, \
           right, right_row, k, output, columns, resume);                      \
    break;

static void any_tile(
    const int rows, const int vectors, const struct cpu_gemm *g, const float *left,
    const float *right, const long right_row, const long k, float *output, const long columns,
    const bool resume) {
  switch (rows * 8 + vectors) {
    TILE_CASE(1, 1) TILE_CASE(1, 2) TILE_CASE(1, 3) TILE_CASE(1, 4)
    TILE_CASE(2, 1) TILE_CASE(2, 2) TILE_CASE(2, 3) TILE_CASE(2, 4)
    TILE_CASE(3, 1) TILE_CASE(3, 2) TILE_CASE(3, 3) TILE_CASE(3, 4)
    TILE_CASE(4, 1) TILE_CASE(4, 2) TILE_CASE(4, 3) TILE_CASE(4, 4)
    TILE_CASE(5, 1) TILE_CASE(6, 1)
  }
}

// Turns a block of op(right) = right^T around: panel[p][j] = right[j][p].
static void transpose_panel(
    float *restrict panel, const float *restrict right, const long right_row, const long columns,
    const long k) {
  for (long j0 = 0; j0 < columns; j0 += LANES) {
    for (long p0 = 0; p0 < k; p0 += LANES) {
      vec block[LANES];
      for (int j = 0; j < LANES; j++) {
        // Columns beyond the last repeat it and are never stored.
        const long column = j0 + j < columns ? j0 + j : columns - 1;
        block[j] = load(right + column * right_row + p0);
      }
#pragma clang loop unroll(full)
      for (int round = 0; round < 4; round++) {
        vec next[LANES];
#pragma clang loop unroll(full)
        for (int i = 0; i < 8; i++) {
          next[2 * i] = __builtin_shufflevector(
              block[i], block[i + 8], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
          next[2 * i + 1] = __builtin_shufflevector(
              block[i], block[i + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        }
        memcpy(block, next, sizeof(block));
      }
      const long rows = k - p0 < LANES ? k - p0 : LANES;
      for (int p = 0; p < rows; p++) store(panel + (p0 + p) * PANEL + j0, block[p]);
    }
  }
}

// Blocks of k outside, panels of columns inside: a block's rows of a wide right operand lie on few enough
// pages for the processor to remember.
static void NAME(gemm)(const struct cpu_gemm *g) {
  float turned[BLOCK * PANEL] __attribute__((aligned(64)));
  for (long p = 0; p < g->k; p += BLOCK) {
    const long k = g->k - p < BLOCK ? g->k - p : BLOCK;
    const bool resume = p > 0 && !g->accumulate;
    for (long j = 0; j < g->n; j += PANEL) {
      const long columns = g->n - j < PANEL ? g->n - j : PANEL;
      const int vectors = (int)((columns + LANES - 1) / LANES);
      const float *right = g->right + p * g->right_row + j;
      long right_row = g->right_row;
      if (g->transpose_right) {
        transpose_panel(turned, g->right + j * g->right_row + p, g->right_row, columns, k);
        right = turned;
        right_row = PANEL;
      }
      for (long i = 0; i < g->m; i += TILE_ROWS) {
        const int rows = (int)(g->m - i < TILE_ROWS ? g->m - i : TILE_ROWS);
        any_tile(
            rows, vectors, g, g->left + i * g->left_row + p * g->left_step, right, right_row, k,
            g->output + i * g->output_row + j, columns, resume);
      }
    }
  }
}
