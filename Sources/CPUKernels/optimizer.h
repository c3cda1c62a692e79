// Optimizer updates, alone and as the end of a weight gradient's tile.

// One vector of parameters; `count` lanes of it are stored.
INLINE void update_vector(
    const struct cpu_update *u, vec g, float *w, float *m, float *v, const long count) {
  const vec weight = load(w);
  g += u->decay * weight;
  if (u->method == 0) {
    store_some(w, weight - u->rate * g, count);
    return;
  }
  const vec mean = load(m), variance = load(v);
  const vec new_mean = mean + u->rest1 * (g - mean);
  const vec new_variance = variance + u->rest2 * (g * g - variance);
  store_some(m, new_mean, count);
  store_some(v, new_variance, count);
  store_some(
      w, weight - u->rate * new_mean / (__builtin_elementwise_sqrt(new_variance) + u->epsilon),
      count);
}

static void NAME(update)(
    const struct cpu_update *update, const float *g, float *w, float *m, float *v, long count) {
  const struct cpu_update u = *update;
  for (long i = 0; i < count; i += LANES)
    update_vector(&u, load(g + i), w + i, m + i, v + i, count - i);
}

// A tile of `rows` x one vector of a weight gradient, and the update of its weights.
//
// Narrow tiles: the few vectors of an update then overlap with the products of the next tile.
INLINE void update_tile(
    const int rows, const struct cpu_gemm *g, const struct cpu_update *u, const float *left,
    const float *right, const long at, const long columns, float *w, float *m, float *v) {
  vec sums[UPDATE_ROWS];
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) sums[i] = (vec){};
  multiply_tile(rows, 1, left, g->left_row, g->left_step, right, g->right_row, g->k, sums);
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    const long e = at + i * g->output_row;
    update_vector(u, sums[i], w + e, m + e, v + e, columns);
  }
}

// All columns of `rows` rows, from row `i` on.
INLINE void update_rows(
    const int rows, const struct cpu_gemm *g, const struct cpu_update *u, const long i, float *w,
    float *m, float *v) {
  const float *left = g->left + i * g->left_row;
  long j = 0;
  // The number of columns is a constant to the compiler in all tiles but the last.
  for (; j + LANES <= g->n; j += LANES)
    update_tile(rows, g, u, left, g->right + j, i * g->output_row + j, LANES, w, m, v);
  if (j < g->n)
    update_tile(rows, g, u, left, g->right + j, i * g->output_row + j, g->n - j, w, m, v);
}

static void NAME(gemm_update)(
    const struct cpu_gemm *product, const struct cpu_update *update, float *w, float *m, float *v) {
  // Copies that no store can change.
  const struct cpu_gemm g = *product;
  const struct cpu_update u = *update;
  long i = 0;
  for (; i + UPDATE_ROWS <= g.m; i += UPDATE_ROWS) update_rows(UPDATE_ROWS, &g, &u, i, w, m, v);
  for (; i < g.m; i++) update_rows(1, &g, &u, i, w, m, v);
}
