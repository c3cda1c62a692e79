// The product that the gemm_group*.cl files are made of, for devices with local memory of their own.
//
// A work-group of GROUP_X x GROUP_Y items computes a tile of the product, each item ITEM_ROWS x
// ITEM_COLUMNS of it in registers; DEPTH steps of k at a time are staged in local memory.
// Neighbouring items have neighbouring columns, so what follows reads and writes whole lines.
// Operands, row-major with row strides: left m x k (k x m if transposed), right k x n (n x k if
// transposed). Any size.
// NDRange: x, y = one work-group for every COLUMNS x ROWS of the product, z = replica.
// Sum order: every element adds its products in the order of k, one MULTIPLY_ADD each, whatever
// the tile is.
// Defines: TRANSPOSE_LEFT, TRANSPOSE_RIGHT; the tile (GroupTile): GROUP_X, GROUP_Y, ITEM_ROWS,
// ITEM_COLUMNS, DEPTH.

#ifndef TRANSPOSE_LEFT
#define TRANSPOSE_LEFT 0
#endif
#ifndef TRANSPOSE_RIGHT
#define TRANSPOSE_RIGHT 0
#endif
#ifndef GROUP_X
#define GROUP_X 16
#define GROUP_Y 8
#define ITEM_ROWS 4
#define ITEM_COLUMNS 4
#define DEPTH 16
#endif
#define COLUMNS (GROUP_X * ITEM_COLUMNS)
#define ROWS (GROUP_Y * ITEM_ROWS)
// One element of padding a row keeps the staging writes off one bank.
#define LEFT_TILE (DEPTH * (ROWS + 1))
#define RIGHT_TILE (DEPTH * (COLUMNS + 1))
// Where an item's element (i, j) lies in the product.
#define TILE_ROW(i) (get_group_id(1) * ROWS + get_local_id(1) + (i) * GROUP_Y)
#define TILE_COLUMN(j) (get_group_id(0) * COLUMNS + get_local_id(0) + (j) * GROUP_X)

// Copies a DEPTH x `width` block into local memory, zeros outside the matrix. Neighbouring items
// read neighbouring addresses: along k where k is contiguous in memory, else along the tile.
void stage(
    __local float *tile, const uint width, __global const float *x, const uint x_row,
    const bool along_k, const uint first, const uint limit, const uint p0, const uint k) {
  const uint item = get_local_id(1) * GROUP_X + get_local_id(0);
  for (uint e = item; e < DEPTH * width; e += GROUP_X * GROUP_Y) {
    const uint p = along_k ? e % DEPTH : e / width;
    const uint i = along_k ? e / DEPTH : e % width;
    const ulong major = along_k ? first + i : p0 + p;
    const ulong minor = along_k ? p0 + p : first + i;
    const bool inside = first + i < limit && p0 + p < k;
    tile[p * (width + 1) + i] = inside ? x[major * x_row + minor] : 0.0f;
  }
}

// An item's sums; called by the whole work-group.
void group_product(
    float sums[ITEM_ROWS][ITEM_COLUMNS], __local float *left_tile, __local float *right_tile,
    __global const float *left, const uint left_row, __global const float *right,
    const uint right_row, const uint m, const uint n, const uint k) {
  const uint x = get_local_id(0);
  const uint y = get_local_id(1);
  for (int i = 0; i < ITEM_ROWS; i++)
    for (int j = 0; j < ITEM_COLUMNS; j++) sums[i][j] = 0.0f;
  for (uint p0 = 0; p0 < k; p0 += DEPTH) {
    stage(left_tile, ROWS, left, left_row, !TRANSPOSE_LEFT, get_group_id(1) * ROWS, m, p0, k);
    stage(right_tile, COLUMNS, right, right_row, TRANSPOSE_RIGHT, get_group_id(0) * COLUMNS, n, p0, k);
    barrier(CLK_LOCAL_MEM_FENCE);
    const uint depth = min((uint)DEPTH, k - p0);
    for (uint p = 0; p < depth; p++) {
      float b[ITEM_COLUMNS];
      for (int j = 0; j < ITEM_COLUMNS; j++) b[j] = right_tile[p * (COLUMNS + 1) + x + j * GROUP_X];
      for (int i = 0; i < ITEM_ROWS; i++) {
        const float a = left_tile[p * (ROWS + 1) + y + i * GROUP_Y];
        for (int j = 0; j < ITEM_COLUMNS; j++) sums[i][j] = MULTIPLY_ADD(a, b[j], sums[i][j]);
      }
    }
    barrier(CLK_LOCAL_MEM_FENCE);
  }
}
