// What is done to an image at random: mirrored, turned about its centre, moved, and a square of it covered.
//
// The draws and the formula are those of Sources/Programs/Operations/Augmentation.swift.

typedef struct {
  float shift_y, shift_x, sine, cosine;
  bool turned, flipped;
  int cut_top, cut_left, cut_side;
} Placement;

INLINE float shifted(const uint word, const float shift) {
  return floor(philox_uniform(word) * (2.0f * shift + 1.0f)) - shift;
}

INLINE Placement image_placement(
    __global const float *settings, __global const uint *seed, const uint stream, const uint step,
    const uint image, const uint height, const uint width) {
  const uint2 key = (uint2)(seed[0], seed[1]);
  const uint4 a = philox(key, (uint4)(0, step, stream, image));
  const uint4 b = philox(key, (uint4)(1, step, stream, image));
  const float angle = settings[2] * (2.0f * philox_uniform(a.z) - 1.0f);
  Placement p;
  p.shift_y = shifted(a.x, settings[0]);
  p.shift_x = shifted(a.y, settings[0]);
  p.sine = sin(angle);
  p.cosine = cos(angle);
  p.turned = angle != 0.0f;
  p.flipped = philox_uniform(a.w) < settings[1];
  p.cut_side = (int)settings[3];
  p.cut_top = (int)floor(philox_uniform(b.x) * (float)height) - p.cut_side / 2;
  p.cut_left = (int)floor(philox_uniform(b.y) * (float)width) - p.cut_side / 2;
  return p;
}

// A pixel of an image, or 0 outside.
INLINE float pixel_or_zero(
    const Placement p, __global const float *x, const uint x_row, const int height,
    const int width, const int row, const int column) {
  if (row < 0 || row >= height || column < 0 || column >= width) return 0.0f;
  return x[(ulong)(row * width + (p.flipped ? width - 1 - column : column)) * x_row];
}

// What stands at a pixel in the end; x points at a channel of the image.
INLINE float placed(
    const Placement p, __global const float *x, const uint x_row, const int height,
    const int width, const int row, const int column) {
  if (row >= p.cut_top && row < p.cut_top + p.cut_side && column >= p.cut_left &&
      column < p.cut_left + p.cut_side)
    return 0.0f;
  const float at_y = (float)row - p.shift_y, at_x = (float)column - p.shift_x;
  if (!p.turned) return pixel_or_zero(p, x, x_row, height, width, (int)at_y, (int)at_x);
  const float middle_y = (float)(height - 1) / 2.0f, middle_x = (float)(width - 1) / 2.0f;
  const float dy = at_y - middle_y, dx = at_x - middle_x;
  const float from_y = p.cosine * dy - p.sine * dx + middle_y;
  const float from_x = p.sine * dy + p.cosine * dx + middle_x;
  const float top = floor(from_y), left = floor(from_x);
  const float v = from_y - top, u = from_x - left;
  const int i = (int)top, j = (int)left;
  const float above = (1.0f - u) * pixel_or_zero(p, x, x_row, height, width, i, j) +
                      u * pixel_or_zero(p, x, x_row, height, width, i, j + 1);
  const float below = (1.0f - u) * pixel_or_zero(p, x, x_row, height, width, i + 1, j) +
                      u * pixel_or_zero(p, x, x_row, height, width, i + 1, j + 1);
  return (1.0f - v) * above + v * below;
}
