// A window that moves over images, as Sources/Programs/Operations/Window.swift describes it: which pixels an
// output sees, and which outputs see a pixel. Images are rows of pixels, one image after another.
//
// All of it is made of constants once it is part of its caller.

typedef struct {
  int input_height, input_width, height, width;
  int stride_y, stride_x, dilation_y, dilation_x;
  int top, left, output_height, output_width;
} Window;

// What kernels are built for: the numbers of a Window.
#ifndef WINDOW
#define WINDOW 5, 5, 3, 3, 1, 1, 1, 1, 1, 1, 5, 5
#endif

// One axis of a window: pixels before it, pixels that it sees, outputs.
typedef struct {
  int extent, size, outputs, stride, dilation, padding;
} Axis;

INLINE Axis axis_y(const Window w) {
  const Axis a = {w.input_height, w.height, w.output_height, w.stride_y, w.dilation_y, w.top};
  return a;
}
INLINE Axis axis_x(const Window w) {
  const Axis a = {w.input_width, w.width, w.output_width, w.stride_x, w.dilation_x, w.left};
  return a;
}

// The pixel that place 0 sees at an output; may lie on padding.
INLINE int first_pixel(const Axis a, const int output) { return output * a.stride - a.padding; }

// The places from s0 to before s1 that see a pixel at an output.
INLINE int2 places_at(const Axis a, const int output) {
  const int start = first_pixel(a, output);
  const int first = start < 0 ? min((-start + a.dilation - 1) / a.dilation, a.size) : 0;
  const int last = start < a.extent ? (a.extent - start + a.dilation - 1) / a.dilation : 0;
  return (int2)(first, max(min(last, a.size), first));
}

// The outputs from s0 to before s1, among which are all that see a pixel.
INLINE int2 outputs_at(const Axis a, const int pixel) {
  const int last = pixel + a.padding, first = last - (a.size - 1) * a.dilation;
  return (int2)(max(first + a.stride - 1, 0) / a.stride, min(last / a.stride + 1, a.outputs));
}

// The place that sees a pixel at one of these outputs, or -1.
INLINE int place_of(const Axis a, const int pixel, const int output) {
  const int distance = pixel - first_pixel(a, output);
  return distance % a.dilation == 0 ? distance / a.dilation : -1;
}

// The pixel that place 0 sees at an output of an image, counted over all images; may lie on padding.
INLINE long corner_pixel(const Axis ay, const Axis ax, const int image, const int oy, const int ox) {
  return ((long)image * ay.extent + first_pixel(ay, oy)) * ax.extent + first_pixel(ax, ox);
}

// The pixel that a place sees at an output, counted over all images; -1 for padding.
INLINE int pixel_at(const Window w, const uint row, const uint place) {
  const int outputs = w.output_height * w.output_width;
  const int position = row % outputs;
  const int y = first_pixel(axis_y(w), position / w.output_width) + place / w.width * w.dilation_y;
  const int x = first_pixel(axis_x(w), position % w.output_width) + place % w.width * w.dilation_x;
  const bool inside = y >= 0 && y < w.input_height && x >= 0 && x < w.input_width;
  return inside ? (int)(row / outputs * w.input_height + y) * w.input_width + x : -1;
}
