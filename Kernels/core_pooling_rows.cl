// core_max_pool_gradient, core_average_pool, core_average_pool_gradient: see core_pooling.cl.

void core_max_pool_gradient(
    const Window w, __global const float *y, const uint y_row, __global const uchar *places,
    __global float *x, const uint x_row, const uint channels, const uint first, const uint last) {
  for (uint pixel = first; pixel < last; pixel++)
    for (uint c = 0; c < channels; c += 16)
      store(pool_gradient(w, y, y_row, false, false, places, channels, pixel, c),
            x + (ulong)pixel * x_row + c, POOL_COUNT(c));
}

void core_average_pool(
    const Window w, __global const float *x, const uint x_row, __global float *y, const uint y_row,
    const bool counts_padding, const uint channels, const uint first, const uint last) {
  for (uint row = first; row < last; row++) {
    const int oy = row / w.output_width % w.output_height, ox = row % w.output_width;
    for (uint c = 0; c < channels; c += 16) {
      float16 sum = (float16)(0.0f);
      for (int place = 0; place < w.height * w.width; place++) {
        const int pixel = pixel_at(w, row, place);
        if (pixel >= 0) sum += load(x + (ulong)pixel * x_row + c, POOL_COUNT(c));
      }
      store(sum / pool_size(w, counts_padding, oy, ox), y + (ulong)row * y_row + c, POOL_COUNT(c));
    }
  }
}

void core_average_pool_gradient(
    const Window w, __global const float *y, const uint y_row, __global float *x, const uint x_row,
    const bool counts_padding, const uint channels, const uint first, const uint last) {
  for (uint pixel = first; pixel < last; pixel++)
    for (uint c = 0; c < channels; c += 16)
      store(pool_gradient(w, y, y_row, true, counts_padding, 0, channels, pixel, c),
            x + (ulong)pixel * x_row + c, POOL_COUNT(c));
}
