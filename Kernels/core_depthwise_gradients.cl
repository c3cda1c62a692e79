// core_depthwise_input_gradient, core_depthwise_weight_gradient: for CPU devices, one replica's part; formulas and
// operands as in depthwise.cl. Lines of pixels first ..< last; channels, of which `first` is a multiple of 16.
// Sum order: outputs row by row.

INLINE void core_depthwise_input_gradient(
    const Window w, __global const float *y, const uint y_row, __global const float *weights,
    const uint weights_row, __global float *x, const uint x_row, const uint channels,
    const uint first, const uint last) {
  const Axis ay = axis_y(w), ax = axis_x(w);
  for (uint line = first; line < last; line++) {
    const int image = line / ay.extent, iy = line % ay.extent;
    const int2 seen_y = outputs_at(ay, iy);
    for (int ix = 0; ix < ax.extent; ix++) {
      const int2 seen_x = outputs_at(ax, ix);
      for (uint c = 0; c < channels; c += 16) {
        float16 sum = (float16)(0.0f);
        for (int oy = seen_y.s0; oy < seen_y.s1; oy++)
          for (int ox = seen_x.s0; ox < seen_x.s1; ox++) {
            const int i = place_of(ay, iy, oy), j = place_of(ax, ix, ox);
            if (i < 0 || j < 0) continue;
            const ulong row = ((ulong)image * ay.outputs + oy) * ax.outputs + ox;
            sum = MULTIPLY_ADD(
                load(y + row * y_row + c, VECTOR_COUNT(c)),
                load(weights + (ulong)(i * ax.size + j) * weights_row + c, VECTOR_COUNT(c)), sum);
          }
        store(sum, x + ((ulong)line * ax.extent + ix) * x_row + c, VECTOR_COUNT(c));
      }
    }
  }
}

INLINE void core_depthwise_weight_gradient(
    const Window w, __global const float *x, const uint x_row, __global const float *y,
    const uint y_row, __global float *weights, const uint weights_row, const uint channels,
    const uint lines, const uint first, const uint last) {
  const Axis ay = axis_y(w), ax = axis_x(w);
  const int places = ay.size * ax.size;
  const long step_y = (long)ay.dilation * ax.extent * x_row, step_x = (long)ax.dilation * x_row;
  for (uint c = first; c < last; c += 16)
    // So many sums at once, each of which takes all outputs.
    for (int start = 0; start < places; start += HELD_PLACES) {
      float16 sums[HELD_PLACES];
#pragma unroll
      for (int p = 0; p < HELD_PLACES; p++) sums[p] = (float16)(0.0f);
      for (uint line = 0; line < lines; line++) {
        const int image = line / ay.outputs, oy = line % ay.outputs;
        const int2 in_y = places_at(ay, oy);
        for (int ox = 0; ox < ax.outputs; ox++) {
          const int2 in_x = places_at(ax, ox);
          __global const float *corner = x + corner_pixel(ay, ax, image, oy, ox) * x_row + c;
          const float16 gradient =
              load(y + ((ulong)line * ax.outputs + ox) * y_row + c, VECTOR_COUNT(c));
          const bool all = is_whole(ay, in_y) && is_whole(ax, in_x);
#pragma unroll
          for (int p = 0; p < HELD_PLACES; p++) {
            const int i = (start + p) / ax.size, j = (start + p) % ax.size;
            const bool inside =
                all || (i >= in_y.s0 && i < in_y.s1 && j >= in_x.s0 && j < in_x.s1);
            if (start + p < places && inside)
              sums[p] = MULTIPLY_ADD(
                  load(corner + i * step_y + j * step_x, VECTOR_COUNT(c)), gradient, sums[p]);
          }
        }
      }
#pragma unroll
      for (int p = 0; p < HELD_PLACES; p++)
        if (start + p < places)
          store(sums[p], weights + (ulong)(start + p) * weights_row + c, VECTOR_COUNT(c));
    }
}
