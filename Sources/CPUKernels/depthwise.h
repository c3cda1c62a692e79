// Convolutions of each channel with a filter of its own: 16 channels at a time. A sum takes the places of the
// window row by row; the sum for a weight takes the outputs row by row. Windows of 3 x 3 keep their weights,
// or the sums for them, in registers.

#define SMALL 3
#define SMALL_COUNT (SMALL * SMALL)

// Numbers and weights whose products are a sum; more of them are added up in several turns.
#define MOST_TERMS 8
struct terms {
  const float *x[MOST_TERMS], *w[MOST_TERMS];
  long count;
};

// y[c] = (y[c] +) the terms in order, for all channels.
INLINE void add_terms(const struct terms *t, const bool resume, float *y, const long channels) {
  for (long c = 0; c < channels; c += LANES) {
    vec sum = resume ? load(y + c) : (vec){};
    for (long i = 0; i < t->count; i++) sum += load(t->x[i] + c) * load(t->w[i] + c);
    store_some(y + c, sum, channels - c);
  }
}

// Appends a term; a full list is added up first.
INLINE void append_term(
    struct terms *t, bool *resume, const float *x, const float *w, float *y, const long channels) {
  if (t->count == MOST_TERMS) {
    add_terms(t, *resume, y, channels);
    *resume = true;
    t->count = 0;
  }
  t->x[t->count] = x;
  t->w[t->count++] = w;
}

// One output of any window.
static void depthwise_output(
    const struct cpu_images *m, const long image, const long oy, const long ox, const float *w,
    const long w_row, const bool turned, float *y) {
  const struct axis ay = axis_y(&m->window), ax = axis_x(&m->window);
  const struct range inside_y = places_at(ay, oy), inside_x = places_at(ax, ox);
  struct terms t;
  t.count = 0;
  bool resume = false;
  for (long i = inside_y.first; i < inside_y.last; i++)
    for (long j = inside_x.first; j < inside_x.last; j++) {
      const long iy = first_pixel(ay, oy) + i * ay.dilation, ix = first_pixel(ax, ox) + j * ax.dilation;
      const long place = i * ax.size + j;
      append_term(
          &t, &resume, m->x + ((image * ay.extent + iy) * ax.extent + ix) * m->x_row,
          w + (turned ? ay.size * ax.size - 1 - place : place) * w_row, y, m->channels);
    }
  add_terms(&t, resume, y, m->channels);
}

static void NAME(depthwise)(
    const struct cpu_images *images, const float *w, long w_row, bool turned, float *y) {
  const struct cpu_images m = *images;  // what is stored cannot change it
  const struct axis ay = axis_y(&m.window), ax = axis_x(&m.window);
  const bool is_small = ay.size == SMALL && ax.size == SMALL;
  const struct range whole_y = whole_outputs(ay), whole_x = whole_outputs(ax);
  const long step_y = ay.dilation * ax.extent * m.x_row, step_x = ax.dilation * m.x_row;
  for (long line = m.first_line; line < m.first_line + m.lines; line++) {
    const long image = line / ay.outputs, oy = line % ay.outputs;
    float *to = y + line * ax.outputs * m.y_row;
    const bool is_fast = is_small && oy >= whole_y.first && oy < whole_y.last;
    const long first = is_fast ? whole_x.first : ax.outputs, last = is_fast ? whole_x.last : ax.outputs;
    for (long ox = 0; ox < first; ox++)
      depthwise_output(&m, image, oy, ox, w, w_row, turned, to + ox * m.y_row);
    for (long c = 0; c < m.channels && first < last; c += LANES) {
      vec kept[SMALL_COUNT];
#pragma clang loop unroll(full)
      for (long p = 0; p < SMALL_COUNT; p++)
        kept[p] = load(w + (turned ? SMALL_COUNT - 1 - p : p) * w_row + c);
      const float *start =
          m.x + ((image * ay.extent + first_pixel(ay, oy)) * ax.extent + first_pixel(ax, 0)) * m.x_row + c;
      for (long ox = first; ox < last; ox++) {
        const float *corner = start + ox * ax.stride * m.x_row;
        vec sum = {};
#pragma clang loop unroll(full)
        for (long p = 0; p < SMALL_COUNT; p++)
          sum += load(corner + p / SMALL * step_y + p % SMALL * step_x) * kept[p];
        store_some(to + ox * m.y_row + c, sum, m.channels - c);
      }
    }
    for (long ox = last; ox < ax.outputs; ox++)
      depthwise_output(&m, image, oy, ox, w, w_row, turned, to + ox * m.y_row);
  }
}

