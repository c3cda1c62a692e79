// core_deviation, core_noise: input_noise.cl for CPU devices, one replica's part.
//
// The same bits as there, 16 blocks of Philox in vector lanes. Elements first ..< last; `first` is a
// multiple of 64.
// Sum order: element i goes to lane i mod 16 in order, then the lanes are added pairwise.

INLINE float core_sum(__global const float *x, const float mean, const bool squares, const uint count) {
  float16 sum = 0.0f;
  for (uint i = 0; i < count; i += 16) {
    float16 d = load(x + i, count - i) - mean;
    if (squares) d *= d;
    if (count - i < 16) {
      float lanes[16];
      vstore16(d, 0, lanes);
      for (uint j = count - i; j < 16; j++) lanes[j] = 0.0f;
      d = vload16(0, lanes);
    }
    sum += d;
  }
  return sum_lanes(sum);
}

void core_deviation(
    __global const float *input, __global float *deviation, __global const float *share,
    const uint count) {
  deviation[0] = 0.0f;
  if (share[0] == 0.0f) return;
  const float mean = core_sum(input, 0.0f, false, count) / (float)count;
  deviation[0] = sqrt(core_sum(input, mean, true, count) / (float)count);
}

void core_noise(
    __global const float *input, __global float *output, __global const float *deviation,
    __global const float *share, __global const uint *seed, const uint stream, const uint step,
    const uint first, const uint last) {
  if (share[0] == 0.0f) {
    for (uint i = first; i < last; i += 16) store(load(input + i, last - i), output + i, last - i);
    return;
  }
  const uint2 key = (uint2)(seed[0], seed[1]);
  const float scale = share[0] * deviation[0];
  for (uint i = first; i < last; i += 64) {
    const Blocks b = philox_blocks(key, i / 4, step, stream, 0);
    // Elements 0 and 1 of each block, then 2 and 3.
    float16 z[4];
    const uint16 lengths[2] = {b.x0, b.x2}, angles[2] = {b.x1, b.x3};
#pragma unroll
    for (int j = 0; j < 2; j++) {
      const float16 u = convert_float16((lengths[j] >> 8) + 1) * 0x1p-24f;
      const float16 v = convert_float16(angles[j] >> 8) * 0x1p-23f;
      const float16 size = scale * sqrt(-2.0f * log(u));
      z[2 * j] = size * cospi(v);
      z[2 * j + 1] = size * sinpi(v);
    }
    uint16 noise[4];
    in_order(as_uint16(z[0]), as_uint16(z[1]), as_uint16(z[2]), as_uint16(z[3]), noise);
#pragma unroll
    for (uint j = 0; j < 4; j++) {
      const uint at = i + 16 * j;
      if (at >= last) break;
      store(load(input + at, last - at) + as_float16(noise[j]), output + at, last - at);
    }
  }
}
