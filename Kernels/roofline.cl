// roofline_multiply_add: rounds of x = x * b + c on 12 independent vectors in registers.
// roofline_triad: a[i] = b[i] + 0.5 c[i].
// roofline_empty: nothing, to see what a launch costs.
//
// Buffers: output [1, items] one number an item, so that no compiler drops the work; a, b, c
// [1, count] contiguous. NDRange: x = item (of the triad: run of RUN elements), z = replica, of
// which there is one. No sums.
// Defines: VECTOR, the widest vector of the device's registers; RUN, 1 where neighbouring items
// should touch neighbouring elements, long where a compiler for CPUs should make vectors of the
// loop.

#ifndef VECTOR
#define VECTOR float
#define LOWEST(x) (x)
#else
#define LOWEST(x) (x).s0
#endif
#ifndef RUN
#define RUN 1
#endif

#define ROUND(x) x = MULTIPLY_ADD(x, b, c)

__kernel void roofline_multiply_add(
    __global float *output, const ulong2 output_at, const uint rounds, const uint first_replica) {
  // Known at run time only; the values stay between 0 and 12.
  const VECTOR b = 1.0f - 0.25f / (float)(rounds | 1);
  const VECTOR c = (VECTOR)(0.0625f) * (1.0f - b);
  VECTOR x0 = 0.0f, x1 = 1.0f, x2 = 2.0f, x3 = 3.0f, x4 = 4.0f, x5 = 5.0f;
  VECTOR x6 = 6.0f, x7 = 7.0f, x8 = 8.0f, x9 = 9.0f, x10 = 10.0f, x11 = 11.0f;
  for (uint i = 0; i < rounds; i++) {
    ROUND(x0); ROUND(x1); ROUND(x2); ROUND(x3); ROUND(x4); ROUND(x5);
    ROUND(x6); ROUND(x7); ROUND(x8); ROUND(x9); ROUND(x10); ROUND(x11);
  }
  const VECTOR sum = x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11;
  PART(output)[get_global_id(0)] = LOWEST(sum);
}

__kernel void roofline_triad(
    __global float *restrict a, const ulong2 a_at,
    __global const float *restrict b, const ulong2 b_at,
    __global const float *restrict c, const ulong2 c_at, const uint count,
    const uint first_replica) {
  const uint first = get_global_id(0) * RUN;
  if (first >= count) return;
  __global float *to = PART(a);
  __global const float *x = PART(b);
  __global const float *y = PART(c);
  const uint last = min(first + RUN, count);
  for (uint i = first; i < last; i++) to[i] = x[i] + 0.5f * y[i];
}

__kernel void roofline_empty(
    __global float *output, const ulong2 output_at, const uint first_replica) {}
