// core_depthwise: for CPU devices, one replica's part; formula and operands as in depthwise.cl. Lines of outputs
// first ..< last, counted over all images. `turned`: the weights from the last place to the first, with which
// it is the input gradient of a window that moves by single pixels.
// Sum order: places row by row.

// Channels that a vector takes; a constant where all vectors are whole.
#define VECTOR_COUNT(c) (channels % 16 == 0 ? 16 : channels - (c))

// Of windows with at most so many places the weights, or the sums for them, are held in registers.
#define HELD_PLACES 9
INLINE bool is_held(const Window w) { return w.height * w.width <= HELD_PLACES; }

// Whether the places s0 ..< s1 are all that an axis has.
INLINE bool is_whole(const Axis a, const int2 places) {
  return places.s0 == 0 && places.s1 == a.size;
}

INLINE void core_depthwise(
    const Window w, const bool turned, __global const float *x, const uint x_row,
    __global const float *weights, const uint weights_row, __global float *y, const uint y_row,
    const uint channels, const uint first, const uint last) {
  const Axis ay = axis_y(w), ax = axis_x(w);
  const int places = ay.size * ax.size;
  const long step_y = (long)ay.dilation * ax.extent * x_row, step_x = (long)ax.dilation * x_row;
  for (uint line = first; line < last; line++)
    for (uint c = 0; c < channels; c += 16) {
      const int image = line / ay.outputs, oy = line % ay.outputs;
      const int2 in_y = places_at(ay, oy);
      float16 held[HELD_PLACES];
#pragma unroll
      for (int p = 0; p < HELD_PLACES; p++)
        if (is_held(w) && p < places)
          held[p] =
              load(weights + (ulong)(turned ? places - 1 - p : p) * weights_row + c, VECTOR_COUNT(c));
      for (int ox = 0; ox < ax.outputs; ox++) {
        const int2 in_x = places_at(ax, ox);
        // Place 0 may lie on padding; it is not read then.
        __global const float *corner = x + corner_pixel(ay, ax, image, oy, ox) * x_row + c;
        float16 sum = (float16)(0.0f);
        if (is_held(w) && is_whole(ay, in_y) && is_whole(ax, in_x)) {
#pragma unroll
          for (int p = 0; p < HELD_PLACES; p++)
            if (p < places)
              sum = MULTIPLY_ADD(
                  load(corner + p / ax.size * step_y + p % ax.size * step_x, VECTOR_COUNT(c)),
                  held[p], sum);
        } else {
          for (int i = in_y.s0; i < in_y.s1; i++)
            for (int j = in_x.s0; j < in_x.s1; j++) {
              const int place = turned ? places - 1 - i * ax.size - j : i * ax.size + j;
              sum = MULTIPLY_ADD(
                  load(corner + i * step_y + j * step_x, VECTOR_COUNT(c)),
                  load(weights + (ulong)place * weights_row + c, VECTOR_COUNT(c)), sum);
            }
        }
        store(sum, y + ((ulong)line * ax.outputs + ox) * y_row + c, VECTOR_COUNT(c));
      }
    }
}
