// core_max_norm, core_gradient_transform: max_norm.cl and gradient_transform.cl for CPU devices, one replica's
// part.
//
// Columns first ..< last of the weights; `first` is a multiple of 16.
// Sum order: a column's squares in the order of rows; those of gradients by lane, then the lanes pairwise.

void core_max_norm(
    __global float *weights, const uint weights_row, __global const float *limit, const uint rows,
    const uint first, const uint last) {
  const float most = limit[0];
  if (most == 0.0f) return;
  for (uint column = first; column < last; column += 16) {
    float16 squares = 0.0f;
    for (uint row = 0; row < rows; row++) {
      const float16 w = load(weights + (ulong)row * weights_row + column, last - column);
      squares = MULTIPLY_ADD(w, w, squares);
    }
    const float16 length = sqrt(squares);
    const int16 is_long = length > most;
    if (!any(is_long)) continue;
    for (uint row = 0; row < rows; row++) {
      __global float *at = weights + (ulong)row * weights_row + column;
      const float16 w = load(at, last - column);
      store(select(w, w * (most / length), is_long), at, last - column);
    }
  }
}

void core_gradient_transform(
    __global float *gradients, __global const float *parameters, __global const float *l2,
    __global const float *l1, __global const float *largest, __global const float *norm,
    const uint regularized, const uint count) {
  const float decay = 2.0f * l2[0], pull = l1[0], most = largest[0];
  const int16 lane = (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  float16 squares = 0.0f;
  for (uint i = 0; i < count; i += 16) {
    const float16 g = load(gradients + i, count - i);
    float16 x = g;
    if (i < regularized) {
      const float16 w = load(parameters + i, count - i);
      if (decay != 0.0f) x = MULTIPLY_ADD((float16)(decay), w, x);
      if (pull != 0.0f) x += pull * sign(w);
      x = select(g, x, lane + (int)i < (int)regularized);
    }
    // A gradient that is no number stays one.
    if (most != 0.0f) {
      x = select(x, (float16)(most), x > most);
      x = select(x, (float16)(-most), x < -most);
    }
    store(x, gradients + i, count - i);
    squares = MULTIPLY_ADD(x, x, squares);
  }
  const float length = sqrt(sum_lanes(squares)), limit = norm[0];
  if (limit == 0.0f || length <= limit) return;
  const float scale = limit / length;
  for (uint i = 0; i < count; i += 16)
    store(load(gradients + i, count - i) * scale, gradients + i, count - i);
}
