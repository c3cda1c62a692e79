// core_augmentation: y = images like x, for CPU devices; see augmentation.cl. Images first ..< last of one
// replica.

void core_augmentation(
    __global const float *x, const uint x_row, __global float *y, const uint y_row,
    __global const float *settings, __global const uint *seed, const uint channels,
    const uint height, const uint width, const uint stream, const uint step, const uint first,
    const uint last) {
  for (uint image = first; image < last; image++) {
    const Placement p = image_placement(settings, seed, stream, step, image, height, width);
    const ulong start = (ulong)image * height * width;
    for (uint row = 0; row < height; row++)
      for (uint column = 0; column < width; column++)
        for (uint c = 0; c < channels; c++)
          y[(start + row * width + column) * y_row + c] =
              placed(p, x + start * x_row + c, x_row, height, width, row, column);
  }
}
