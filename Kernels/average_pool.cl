// average_pool: y[row][c] = mean of the x[pixel][c] that the window sees.
// average_pool_gradient: x[pixel][c] = sum of y[row][c] / divisor over the outputs that see the pixel.
//
// Buffers: x [R, B x H x W, C], y [R, B x H' x W', C] with row strides.
// NDRange: x = channel, y = output, or pixel, z = replica. Sum order: places, or outputs, row by row.
// Defines: WINDOW, see window.cl; COUNTS_PADDING 1 to divide by the whole window.

#ifndef COUNTS_PADDING
#define COUNTS_PADDING 0
#endif

// What the sum at an output is divided by.
float divisor(const Window w, const int oy, const int ox) {
  if (COUNTS_PADDING) return (float)(w.height * w.width);
  const int2 y = places_at(axis_y(w), oy), x = places_at(axis_x(w), ox);
  return (float)((y.s1 - y.s0) * (x.s1 - x.s0));
}

__kernel void average_pool(
    __global const float *x, const ulong2 x_at, const uint x_row,
    __global float *y, const ulong2 y_at, const uint y_row,
    const uint rows, const uint channels, const uint first_replica) {
  const Window w = {WINDOW};
  const uint c = get_global_id(0), row = get_global_id(1);
  if (c >= channels || row >= rows) return;
  float sum = 0.0f;
  for (int place = 0; place < w.height * w.width; place++) {
    const int pixel = pixel_at(w, row, place);
    if (pixel >= 0) sum += PART(x)[(ulong)pixel * x_row + c];
  }
  const int oy = row / w.output_width % w.output_height, ox = row % w.output_width;
  PART(y)[(ulong)row * y_row + c] = sum / divisor(w, oy, ox);
}

__kernel void average_pool_gradient(
    __global const float *y, const ulong2 y_at, const uint y_row,
    __global float *x, const ulong2 x_at, const uint x_row,
    const uint pixels, const uint channels, const uint first_replica) {
  const Window w = {WINDOW};
  const Axis ay = axis_y(w), ax = axis_x(w);
  const uint c = get_global_id(0), pixel = get_global_id(1);
  if (c >= channels || pixel >= pixels) return;
  const int image = pixel / (ay.extent * ax.extent), iy = pixel / ax.extent % ay.extent;
  const int ix = pixel % ax.extent;
  const int2 seen_y = outputs_at(ay, iy), seen_x = outputs_at(ax, ix);
  float sum = 0.0f;
  for (int oy = seen_y.s0; oy < seen_y.s1; oy++)
    for (int ox = seen_x.s0; ox < seen_x.s1; ox++) {
      if (place_of(ay, iy, oy) < 0 || place_of(ax, ix, ox) < 0) continue;
      const ulong row = (image * ay.outputs + oy) * ax.outputs + ox;
      sum += PART(y)[row * y_row + c] / divisor(w, oy, ox);
    }
  PART(x)[(ulong)pixel * x_row + c] = sum;
}
