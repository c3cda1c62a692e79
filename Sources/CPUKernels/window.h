// Where a window lies along one axis of an image, y or x.

// One axis of a window.
struct axis {
  // Pixels before the window, pixels that it sees, outputs.
  long extent, size, outputs;
  long stride, dilation, padding;
};

INLINE struct axis axis_y(const struct cpu_window *w) {
  return (struct axis){w->input_height, w->height, w->output_height,
                       w->stride_y, w->dilation_y, w->top};
}

INLINE struct axis axis_x(const struct cpu_window *w) {
  return (struct axis){w->input_width, w->width, w->output_width,
                       w->stride_x, w->dilation_x, w->left};
}

INLINE long least(const long a, const long b) { return a < b ? a : b; }
INLINE long most(const long a, const long b) { return a > b ? a : b; }

// The pixel that place 0 sees at an output; may lie on padding.
INLINE long first_pixel(const struct axis a, const long output) {
  return output * a.stride - a.padding;
}

// The places from `first` to before `last` that see a pixel at an output.
struct range {
  long first, last;
};

INLINE struct range places_at(const struct axis a, const long output) {
  const long start = first_pixel(a, output);
  // Most outputs see no padding; divisions are slow.
  if (start >= 0 && start + (a.size - 1) * a.dilation < a.extent) return (struct range){0, a.size};
  const long first = start < 0 ? (-start + a.dilation - 1) / a.dilation : 0;
  const long last = start < a.extent ? (a.extent - start + a.dilation - 1) / a.dilation : 0;
  return (struct range){least(first, a.size), most(least(last, a.size), least(first, a.size))};
}

// The outputs that see no padding.
INLINE struct range whole_outputs(const struct axis a) {
  const long first = least((a.padding + a.stride - 1) / a.stride, a.outputs);
  const long free = a.extent - 1 - (a.size - 1) * a.dilation + a.padding;
  return (struct range){first, free < 0 ? first : most(least(free / a.stride + 1, a.outputs), first)};
}

// The outputs among which are all that see a pixel.
INLINE struct range outputs_at(const struct axis a, const long pixel) {
  const long last = pixel + a.padding, first = last - (a.size - 1) * a.dilation;
  if (a.stride == 1) return (struct range){most(first, 0), least(last + 1, a.outputs)};
  const long low = first <= 0 ? 0 : (first + a.stride - 1) / a.stride;
  return (struct range){low, least(last / a.stride + 1, a.outputs)};
}

// The place that sees a pixel at one of `outputs_at`, or -1.
INLINE long place_of(const struct axis a, const long pixel, const long output) {
  const long distance = pixel - first_pixel(a, output);
  if (a.dilation == 1) return distance;
  return distance % a.dilation == 0 ? distance / a.dilation : -1;
}