static void NAME(depthwise_input_gradient)(
    const struct cpu_images *images, const float *w, long w_row, float *x) {
  const struct cpu_images m = *images;
  const struct axis ay = axis_y(&m.window), ax = axis_x(&m.window);
  for (long line = m.first_line; line < m.first_line + m.lines; line++) {
    const long image = line / ay.extent, iy = line % ay.extent;
    const struct range seen_y = outputs_at(ay, iy);
    for (long ix = 0; ix < ax.extent; ix++) {
      const struct range seen_x = outputs_at(ax, ix);
      float *to = x + (line * ax.extent + ix) * m.x_row;
      struct terms t;
      t.count = 0;
      bool resume = false;
      for (long oy = seen_y.first; oy < seen_y.last; oy++) {
        const long i = place_of(ay, iy, oy);
        if (i < 0) continue;
        for (long ox = seen_x.first; ox < seen_x.last; ox++) {
          const long j = place_of(ax, ix, ox);
          if (j < 0) continue;
          append_term(
              &t, &resume, m.y + ((image * ay.outputs + oy) * ax.outputs + ox) * m.y_row,
              w + (i * ax.size + j) * w_row, to, m.channels);
        }
      }
      add_terms(&t, resume, to, m.channels);
    }
  }
}

// The sums for the weights of a 3 x 3 window, all in one walk over the outputs.
INLINE void small_weight_gradient(const struct cpu_images *m, const long c, vec *sums) {
  const struct axis ay = axis_y(&m->window), ax = axis_x(&m->window);
  const long step_y = ay.dilation * ax.extent * m->x_row, step_x = ax.dilation * m->x_row;
#pragma clang loop unroll(full)
  for (long p = 0; p < SMALL_COUNT; p++) sums[p] = (vec){};
  for (long line = 0; line < m->lines; line++) {
    const long image = line / ay.outputs, oy = line % ay.outputs;
    const struct range inside_y = places_at(ay, oy);
    const float *start =
        m->x + ((image * ay.extent + first_pixel(ay, oy)) * ax.extent + first_pixel(ax, 0)) * m->x_row + c;
    for (long ox = 0; ox < ax.outputs; ox++) {
      const struct range inside_x = places_at(ax, ox);
      const float *corner = start + ox * ax.stride * m->x_row;
      const vec g = load(m->y + (line * ax.outputs + ox) * m->y_row + c);
      if (inside_y.last - inside_y.first == SMALL && inside_x.last - inside_x.first == SMALL) {
#pragma clang loop unroll(full)
        for (long p = 0; p < SMALL_COUNT; p++)
          sums[p] += g * load(corner + p / SMALL * step_y + p % SMALL * step_x);
      } else {
#pragma clang loop unroll(full)
        for (long p = 0; p < SMALL_COUNT; p++)
          if (p / SMALL >= inside_y.first && p / SMALL < inside_y.last &&
              p % SMALL >= inside_x.first && p % SMALL < inside_x.last)
            sums[p] += g * load(corner + p / SMALL * step_y + p % SMALL * step_x);
      }
    }
  }
}

// The sum for one weight of any window.
INLINE vec weight_gradient(const struct cpu_images *m, const long i, const long j, const long c) {
  const struct axis ay = axis_y(&m->window), ax = axis_x(&m->window);
  vec sum = {};
  for (long line = 0; line < m->lines; line++) {
    const long image = line / ay.outputs;
    const long iy = first_pixel(ay, line % ay.outputs) + i * ay.dilation;
    if (iy < 0 || iy >= ay.extent) continue;
    for (long ox = 0; ox < ax.outputs; ox++) {
      const long ix = first_pixel(ax, ox) + j * ax.dilation;
      if (ix < 0 || ix >= ax.extent) continue;
      sum += load(m->y + (line * ax.outputs + ox) * m->y_row + c) *
             load(m->x + ((image * ay.extent + iy) * ax.extent + ix) * m->x_row + c);
    }
  }
  return sum;
}

static void NAME(depthwise_weight_gradient)(
    const struct cpu_images *images, float *w, long w_row) {
  const struct cpu_images m = *images;
  const long height = m.window.height, width = m.window.width;
  for (long c = 0; c < m.channels; c += LANES) {
    if (height == SMALL && width == SMALL) {
      vec sums[SMALL_COUNT];
      small_weight_gradient(&m, c, sums);
      for (long p = 0; p < SMALL_COUNT; p++) store_some(w + p * w_row + c, sums[p], m.channels - c);
      continue;
    }
    for (long p = 0; p < height * width; p++)
      store_some(w + p * w_row + c, weight_gradient(&m, p / width, p % width, c), m.channels - c);
  }
}
