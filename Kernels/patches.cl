// patches: patches[row][k] = number k = (place, channel) of what the window sees at output first + row; 0 for
//   padding.
// add_patches: x[pixel] = (x[pixel] +) sum of what patches of the outputs that see the pixel hold for it.
//
// Buffers: x [R, B x H x W, C] with a row stride; patches [R, rows, places x C] contiguous, of the outputs from
// the tile's first on. A tile is some whole images, so that a pixel finds all its outputs.
// NDRange: patches x = k, y = row of the tile; add_patches x = channel, y = pixel of the tile; z = replica.
// Sum order: the outputs row by row, then what x holds.
// Defines: WINDOW, see window.cl; ACCUMULATE 1 to add to x.

#ifndef ACCUMULATE
#define ACCUMULATE 0
#endif

__kernel void patches(
    __global const float *x, const ulong2 x_at, const uint x_row,
    __global float *patches, const ulong2 patches_at, const uint patches_row,
    const uint channels, const uint first, const uint rows, const uint first_replica) {
  const Window w = {WINDOW};
  const uint k = get_global_id(0), row = get_global_id(1);
  if (k >= patches_row || row >= rows) return;
  const int pixel = pixel_at(w, first + row, k / channels);
  PART(patches)[(ulong)row * patches_row + k] =
      pixel < 0 ? 0.0f : PART(x)[(ulong)pixel * x_row + k % channels];
}

__kernel void add_patches(
    __global const float *patches, const ulong2 patches_at, const uint patches_row,
    __global float *x, const ulong2 x_at, const uint x_row,
    const uint channels, const uint first, const uint pixels, const uint first_replica) {
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
      sum += PART(patches)[row * patches_row + (i * ax.size + j) * channels + c];
    }
  __global float *at = PART(x) + (ulong)(first + pixel) * x_row + c;
  *at = ACCUMULATE ? *at + sum : sum;
}
