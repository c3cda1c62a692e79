// core_uniform_draw: output = lower + width u, u being uniform in 0 ..< 1.
//
// For CPU devices; the same bits as uniform_draw.cl. The elements first ..< last of one replica; `first` is a
// multiple of 64. No sums.

void core_uniform_draw(
    __global float *output, __global const uint *seed, const float lower, const float width,
    const uint stream, const uint step, const uint first, const uint last) {
  const uint2 key = (uint2)(seed[0], seed[1]);
  for (uint i = first; i < last; i += 64) {
    const Blocks b = philox_blocks(key, i / 4, step, stream, 0);
    uint16 words[4];
    in_order(b.x0, b.x1, b.x2, b.x3, words);
#pragma unroll
    for (uint j = 0; j < 4; j++) {
      const uint at = i + 16 * j;
      if (at >= last) break;
      const float16 u = uniform_lanes(words[j]);
      store(MULTIPLY_ADD(u, (float16)(width), (float16)(lower)), output + at, last - at);
    }
  }
}
