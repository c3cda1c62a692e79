// fill: output[i] = value.
//
// Buffers: output [R, count] contiguous. NDRange: x = element, z = replica. No sums.

__kernel void fill(
    __global float *output, const ulong2 output_at, const uint count, const float value,
    const uint first_replica) {
  const uint i = get_global_id(0);
  if (i < count) PART(output)[i] = value;
}
