// gemm_group_update: an optimizer step with the gradient op(left) * op(right), not stored.
//
// Buffers: the factors of gemm_group.cl; parameters and moments [R, m, n] contiguous; l2, coefficients and
// step_scalars as in optimizer.cl.
// NDRange and order of sums: see group_product.cl. Defines: those of group_product.cl and optimizer.cl.

__kernel __attribute__((reqd_work_group_size(GROUP_X, GROUP_Y, 1))) void gemm_group_update(
    __global const float *restrict left, const ulong2 left_at, const uint left_row,
    __global const float *restrict right, const ulong2 right_at, const uint right_row,
    __global float *restrict parameters, const ulong2 parameters_at,
    __global float *restrict first_moment, const ulong2 first_moment_at,
    __global float *restrict second_moment, const ulong2 second_moment_at,
    __global const float *restrict l2, const ulong2 l2_at,
    __global const float *restrict coefficients, const ulong2 coefficients_at,
    __global const float *restrict step_scalars, const ulong2 step_scalars_at,
    const uint step_scalars_row, const uint regularized, const uint batch,
    const uint m, const uint n, const uint k, const uint first_replica) {
  __local float left_tile[LEFT_TILE];
  __local float right_tile[RIGHT_TILE];
  float sums[ITEM_ROWS][ITEM_COLUMNS];
  group_product(sums, left_tile, right_tile, PART(left), left_row, PART(right), right_row, m, n, k);
  const Step step = read_step(
      PART(l2)[0], regularized, PART(coefficients),
      PART(step_scalars) + (ulong)batch * step_scalars_row);
  __global float *w = PART(parameters), *first = PART(first_moment), *second = PART(second_moment);
  for (int i = 0; i < ITEM_ROWS; i++)
    for (int j = 0; j < ITEM_COLUMNS; j++) {
      if (TILE_ROW(i) >= m || TILE_COLUMN(j) >= n) continue;
      update(&step, w, first, second, sums[i][j], TILE_ROW(i) * n + TILE_COLUMN(j));
    }
}
