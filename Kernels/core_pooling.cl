// core_max_pool, core_max_pool_gradient, core_average_pool, core_average_pool_gradient: for CPU devices, one
// replica's part; formulas and operands as in max_pool.cl and average_pool.cl. Outputs, or pixels, first ..<
// last, counted over all images. Sum order: places, or outputs, row by row.

// As many of the 16 lanes as there are channels left; see core_depthwise.cl.
#define POOL_COUNT(c) (channels % 16 == 0 ? 16 : channels - (c))

// What the sum at an output is divided by.
INLINE float pool_size(const Window w, const bool counts_padding, const int oy, const int ox) {
  if (counts_padding) return (float)(w.height * w.width);
  const int2 y = places_at(axis_y(w), oy), x = places_at(axis_x(w), ox);
  return (float)((y.s1 - y.s0) * (x.s1 - x.s0));
}

void core_max_pool(
    const Window w, __global const float *x, const uint x_row, __global float *y, const uint y_row,
    const bool has_places, __global uchar *places, const uint channels, const uint first,
    const uint last) {
  for (uint row = first; row < last; row++)
    for (uint c = 0; c < channels; c += 16) {
      float16 best = (float16)(-INFINITY);
      int16 found = (int16)(-1);
      for (int place = 0; place < w.height * w.width; place++) {
        const int pixel = pixel_at(w, row, place);
        if (pixel < 0) continue;
        const float16 value = load(x + (ulong)pixel * x_row + c, POOL_COUNT(c));
        const int16 is_better = value > best || value != value || found < 0;
        best = select(best, value, is_better);
        found = select(found, (int16)(place), is_better);
      }
      store(best, y + (ulong)row * y_row + c, POOL_COUNT(c));
      if (!has_places) continue;
      uchar lanes[16];
      vstore16(convert_uchar16(found), 0, lanes);
      for (uint j = 0; j < min((uint)POOL_COUNT(c), 16u); j++)
        places[(ulong)row * channels + c + j] = lanes[j];
    }
}

// The places of 16 channels.
INLINE int16 load_places(__global const uchar *places, const uint count) {
  if (count >= 16) return convert_int16(vload16(0, places));
  int lanes[16];
  for (uint j = 0; j < 16; j++) lanes[j] = j < count ? places[j] : -1;
  return vload16(0, lanes);
}

// The sum at a pixel over the outputs that see it: of those whose place is the pixel's, or of shares.
INLINE float16 pool_gradient(
    const Window w, __global const float *y, const uint y_row, const bool is_average,
    const bool counts_padding, __global const uchar *places, const uint channels, const uint pixel,
    const uint c) {
  const Axis ay = axis_y(w), ax = axis_x(w);
  const int image = pixel / (ay.extent * ax.extent), iy = pixel / ax.extent % ay.extent;
  const int ix = pixel % ax.extent;
  const int2 seen_y = outputs_at(ay, iy), seen_x = outputs_at(ax, ix);
  float16 sum = (float16)(0.0f);
  for (int oy = seen_y.s0; oy < seen_y.s1; oy++)
    for (int ox = seen_x.s0; ox < seen_x.s1; ox++) {
      const int i = place_of(ay, iy, oy), j = place_of(ax, ix, ox);
      if (i < 0 || j < 0) continue;
      const ulong row = ((ulong)image * ay.outputs + oy) * ax.outputs + ox;
      const float16 g = load(y + row * y_row + c, POOL_COUNT(c));
      if (is_average) {
        sum += g / pool_size(w, counts_padding, oy, ox);
      } else {
        const int16 place = load_places(places + row * channels + c, POOL_COUNT(c));
        sum += select((float16)(0.0f), g, place == i * ax.size + j);
      }
    }
  return sum;
}
