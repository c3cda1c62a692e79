// Optimizer updates, alone and as the end of a weight gradient's tile.

INLINE vec root(const vec x) { return __builtin_elementwise_sqrt(x); }

// n / d: `divides` is whether to use the processor's division, see ``quotient``.
INLINE vec divided(const vec n, const vec d, const bool divides) {
  return divides ? n / d : quotient(n, d);
}

// What becomes of a vector of parameters w with the gradients g and of its moments m and v. The method is a
// constant to the compiler, which leaves one of these.
INLINE vec step_vector(
    const int method, const struct cpu_update *u, const bool divides, const vec g, const vec w, vec *m,
    vec *v) {
  const float *c = u->coefficients, *s = u->scalars;
  switch (method) {
    case CPU_SGD: return w - s[0] * g;
    case CPU_MOMENTUM: *m = c[0] * *m - s[0] * g; return w + *m;
    case CPU_NESTEROV: *m = c[0] * *m - s[0] * g; return w + (c[0] * *m - s[0] * g);
    case CPU_ADAGRAD: *m += g * g; return w - divided(s[0] * g, root(*m + c[0]), divides);
    case CPU_ADADELTA: {
      *m += c[0] * (g * g - *m);
      const vec step = root(divided(*v + c[1], *m + c[1], divides)) * g;
      *v += c[0] * (step * step - *v);
      return w - s[0] * step;
    }
    case CPU_RMSPROP:
      *m += c[0] * (g * g - *m);
      return w - divided(s[0] * g, root(*m + c[1]), divides);
    case CPU_ADAMAX: {
      *m += c[0] * (g - *m);
      // What is no number stays so.
      const vec decayed = c[1] * *v, size = __builtin_elementwise_abs(g);
      *v = choose((size > decayed) | (size != size), size, decayed);
      return w - divided(s[0] * *m, *v + c[2], divides);
    }
  }
  *m += c[0] * (g - *m);
  *v += c[1] * (g * g - *v);
  switch (method) {
    case CPU_ADAMW: return w - (s[1] * w + divided(s[0] * *m, root(*v) + c[2], divides));
    case CPU_NADAM: return w - divided(s[0] * *m + s[1] * g, root(*v) + s[2], divides);
    default: return w - divided(s[0] * *m, root(*v) + c[2], divides);
  }
}

// One vector of parameters; `count` lanes of it are stored. `decays` is whether there is a penalty: without
// one, a weight that is no number any more must not reach the gradient.
INLINE void update_vector(
    const int method, const struct cpu_update *u, const bool decays, const bool divides, vec g, float *w,
    float *m, float *v, const long count) {
  const bool has_one = method != CPU_SGD;
  const bool has_two = method == CPU_ADADELTA || method >= CPU_ADAM;
  const vec weight = load(w);
  vec first = has_one ? load(m) : (vec){}, second = has_two ? load(v) : (vec){};
  if (decays) g += u->decay * weight;
  const vec updated = step_vector(method, u, divides, g, weight, &first, &second);
  if (has_one) store_some(m, first, count);
  if (has_two) store_some(v, second, count);
  store_some(w, updated, count);
}

#define UPDATE_BY(method)                                                                          \
  case method:                                                                                     \
    for (long i = 0; i < count; i += LANES)                                                        \
      update_vector(method, &u, u.decay != 0, false, load(g + i), w + i, m + i, v + i, count - i); \
    break;

static void NAME(update)(
    const struct cpu_update *update, const float *g, float *w, float *m, float *v, long count) {
  const struct cpu_update u = *update;
  switch (u.method) {
    UPDATE_BY(CPU_SGD) UPDATE_BY(CPU_MOMENTUM) UPDATE_BY(CPU_NESTEROV) UPDATE_BY(CPU_ADAGRAD)
    UPDATE_BY(CPU_ADADELTA) UPDATE_BY(CPU_RMSPROP) UPDATE_BY(CPU_ADAM) UPDATE_BY(CPU_ADAMW)
    UPDATE_BY(CPU_ADAMAX) UPDATE_BY(CPU_NADAM)
  }
}

// A tile of `rows` x one vector of a weight gradient from row i and column j on, and the update of its
// weights; `columns` of it are stored.
INLINE void update_tile(
    const int rows, const struct cpu_gemm *g, const struct cpu_update *u, const bool decays,
    const bool divides, const long i, const long j, const long columns, float *w, float *m, float *v) {
  vec sums[UPDATE_ROWS];
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) sums[r] = (vec){};
  multiply_tile(
      rows, 1, g->left + i * g->left_row, g->left_row, g->left_step, g->right + j, g->right_row,
      g->k, sums);
#pragma clang loop unroll(full)
  for (int r = 0; r < rows; r++) {
    const long at = (i + r) * g->output_row + j;
    if (u->method == CPU_SGD) {
      update_vector(CPU_SGD, u, decays, divides, sums[r], w + at, m + at, v + at, columns);
    } else {
      update_vector(CPU_ADAM, u, decays, divides, sums[r], w + at, m + at, v + at, columns);
    }
  }
}

