// max_pool: y[row][c] = the largest x[pixel][c] that the window sees, the first of equal ones, NaN before all;
//   places[row][c] = its place in the window.
// max_pool_gradient: x[pixel][c] = sum of y[row][c] over the outputs whose place is the pixel's.
//
// Buffers: x [R, B x H x W, C], y [R, B x H' x W', C] with row strides; places [R, B x H' x W', C] uchar.
// NDRange: x = channel, y = output, or pixel, z = replica. Sum order: the outputs row by row.
// Defines: WINDOW, see window.cl; HAS_PLACES 0 to store none.

#ifndef HAS_PLACES
#define HAS_PLACES 1
#endif

__kernel void max_pool(
    __global const float *x, const ulong2 x_at, const uint x_row,
    __global float *y, const ulong2 y_at, const uint y_row,
    __global uchar *places, const ulong2 places_at,
    const uint rows, const uint channels, const uint first_replica) {
  const Window w = {WINDOW};
  const uint c = get_global_id(0), row = get_global_id(1);
  if (c >= channels || row >= rows) return;
  float best = -INFINITY;
  int found = -1;
  for (int place = 0; place < w.height * w.width; place++) {
    const int pixel = pixel_at(w, row, place);
    if (pixel < 0) continue;
    const float value = PART(x)[(ulong)pixel * x_row + c];
    if (found >= 0 && !(value > best || isnan(value))) continue;
    best = value;
    found = place;
  }
  PART(y)[(ulong)row * y_row + c] = best;
  if (HAS_PLACES) PART(places)[(ulong)row * channels + c] = (uchar)found;
}

__kernel void max_pool_gradient(
    __global const float *y, const ulong2 y_at, const uint y_row,
    __global const uchar *places, const ulong2 places_at,
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
      const int i = place_of(ay, iy, oy), j = place_of(ax, ix, ox);
      if (i < 0 || j < 0) continue;
      const ulong row = (image * ay.outputs + oy) * ax.outputs + ox;
      if (PART(places)[row * channels + c] == i * ax.size + j) sum += PART(y)[row * y_row + c];
    }
  PART(x)[(ulong)pixel * x_row + c] = sum;
}
