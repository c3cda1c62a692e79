// augmentation: y = images like x, see image_placement.cl.
//
// Buffers: x, y [R, B x H x W, C] with row strides; settings [R, 4] shift, flip, rotation, cutout; seed [R, 2].
// NDRange: x = channel, y = pixel, z = replica. No sums over pixels but the four between which one is read.

__kernel void augmentation(
    __global const float *x, const ulong2 x_at, const uint x_row,
    __global float *y, const ulong2 y_at, const uint y_row,
    __global const float *settings, const ulong2 settings_at,
    __global const uint *seed, const ulong2 seed_at,
    const uint pixels, const uint channels, const uint height, const uint width,
    const uint stream, const uint step, const uint first_replica) {
  const uint c = get_global_id(0), pixel = get_global_id(1);
  if (c >= channels || pixel >= pixels) return;
  const uint image = pixel / (height * width);
  const Placement p =
      image_placement(PART(settings), PART(seed), stream, step, image, height, width);
  PART(y)[(ulong)pixel * y_row + c] =
      placed(p, PART(x) + (ulong)image * height * width * x_row + c, x_row, height, width,
             pixel / width % height, pixel % width);
}
