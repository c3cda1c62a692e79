// Pooling: 16 channels at a time. Forward the places of a window are taken row by row, backward the outputs
// that see a pixel.

// The start of a line of pixels before the window, or behind it.
INLINE const float *line_of_x(const struct cpu_images *m, const long image, const long y) {
  return m->x + (image * m->window.input_height + y) * m->window.input_width * m->x_row;
}

static void NAME(max_pool)(const struct cpu_images *images, float *y, uint8_t *places) {
  const struct cpu_images m = *images;  // what is stored cannot change it
  const struct axis ay = axis_y(&m.window), ax = axis_x(&m.window);
  for (long line = m.first_line; line < m.first_line + m.lines; line++) {
    const long image = line / ay.outputs, oy = line % ay.outputs;
    const struct range inside_y = places_at(ay, oy);
    for (long ox = 0; ox < ax.outputs; ox++) {
      const struct range inside_x = places_at(ax, ox);
      const long row = line * ax.outputs + ox;
      for (long c = 0; c < m.channels; c += LANES) {
        vec best = splat(-INFINITY);
        ivec place = (ivec){} + (int32_t)(inside_y.first * ax.size + inside_x.first);
        for (long i = inside_y.first; i < inside_y.last; i++) {
          const float *from =
              line_of_x(&m, image, first_pixel(ay, oy) + i * ay.dilation) + first_pixel(ax, ox) * m.x_row + c;
          for (long j = inside_x.first; j < inside_x.last; j++) {
            const vec value = load(from + j * ax.dilation * m.x_row);
            const ivec is_better = (value > best) | (value != value);
            best = choose(is_better, value, best);
            place = (place & ~is_better) | (is_better & (int32_t)(i * ax.size + j));
          }
        }
        store_some(y + row * m.y_row + c, best, m.channels - c);
        if (!places) continue;
        const bytes packed = __builtin_convertvector(place, bytes);
        memcpy(places + row * m.channels + c, &packed, (unsigned long)least(m.channels - c, LANES));
      }
    }
  }
}

static void NAME(max_pool_gradient)(
    const struct cpu_images *images, const uint8_t *places, float *x) {
  const struct cpu_images m = *images;
  const struct axis ay = axis_y(&m.window), ax = axis_x(&m.window);
  for (long line = m.first_line; line < m.first_line + m.lines; line++) {
    const long image = line / ay.extent, iy = line % ay.extent;
    const struct range seen_y = outputs_at(ay, iy);
    for (long ix = 0; ix < ax.extent; ix++) {
      const struct range seen_x = outputs_at(ax, ix);
      for (long c = 0; c < m.channels; c += LANES) {
        vec sum = {};
        for (long oy = seen_y.first; oy < seen_y.last; oy++) {
          const long i = place_of(ay, iy, oy);
          if (i < 0) continue;
          for (long ox = seen_x.first; ox < seen_x.last; ox++) {
            const long j = place_of(ax, ix, ox);
            if (j < 0) continue;
            const long row = (image * ay.outputs + oy) * ax.outputs + ox;
            const ivec place =
                __builtin_convertvector(*(const bytes *)(places + row * m.channels + c), ivec);
            const ivec is_mine = place == (int32_t)(i * ax.size + j);
            sum += choose(is_mine, load(m.y + row * m.y_row + c), (vec){});
          }
        }
        store_some(x + (line * ax.extent + ix) * m.x_row + c, sum, m.channels - c);
      }
    }
  }
}

// What the sum at an output is divided by.
INLINE float pool_size(
    const struct axis ay, const struct axis ax, const bool counts_padding, const long oy,
    const long ox) {
  if (counts_padding) return (float)(ay.size * ax.size);
  const struct range y = places_at(ay, oy), x = places_at(ax, ox);
  return (float)((y.last - y.first) * (x.last - x.first));
}

static void NAME(average_pool)(const struct cpu_images *images, bool counts_padding, float *y) {
  const struct cpu_images m = *images;
  const struct axis ay = axis_y(&m.window), ax = axis_x(&m.window);
  for (long line = m.first_line; line < m.first_line + m.lines; line++) {
    const long image = line / ay.outputs, oy = line % ay.outputs;
    const struct range inside_y = places_at(ay, oy);
    for (long ox = 0; ox < ax.outputs; ox++) {
      const struct range inside_x = places_at(ax, ox);
      const float size = pool_size(ay, ax, counts_padding, oy, ox);
      for (long c = 0; c < m.channels; c += LANES) {
        vec sum = {};
        for (long i = inside_y.first; i < inside_y.last; i++) {
          const float *from =
              line_of_x(&m, image, first_pixel(ay, oy) + i * ay.dilation) + first_pixel(ax, ox) * m.x_row + c;
          for (long j = inside_x.first; j < inside_x.last; j++)
            sum += load(from + j * ax.dilation * m.x_row);
        }
        store_some(y + (line * ax.outputs + ox) * m.y_row + c, sum / size, m.channels - c);
      }
    }
  }
}

static void NAME(average_pool_gradient)(
    const struct cpu_images *images, bool counts_padding, float *x) {
  const struct cpu_images m = *images;
  const struct axis ay = axis_y(&m.window), ax = axis_x(&m.window);
  for (long line = m.first_line; line < m.first_line + m.lines; line++) {
    const long image = line / ay.extent, iy = line % ay.extent;
    const struct range seen_y = outputs_at(ay, iy);
    for (long ix = 0; ix < ax.extent; ix++) {
      const struct range seen_x = outputs_at(ax, ix);
      for (long c = 0; c < m.channels; c += LANES) {
        vec sum = {};
        for (long oy = seen_y.first; oy < seen_y.last; oy++) {
          if (place_of(ay, iy, oy) < 0) continue;
          for (long ox = seen_x.first; ox < seen_x.last; ox++) {
            if (place_of(ax, ix, ox) < 0) continue;
            const long row = (image * ay.outputs + oy) * ax.outputs + ox;
            sum += load(m.y + row * m.y_row + c) / pool_size(ay, ax, counts_padding, oy, ox);
          }
        }
        store_some(x + (line * ax.extent + ix) * m.x_row + c, sum, m.channels - c);
      }
    }
  }
}
