// gemm_group_sgd, gemm_group_adam: an optimizer step with the gradient op(left) * op(right), not stored.
//
// Buffers: the factors of gemm_group.cl; parameters and moments [R, m, n] contiguous; l2, coefficients and
// step_scalars as in optimizer.cl, which has the formulas.
// NDRange and order of sums: see group_product.cl.

__kernel __attribute__((reqd_work_group_size(GROUP_X, GROUP_Y, 1))) void gemm_group_sgd(
    __global const float *restrict left, const ulong2 left_at, const uint left_row,
    __global const float *restrict right, const ulong2 right_at, const uint right_row,
    __global float *restrict parameters, const ulong2 parameters_at,
    __global const float *l2, const ulong2 l2_at,
    __global const float *step_scalars, const ulong2 step_scalars_at, const uint step_scalars_row,
    const uint regularized, const uint batch,
    const uint m, const uint n, const uint k, const uint first_replica) {
  __local float left_tile[LEFT_TILE];
  __local float right_tile[RIGHT_TILE];
  float sums[ITEM_ROWS][ITEM_COLUMNS];
  group_product(sums, left_tile, right_tile, PART(left), left_row, PART(right), right_row, m, n, k);
  const float lambda = PART(l2)[0];
  const float rate = PART(step_scalars)[(ulong)batch * step_scalars_row];
  __global float *w = PART(parameters);
  for (int i = 0; i < ITEM_ROWS; i++)
    for (int j = 0; j < ITEM_COLUMNS; j++) {
      if (TILE_ROW(i) >= m || TILE_COLUMN(j) >= n) continue;
      const uint at = TILE_ROW(i) * n + TILE_COLUMN(j);
      w[at] -= rate * regularized_gradient(sums[i][j], w[at], lambda, at, regularized);
    }
}

__kernel __attribute__((reqd_work_group_size(GROUP_X, GROUP_Y, 1))) void gemm_group_adam(
    __global const float *restrict left, const ulong2 left_at, const uint left_row,
    __global const float *restrict right, const ulong2 right_at, const uint right_row,
    __global float *restrict parameters, const ulong2 parameters_at,
    __global float *restrict first_moment, const ulong2 first_moment_at,
    __global float *restrict second_moment, const ulong2 second_moment_at,
    __global const float *l2, const ulong2 l2_at,
    __global const float *coefficients, const ulong2 coefficients_at,
    __global const float *step_scalars, const ulong2 step_scalars_at, const uint step_scalars_row,
    const uint regularized, const uint batch,
    const uint m, const uint n, const uint k, const uint first_replica) {
  __local float left_tile[LEFT_TILE];
  __local float right_tile[RIGHT_TILE];
  float sums[ITEM_ROWS][ITEM_COLUMNS];
  group_product(sums, left_tile, right_tile, PART(left), left_row, PART(right), right_row, m, n, k);
  const float lambda = PART(l2)[0];
  const float alpha = PART(step_scalars)[(ulong)batch * step_scalars_row];
  __global const float *constants = PART(coefficients);
  const float2 rests = (float2)(constants[0], constants[1]);
  const float epsilon = constants[2];
  __global float *w = PART(parameters);
  __global float *first = PART(first_moment);
  __global float *second = PART(second_moment);
  for (int i = 0; i < ITEM_ROWS; i++)
    for (int j = 0; j < ITEM_COLUMNS; j++) {
      if (TILE_ROW(i) >= m || TILE_COLUMN(j) >= n) continue;
      const uint at = TILE_ROW(i) * n + TILE_COLUMN(j);
      const float x = regularized_gradient(sums[i][j], w[at], lambda, at, regularized);
      adam_step(w + at, first + at, second + at, x, alpha, rests, epsilon);
    }
}
