// depthwise: y[row][c] = sum over places of x[pixel][c] w[place][c].
// depthwise_input_gradient: x[pixel][c] = sum over the outputs that see the pixel of y[row][c] w[place][c].
// depthwise_weight_gradient: w[place][c] = sum over outputs of x[pixel][c] y[row][c].
//
// Buffers: x [R, B x H x W, C]; y [R, B x H' x W', C]; w [R, places, C]; all with row strides.
// NDRange: x = channel; y = output, or pixel, or work-group = place and item = lane; z = replica.
// Sum order: places, or outputs, row by row; for weights see column_sum.cl.
// Defines: WINDOW, see window.cl.

__kernel void depthwise(
    __global const float *x, const ulong2 x_at, const uint x_row,
    __global const float *w, const ulong2 w_at, const uint w_row,
    __global float *y, const ulong2 y_at, const uint y_row,
    const uint rows, const uint channels, const uint first_replica) {
  const Window window = {WINDOW};
  const uint c = get_global_id(0), row = get_global_id(1);
  if (c >= channels || row >= rows) return;
  float sum = 0.0f;
  for (int place = 0; place < window.height * window.width; place++) {
    const int pixel = pixel_at(window, row, place);
    if (pixel < 0) continue;
    sum = MULTIPLY_ADD(PART(x)[(ulong)pixel * x_row + c], PART(w)[(ulong)place * w_row + c], sum);
  }
  PART(y)[(ulong)row * y_row + c] = sum;
}

__kernel void depthwise_input_gradient(
    __global const float *y, const ulong2 y_at, const uint y_row,
    __global const float *w, const ulong2 w_at, const uint w_row,
    __global float *x, const ulong2 x_at, const uint x_row,
    const uint pixels, const uint channels, const uint first_replica) {
  const Window window = {WINDOW};
  const Axis ay = axis_y(window), ax = axis_x(window);
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
      sum = MULTIPLY_ADD(
          PART(y)[row * y_row + c], PART(w)[(ulong)(i * ax.size + j) * w_row + c], sum);
    }
  PART(x)[(ulong)pixel * x_row + c] = sum;
}

__kernel __attribute__((reqd_work_group_size(GROUP_X, GROUP_Y, 1))) void depthwise_weight_gradient(
    __global const float *x, const ulong2 x_at, const uint x_row,
    __global const float *y, const ulong2 y_at, const uint y_row,
    __global float *w, const ulong2 w_at, const uint w_row,
    const uint rows, const uint channels, const uint first_replica) {
  const Window window = {WINDOW};
  __local float sums[GROUP];
  const uint place = get_group_id(1);
  const bool inside = get_global_id(0) < channels;
  const uint c = inside ? get_global_id(0) : 0;
  float sum = 0.0f;
  for (uint row = get_local_id(1); row < rows; row += GROUP_Y) {
    const int pixel = pixel_at(window, row, place);
    if (pixel < 0) continue;
    sum = MULTIPLY_ADD(PART(x)[(ulong)pixel * x_row + c], PART(y)[(ulong)row * y_row + c], sum);
  }
  sum = column_sum(sums, sum);
  if (inside && get_local_id(1) == 0) PART(w)[(ulong)place * w_row + c] = sum;
}
