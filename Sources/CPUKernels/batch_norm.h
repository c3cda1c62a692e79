// Batch normalisation: 16 channels at a time through all rows, which for a layer's batch stay in the first
// cache. Sums take rows i, i + 4, ... in four chains, the last rows in the first one; the chains are added
// pairwise.

// The mean of f(row) over the rows.
#define MEAN_OF_ROWS(rows, f)                                        \
  ({                                                                 \
    vec sums[4] = {{}, {}, {}, {}};                                  \
    long row = 0;                                                    \
    for (; row + 4 <= (rows); row += 4)                              \
      for (long j = 0; j < 4; j++) sums[j] += f(row + j);            \
    for (; row < (rows); row++) sums[0] += f(row);                   \
    ((sums[0] + sums[1]) + (sums[2] + sums[3])) / (float)(rows);     \
  })

static void NAME(batch_norm)(const struct cpu_batch_norm *operands) {
  const struct cpu_batch_norm n = *operands;  // what is stored cannot change it
  for (long c = 0; c < n.channels; c += LANES) {
    const long left = n.channels - c;
    const float *x = n.x + c;
#define VALUE(row) load(x + (row) * n.x_row)
    const vec mean = MEAN_OF_ROWS(n.rows, VALUE);
#define SQUARE(row) ({ const vec d = VALUE(row) - mean; d * d; })
    const vec variance = MEAN_OF_ROWS(n.rows, SQUARE);
    const vec inverse = 1.0f / __builtin_elementwise_sqrt(variance + n.epsilon);
    const vec factor = load(n.scale + c) * inverse, shift = load(n.shift + c);
    for (long row = 0; row < n.rows; row++)
      store_some(n.y + row * n.y_row + c, (VALUE(row) - mean) * factor + shift, left);
#undef SQUARE
#undef VALUE
    const vec old_mean = load(n.running_mean + c), old_variance = load(n.running_variance + c);
    store_some(n.mean + c, mean, left);
    store_some(n.inverse + c, inverse, left);
    store_some(n.running_mean + c, old_mean + n.rate * (mean - old_mean), left);
    store_some(n.running_variance + c, old_variance + n.rate * (variance - old_variance), left);
  }
}

static void NAME(batch_norm_inference)(const struct cpu_batch_norm *operands) {
  const struct cpu_batch_norm n = *operands;  // what is stored cannot change it
  for (long c = 0; c < n.channels; c += LANES) {
    const vec mean = load(n.running_mean + c), shift = load(n.shift + c);
    const vec factor = load(n.scale + c)
        * (1.0f / __builtin_elementwise_sqrt(load(n.running_variance + c) + n.epsilon));
    for (long row = 0; row < n.rows; row++)
      store_some(
          n.y + row * n.y_row + c, (load(n.x + row * n.x_row + c) - mean) * factor + shift,
          n.channels - c);
  }
}

static void NAME(batch_norm_gradient)(const struct cpu_batch_norm *operands) {
  const struct cpu_batch_norm n = *operands;  // what is stored cannot change it
  for (long c = 0; c < n.channels; c += LANES) {
    const long left = n.channels - c;
    float *g = n.y + c;
    const vec mean = load(n.mean + c), inverse = load(n.inverse + c);
#define GRADIENT(row) load(g + (row) * n.y_row)
#define NORMALIZED(row) ((load(n.x + (row) * n.x_row + c) - mean) * inverse)
    // Both sums in one walk over the rows, each in the order of MEAN_OF_ROWS.
    vec gradients[4] = {{}, {}, {}, {}}, products[4] = {{}, {}, {}, {}};
#define ADD(row, chain)                              \
  do {                                               \
    const vec gradient = GRADIENT(row);              \
    gradients[chain] += gradient;                    \
    products[chain] += gradient * NORMALIZED(row);   \
  } while (0)
    long at = 0;
    for (; at + 4 <= n.rows; at += 4)
      for (long j = 0; j < 4; j++) ADD(at + j, j);
    for (; at < n.rows; at++) ADD(at, 0);
#undef ADD
    const vec by_shift =
        ((gradients[0] + gradients[1]) + (gradients[2] + gradients[3])) / (float)n.rows;
    const vec by_scale = ((products[0] + products[1]) + (products[2] + products[3])) / (float)n.rows;
    const vec factor = load(n.scale + c) * inverse;
    for (long row = 0; row < n.rows; row++)
      store_some(
          g + row * n.y_row,
          factor * (GRADIENT(row) - by_shift - NORMALIZED(row) * by_scale), left);
#undef NORMALIZED
#undef GRADIENT
    store_some(n.shift_gradient + c, by_shift * (float)n.rows, left);
    store_some(n.scale_gradient + c, by_scale * (float)n.rows, left);
  }
}
#undef MEAN_OF_ROWS
