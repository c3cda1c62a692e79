// max_norm: w[i][j] *= limit / n[j] where the length n[j] of column j is above the limit, unless that is 0.
//
// Buffers: weights [R, rows, columns] with row strides; limit [R, 1].
// NDRange: x = column, z = replica.
// Sum order: a column's squares in the order of rows.

__kernel void max_norm(
    __global float *weights, const ulong2 weights_at, const uint weights_row,
    __global const float *limit, const ulong2 limit_at,
    const uint rows, const uint columns, const uint first_replica) {
  const uint column = get_global_id(0);
  const float most = PART(limit)[0];
  if (column >= columns || most == 0.0f) return;
  __global float *w = PART(weights) + column;
  float squares = 0.0f;
  for (uint row = 0; row < rows; row++) {
    const float x = w[(ulong)row * weights_row];
    squares = MULTIPLY_ADD(x, x, squares);
  }
  const float length = sqrt(squares);
  if (!(length > most)) return;
  const float scale = most / length;
  for (uint row = 0; row < rows; row++) w[(ulong)row * weights_row] *= scale;
}
