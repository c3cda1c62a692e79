// uniform_draw: output = lower + width u, u being uniform in 0 ..< 1.
//
// Element i takes word i mod 4 of Philox block i / 4 at (seed, step, stream), as UniformDraw.swift says.
// Buffers: output [R, count] contiguous; seed [R, 2].
// NDRange: x = one block of four elements, z = replica. No sums.

__kernel void uniform_draw(
    __global float *output, const ulong2 output_at,
    __global const uint *seed, const ulong2 seed_at,
    const uint count, const float lower, const float width, const uint stream, const uint step,
    const uint first_replica) {
  const uint block = get_global_id(0);
  const uint first = block * 4;
  if (first >= count) return;
  const uint2 key = (uint2)(PART(seed)[0], PART(seed)[1]);
  const uint4 words = philox(key, (uint4)(block, step, stream, 0));
  __global float *y = PART(output) + first;
  y[0] = MULTIPLY_ADD(philox_uniform(words.x), width, lower);
  if (first + 1 < count) y[1] = MULTIPLY_ADD(philox_uniform(words.y), width, lower);
  if (first + 2 < count) y[2] = MULTIPLY_ADD(philox_uniform(words.z), width, lower);
  if (first + 3 < count) y[3] = MULTIPLY_ADD(philox_uniform(words.w), width, lower);
}