// The tiles of rows `first` ..< g->m, from column `column` on.
INLINE void update_tiles(
    const struct cpu_gemm *g, const struct cpu_update *u, const bool decays, const bool divides,
    const long first, const long column, float *w, float *m, float *v) {
  long i = first;
  for (; i + UPDATE_ROWS <= g->m; i += UPDATE_ROWS) {
    long j = column;
    // The number of columns is a constant to the compiler in all tiles but the last.
    for (; j + LANES <= g->n; j += LANES)
      update_tile(UPDATE_ROWS, g, u, decays, divides, i, j, LANES, w, m, v);
    if (j < g->n) update_tile(UPDATE_ROWS, g, u, decays, divides, i, j, g->n - j, w, m, v);
  }
  for (; i < g->m; i++)
    for (long j = column; j < g->n; j += LANES)
      update_tile(1, g, u, decays, divides, i, j, g->n - j, w, m, v);
}

#if defined(OVERLAPS_UPDATES)
// Some products of a tile whose left factor's rows lie side by side.
INLINE void multiply_some(
    const struct cpu_gemm *g, const float *restrict left, const float *restrict right, const long steps,
    vec *sums) {
#pragma clang loop unroll(disable)
  for (long p = 0; p < steps; p++) {
    const vec x = load(right);
#pragma clang loop unroll(full)
    for (int r = 0; r < UPDATE_ROWS; r++) sums[r] += splat(left[r]) * x;
    left += g->left_step;
    right += g->right_row;
  }
}

// All whole tiles of an Adam update. A tile is updated between the products of the next one, a row of it
// after each part of them: an update waits for memory and for the divider, and the processor does not look
// ahead from one tile far into the next.
INLINE void update_overlapped(
    const struct cpu_gemm *g, const struct cpu_update *u, const bool decays, float *w, float *m,
    float *v) {
  if (g->m < UPDATE_ROWS || g->n < LANES) return;
  const long part = g->k / UPDATE_ROWS, rest = g->k - part * UPDATE_ROWS;
  vec last[UPDATE_ROWS] = {};
  multiply_some(g, g->left, g->right, g->k, last);
  float *last_w = w, *last_m = m, *last_v = v;
  for (long i = 0; i + UPDATE_ROWS <= g->m; i += UPDATE_ROWS) {
    for (long j = i == 0 ? LANES : 0; j + LANES <= g->n; j += LANES) {
      vec sums[UPDATE_ROWS] = {};
      const float *left = g->left + i, *right = g->right + j;
#pragma clang loop unroll(full)
      for (int r = 0; r < UPDATE_ROWS; r++) {
        multiply_some(g, left, right, part, sums);
        left += part * g->left_step;
        right += part * g->right_row;
        update_vector(CPU_ADAM, u, decays, true, last[r], last_w, last_m, last_v, LANES);
        last_w += g->output_row;
        last_m += g->output_row;
        last_v += g->output_row;
      }
      multiply_some(g, left, right, rest, sums);
#pragma clang loop unroll(full)
      for (int r = 0; r < UPDATE_ROWS; r++) last[r] = sums[r];
      const long at = i * g->output_row + j;
      last_w = w + at;
      last_m = m + at;
      last_v = v + at;
    }
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < UPDATE_ROWS; r++) {
    const long at = r * g->output_row;
    update_vector(
        CPU_ADAM, u, decays, true, last[r], last_w + at, last_m + at, last_v + at, LANES);
  }
}
#endif

// Products so short that their updates decide, not the multiply-adds.
#define SHORT_PRODUCT 2

INLINE void update_all(
    const struct cpu_gemm *g, const struct cpu_update *u, const bool decays, float *w, float *m,
    float *v) {
  if (g->k <= SHORT_PRODUCT) return update_tiles(g, u, decays, false, 0, 0, w, m, v);
#if defined(OVERLAPS_UPDATES)
  if (u->method == CPU_ADAM && g->left_row == 1) {
    update_overlapped(g, u, decays, w, m, v);
    // What no whole tile covers.
    const long rows = g->m / UPDATE_ROWS * UPDATE_ROWS, columns = g->n / LANES * LANES;
    struct cpu_gemm whole_rows = *g;
    whole_rows.m = rows;
    update_tiles(&whole_rows, u, decays, true, 0, columns, w, m, v);
    return update_tiles(g, u, decays, true, rows, 0, w, m, v);
  }
#endif
  update_tiles(g, u, decays, true, 0, 0, w, m, v);
}

static void NAME(gemm_update)(
    const struct cpu_gemm *product, const struct cpu_update *update, float *w, float *m, float *v) {
  // Copies that no store can change.
  const struct cpu_gemm g = *product;
  const struct cpu_update u = *update;
  if (u.decay != 0) {
    update_all(&g, &u, true, w, m, v);
  } else {
    update_all(&g, &u, false, w, m, v);
  }
}
