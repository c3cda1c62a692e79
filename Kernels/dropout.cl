// dropout: y = x / (1 - rate) where the draw is at least rate, else 0; its own backward.
//
// The mask is drawn from Philox and never stored: channel c of row r takes word c mod 4 of block c / 4 at
// (seed, step, stream, r), as Dropout.swift says. Where the rate is 0 nothing is drawn: y = x.
// Buffers: input, output [R, rows, channels] contiguous, may be the same; rate [R, 1]; seed [R, 2].
// NDRange: x = one block of four channels of a row, the blocks of a row side by side, z = replica. No sums.

__kernel void dropout(
    __global const float *input, const ulong2 input_at,
    __global float *output, const ulong2 output_at,
    __global const float *rate, const ulong2 rate_at,
    __global const uint *seed, const ulong2 seed_at,
    const uint rows, const uint channels, const uint stream, const uint step,
    const uint first_replica) {
  const uint blocks = (channels + 3) / 4;
  const uint row = get_global_id(0) / blocks, block = get_global_id(0) % blocks;
  if (row >= rows) return;
  const uint count = min(channels - block * 4, 4u);
  const ulong first = (ulong)row * channels + block * 4;
  __global const float *x = PART(input) + first;
  __global float *y = PART(output) + first;
  const float share = PART(rate)[0];
  if (share == 0.0f) {
    for (uint i = 0; i < count; i++) y[i] = x[i];
    return;
  }
  const uint2 key = (uint2)(PART(seed)[0], PART(seed)[1]);
  const uint4 words = philox(key, (uint4)(block, step, stream, row));
  const float keep = 1.0f - share;
  y[0] = philox_uniform(words.x) >= share ? x[0] / keep : 0.0f;
  if (count > 1) y[1] = philox_uniform(words.y) >= share ? x[1] / keep : 0.0f;
  if (count > 2) y[2] = philox_uniform(words.z) >= share ? x[2] / keep : 0.0f;
  if (count > 3) y[3] = philox_uniform(words.w) >= share ? x[3] / keep : 0.0f;
}
