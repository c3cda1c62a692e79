// Patches: what a window sees at each output, side by side, so that a convolution is a matrix product; and
// the way back.

// Copies `count` elements, and up to 15 more. Few ones go singly: whole vectors that lie over one another keep
// the processor waiting.
INLINE void copy_over(float *y, const float *x, const long count) {
  if (count < 8) {
#pragma clang loop vectorize(disable) unroll(disable)
    for (long i = 0; i < count; i++) y[i] = x[i];
    return;
  }
  for (long i = 0; i < count; i += LANES) store(y + i, load(x + i));
}

// Zeros, and up to 15 more.
INLINE void clear_over(float *y, const long count) {
  for (long i = 0; i < count; i += LANES) store(y + i, (vec){});
}

static void NAME(patches)(
    const struct cpu_window *window, const float *x, long x_row, long channels, float *patches,
    long first, long last, long first_row, long rows) {
  const struct axis ay = axis_y(window), ax = axis_x(window);
  const bool is_dense = ax.dilation == 1 && x_row == channels;
  const long all = ay.size * ax.size * channels;
  long oy = first_row / ax.outputs % ay.outputs, ox = first_row % ax.outputs;
  const float *image = x + first_row / (ax.outputs * ay.outputs) * ay.extent * ax.extent * x_row;
  // Elements are written in order, so that what goes beyond a run is overwritten by the next.
  for (long row = 0; row < rows; row++) {
    float *to = patches + row * (last - first) - first;
    const struct range inside_y = places_at(ay, oy), inside_x = places_at(ax, ox);
    const bool is_whole = inside_y.last - inside_y.first == ay.size &&
                          inside_x.last - inside_x.first == ax.size && last - first == all;
    if (is_whole && is_dense) {
      const float *corner = image + (first_pixel(ay, oy) * ax.extent + first_pixel(ax, ox)) * channels;
      for (long i = 0; i < ay.size; i++)
        copy_over(to + i * ax.size * channels, corner + i * ay.dilation * ax.extent * channels,
                  ax.size * channels);
    }
    for (long i = is_whole && is_dense ? ay.size : 0; i < ay.size; i++) {
      // The line's numbers in the patch: padding, pixels, padding.
      const long start = i * ax.size * channels, end = start + ax.size * channels;
      if (end <= first) continue;
      if (start >= last) break;
      const bool is_inside = i >= inside_y.first && i < inside_y.last;
      const long left = is_inside ? start + inside_x.first * channels : end;
      const long right = is_inside ? start + inside_x.last * channels : end;
      const float *line =
          image + ((first_pixel(ay, oy) + i * ay.dilation) * ax.extent + first_pixel(ax, ox)) * x_row;
      long k = most(start, first);
      if (k < left) {
        clear_over(to + k, least(left, last) - k);
        k = least(left, last);
      }
      if (is_dense && k < least(right, last)) {
        copy_over(to + k, line + (k - start), least(right, last) - k);
        k = least(right, last);
      }
      while (k < least(right, last)) {
        const long j = (k - start) / channels, c = k - start - j * channels;
        const long count = least(least(right, last) - k, channels - c);
        copy_over(to + k, line + j * ax.dilation * x_row + c, count);
        k += count;
      }
      if (k < least(end, last)) clear_over(to + k, least(end, last) - k);
    }
    if (++ox < ax.outputs) continue;
    ox = 0;
    if (++oy < ay.outputs) continue;
    oy = 0;
    image += ay.extent * ax.extent * x_row;
  }
}

// y += x.
INLINE void add_to(float *y, const float *x, const long count) {
  for (long i = 0; i < count; i += LANES) store_some(y + i, load(y + i) + load(x + i), count - i);
}

static void NAME(add_patches)(
    const struct cpu_window *window, const float *patches, float *x, long x_row, long channels,
    long first_row, long rows) {
  const struct axis ay = axis_y(window), ax = axis_x(window);
  const bool is_dense = ax.dilation == 1 && x_row == channels;
  long oy = first_row / ax.outputs % ay.outputs, ox = first_row % ax.outputs;
  float *image = x + first_row / (ax.outputs * ay.outputs) * ay.extent * ax.extent * x_row;
  for (long row = 0; row < rows; row++) {
    const float *from = patches + row * ay.size * ax.size * channels;
    const struct range inside_y = places_at(ay, oy), inside_x = places_at(ax, ox);
    for (long i = inside_y.first; i < inside_y.last; i++) {
      float *line =
          image + ((first_pixel(ay, oy) + i * ay.dilation) * ax.extent + first_pixel(ax, ox)) * x_row;
      const float *at = from + i * ax.size * channels;
      if (is_dense) {
        add_to(line + inside_x.first * channels, at + inside_x.first * channels,
               (inside_x.last - inside_x.first) * channels);
      } else {
        for (long j = inside_x.first; j < inside_x.last; j++)
          add_to(line + j * ax.dilation * x_row, at + j * channels, channels);
      }
    }
    if (++ox < ax.outputs) continue;
    ox = 0;
    if (++oy < ay.outputs) continue;
    oy = 0;
    image += ay.extent * ax.extent * x_row;
  }
}
