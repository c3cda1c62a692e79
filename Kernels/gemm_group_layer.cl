// gemm_group_forward: output = activation(op(left) * op(right) + bias), dropped = dropout(output).
// gemm_group_gradient: output = dropout(op(left) * op(right)) * activation'.
//
// Buffers: gemm_group.cl's; bias [R, n]; preactivation [R, m, n] takes op(left) * op(right) + bias;
// dropped [R, m, n] contiguous, may be output; source [R, m, n] see activation_functions.cl; slope,
// rate [R, 1]; seed [R, 2].
// NDRange and order of sums: see group_product.cl. Formulas: activation.cl, dropout.cl.
// Defines: those, HAS_DROPOUT and activation.cl's.

#ifndef HAS_DROPOUT
#define HAS_DROPOUT 1
#endif
#define GROUP_SIZE __attribute__((reqd_work_group_size(GROUP_X, GROUP_Y, 1)))
#define DRAW_OPERANDS \
  __global const float *rate, const ulong2 rate_at, __global const uint *seed, const ulong2 seed_at, \
      const uint stream, const uint step

// What dropout leaves of a channel of a row.
float drop(
    const float x, const float share, const uint2 key, const uint row, const uint column,
    const uint stream, const uint step) {
  if (share == 0.0f) return x;
  const float draw = philox_uniform(philox_word(key, row, column, step, stream));
  return draw >= share ? x / (1.0f - share) : 0.0f;
}

__kernel GROUP_SIZE void gemm_group_forward(
    __global const float *restrict left, const ulong2 left_at, const uint left_row,
    __global const float *restrict right, const ulong2 right_at, const uint right_row,
    __global float *output, const ulong2 output_at, const uint output_row,
    __global const float *bias, const ulong2 bias_at,
    __global float *preactivation, const ulong2 preactivation_at, const uint preactivation_row,
    __global float *dropped, const ulong2 dropped_at,
    __global const float *slope, const ulong2 slope_at,
    DRAW_OPERANDS,
    const uint m, const uint n, const uint k, const uint first_replica) {
  __local float left_tile[LEFT_TILE];
  __local float right_tile[RIGHT_TILE];
  float sums[ITEM_ROWS][ITEM_COLUMNS];
  group_product(sums, left_tile, right_tile, PART(left), left_row, PART(right), right_row, m, n, k);
  const float share = PART(rate)[0];
  const uint2 key = (uint2)(PART(seed)[0], PART(seed)[1]);
  for (int i = 0; i < ITEM_ROWS; i++)
    for (int j = 0; j < ITEM_COLUMNS; j++) {
      const uint row = TILE_ROW(i), column = TILE_COLUMN(j);
      if (row >= m || column >= n) continue;
      const float sum = HAS_BIAS ? sums[i][j] + PART(bias)[column] : sums[i][j];
      if (KEEPS_PREACTIVATION) PART(preactivation)[(ulong)row * preactivation_row + column] = sum;
      const float x = activate(ACTIVATION, sum, SLOPE);
      PART(output)[(ulong)row * output_row + column] = x;
      if (HAS_DROPOUT)
        PART(dropped)[(ulong)row * n + column] = drop(x, share, key, row, column, stream, step);
    }
}

__kernel GROUP_SIZE void gemm_group_gradient(
    __global const float *restrict left, const ulong2 left_at, const uint left_row,
    __global const float *restrict right, const ulong2 right_at, const uint right_row,
    __global float *restrict output, const ulong2 output_at, const uint output_row,
    __global const float *source, const ulong2 source_at, const uint source_row,
    __global const float *slope, const ulong2 slope_at,
    DRAW_OPERANDS,
    const uint m, const uint n, const uint k, const uint first_replica) {
  __local float left_tile[LEFT_TILE];
  __local float right_tile[RIGHT_TILE];
  float sums[ITEM_ROWS][ITEM_COLUMNS];
  group_product(sums, left_tile, right_tile, PART(left), left_row, PART(right), right_row, m, n, k);
  const float share = PART(rate)[0];
  const uint2 key = (uint2)(PART(seed)[0], PART(seed)[1]);
  for (int i = 0; i < ITEM_ROWS; i++)
    for (int j = 0; j < ITEM_COLUMNS; j++) {
      const uint row = TILE_ROW(i), column = TILE_COLUMN(j);
      if (row >= m || column >= n) continue;
      const float g = HAS_DROPOUT
          ? drop(sums[i][j], share, key, row, column, stream, step) : sums[i][j];
      PART(output)[(ulong)row * output_row + column] =
          activate_gradient(ACTIVATION, g, PART(source)[(ulong)row * source_row + column], SLOPE);
    }
}
