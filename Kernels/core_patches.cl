// core_patches: patches[i][k - first_k] = number k = (place, channel) of what the window sees at output
//               first_row + i; 0 for padding.
// core_add_patches: adds whole patches to the pixels they were made of, output after output.
// core_clear: zeros for whole images.
//
// For CPU devices, one replica's part; see patches.cl.

INLINE void copy_floats(__global const float *from, __global float *to, const uint count) {
  uint i = 0;
  for (; i + 16 <= count; i += 16) vstore16(vload16(0, from + i), 0, to + i);
  for (; i < count; i++) to[i] = from[i];
}

INLINE void zero_floats(__global float *to, const uint count) {
  uint i = 0;
  for (; i + 16 <= count; i += 16) vstore16((float16)(0.0f), 0, to + i);
  for (; i < count; i++) to[i] = 0.0f;
}

INLINE void add_floats(__global const float *from, __global float *to, const uint count) {
  uint i = 0;
  for (; i + 16 <= count; i += 16) vstore16(vload16(0, to + i) + vload16(0, from + i), 0, to + i);
  for (; i < count; i++) to[i] += from[i];
}

INLINE void core_patches(
    const Window w, __global const float *x, const uint x_row, const uint channels,
    __global float *patches, const uint first_k, const uint last_k, const uint first_row,
    const uint rows) {
  const Axis ay = axis_y(w), ax = axis_x(w);
  for (uint row = first_row; row < first_row + rows; row++) {
    __global float *to = patches + (ulong)(row - first_row) * (last_k - first_k);
    const int image = row / (ay.outputs * ax.outputs);
    const int oy = row / ax.outputs % ay.outputs, ox = row % ax.outputs;
    const int2 in_y = places_at(ay, oy), in_x = places_at(ax, ox);
    const long start = corner_pixel(ay, ax, image, oy, ox);
    for (int i = 0; i < ay.size; i++)
      for (int j = 0; j < ax.size; j++) {
        // Of a place, the numbers within first_k ..< last_k.
        const uint k = (i * ax.size + j) * channels;
        const uint from = max(k, first_k), end = min(k + channels, last_k);
        if (from >= end) continue;
        const bool inside = i >= in_y.s0 && i < in_y.s1 && j >= in_x.s0 && j < in_x.s1;
        const long pixel = start + (long)i * ay.dilation * ax.extent + j * ax.dilation;
        if (inside)
          copy_floats(x + pixel * x_row + (from - k), to + (from - first_k), end - from);
        else
          zero_floats(to + (from - first_k), end - from);
      }
  }
}

INLINE void core_add_patches(
    const Window w, __global const float *patches, __global float *x, const uint x_row,
    const uint channels, const uint first_row, const uint rows) {
  const Axis ay = axis_y(w), ax = axis_x(w);
  for (uint row = first_row; row < first_row + rows; row++) {
    __global const float *from = patches + (ulong)(row - first_row) * ay.size * ax.size * channels;
    const int image = row / (ay.outputs * ax.outputs);
    const int oy = row / ax.outputs % ay.outputs, ox = row % ax.outputs;
    const int2 in_y = places_at(ay, oy), in_x = places_at(ax, ox);
    const long start = corner_pixel(ay, ax, image, oy, ox);
    for (int i = in_y.s0; i < in_y.s1; i++)
      for (int j = in_x.s0; j < in_x.s1; j++)
        add_floats(
            from + (i * ax.size + j) * channels,
            x + (start + (long)i * ay.dilation * ax.extent + j * ax.dilation) * x_row, channels);
  }
}

INLINE void core_clear(
    __global float *x, const uint x_row, const uint channels, const uint pixels) {
  for (uint pixel = 0; pixel < pixels; pixel++) zero_floats(x + (ulong)pixel * x_row, channels);
}
