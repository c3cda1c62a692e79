// core_gather: rows first ..< last of one replica's batch, inputs[b] = scale * x[order[row + b]] + shift.
//
// For CPU devices; formula and operands as in gather.cl, at one replica's parts. No sums.

// Feature f of `x` normalised by its channel, written to `out`; CONVERT makes a float16 of 16 elements.
#define DEFINE_GATHER(EXAMPLE, CONVERT)                                                            \
  void gather_row_##EXAMPLE(                                                                       \
      __global const EXAMPLE *x, __global const float *affine, const uint channels,                \
      const uint features, __global float *out) {                                                  \
    uint f = 0;                                                                                    \
    if (channels == 1) {                                                                           \
      const float16 scale = affine[0];                                                             \
      const float16 shift = affine[1];                                                             \
      for (; f + 16 <= features; f += 16)                                                          \
        vstore16(MULTIPLY_ADD(scale, CONVERT(vload16(0, x + f)), shift), 0, out + f);              \
    }                                                                                              \
    for (; channels > 1 && f + channels <= features; f += channels)                                \
      for (uint c = 0; c < channels; c++)                                                          \
        out[f + c] = MULTIPLY_ADD(affine[2 * c], (float)x[f + c], affine[2 * c + 1]);              \
    for (uint c = 0; f < features; f++, c = c + 1 < channels ? c + 1 : 0)                          \
      out[f] = MULTIPLY_ADD(affine[2 * c], (float)x[f], affine[2 * c + 1]);                        \
  }                                                                                                \
  void core_gather_##EXAMPLE(                                                                      \
      __global const EXAMPLE *examples, __global const float *normalization,                       \
      __global const int *data_set, __global const uint *order, __global float *inputs,            \
      const uint inputs_row, const uint example_count, const uint features, const uint channels,   \
      const bool has_order, const uint row, const uint first, const uint last) {                   \
    const ulong set = data_set[0];                                                                 \
    for (uint b = first; b < last; b++) {                                                          \
      const ulong example = set * example_count + (has_order ? order[row + b] : row + b);          \
      gather_row_##EXAMPLE(                                                                        \
          examples + example * features, normalization + set * channels * 2, channels, features,   \
          inputs + (ulong)b * inputs_row);                                                         \
    }                                                                                              \
  }

DEFINE_GATHER(uchar, convert_float16)
DEFINE_GATHER(float, )

// The targets of the same rows, labels (as words) or values: `width` words for each.
void core_gather_targets(
    __global const int *targets, __global const int *data_set, __global const uint *order,
    __global int *batch_targets, const uint batch_targets_row, const uint example_count,
    const uint width, const bool has_order, const uint row, const uint first, const uint last) {
  const ulong set = data_set[0];
  for (uint b = first; b < last; b++) {
    const ulong example = set * example_count + (has_order ? order[row + b] : row + b);
    for (uint t = 0; t < width; t++)
      batch_targets[(ulong)b * batch_targets_row + t] = targets[example * width + t];
  }
}
