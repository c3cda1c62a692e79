// What is done to an image: mirrored, turned about its centre, moved, and partly covered.

// A pixel, or 0 outside.
INLINE float pixel_or_zero(
    const float *x, const long x_row, const long height, const long width, const bool is_flipped,
    const long row, const long column, const long c) {
  if (row < 0 || row >= height || column < 0 || column >= width) return 0.0f;
  return x[(row * width + (is_flipped ? width - 1 - column : column)) * x_row + c];
}

static void NAME(place_image)(
    const struct cpu_placement *placement, long height, long width, long channels, const float *x,
    long x_row, float *y, long y_row) {
  const struct cpu_placement p = *placement;  // what is stored cannot change it
  const float middle_y = (float)(height - 1) / 2.0f, middle_x = (float)(width - 1) / 2.0f;
#define PIXEL(row, column) pixel_or_zero(x, x_row, height, width, p.is_flipped, row, column, c)
  for (long row = 0; row < height; row++)
    for (long column = 0; column < width; column++) {
      float *to = y + (row * width + column) * y_row;
      if (row >= p.cut_top && row < p.cut_top + p.cut_side && column >= p.cut_left &&
          column < p.cut_left + p.cut_side) {
        for (long c = 0; c < channels; c++) to[c] = 0.0f;
        continue;
      }
      const float at_y = (float)row - p.shift_y, at_x = (float)column - p.shift_x;
      if (!p.is_turned) {
        for (long c = 0; c < channels; c++) to[c] = PIXEL((long)at_y, (long)at_x);
        continue;
      }
      const float dy = at_y - middle_y, dx = at_x - middle_x;
      const float from_y = p.cosine * dy - p.sine * dx + middle_y;
      const float from_x = p.sine * dy + p.cosine * dx + middle_x;
      const float top = floorf(from_y), left = floorf(from_x);
      const float v = from_y - top, u = from_x - left;
      const long i = (long)top, j = (long)left;
      for (long c = 0; c < channels; c++)
        to[c] = (1.0f - v) * ((1.0f - u) * PIXEL(i, j) + u * PIXEL(i, j + 1)) +
                v * ((1.0f - u) * PIXEL(i + 1, j) + u * PIXEL(i + 1, j + 1));
    }
#undef PIXEL
}
