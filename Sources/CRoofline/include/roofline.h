#ifndef LOCKSTEP_ROOFLINE_H
#define LOCKSTEP_ROOFLINE_H

// The two loops that measure what this processor can do at best. They are in C because the widest
// vectors of the machine are wanted, whatever the rest of the program is compiled for.

#include <stddef.h>
#include <stdint.h>

// `iterations` rounds of multiply-adds on `CHAINS` independent vectors of `BYTES` bytes, which must
// all fit the registers and be more than the units can have under way. The result depends on all of
// them, so that no compiler drops one; it stays finite.
#define ROOFLINE_MULTIPLY_ADDS(NAME, TARGET, BYTES, CHAINS)                                  \
  typedef float NAME##_vector __attribute__((vector_size(BYTES)));                           \
  TARGET static inline float NAME(uint64_t iterations) {                                     \
    const float factor = 0.75f + (float)(iterations & 1) * 0.125f;                           \
    NAME##_vector b = {0}, c = {0}, chain[CHAINS];                                           \
    b += factor;                                                                             \
    c += 1 - factor;                                                                         \
    for (int i = 0; i < CHAINS; i++) chain[i] = c + (float)i;                                \
    for (uint64_t n = 0; n < iterations; n++) {                                              \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < CHAINS; i++)                    \
          chain[i] = chain[i] * b + c;                                                       \
    }                                                                                        \
    NAME##_vector sum = {0};                                                                 \
    for (int i = 0; i < CHAINS; i++) sum += chain[i];                                        \
    return sum[0] + sum[(BYTES) / sizeof(float) - 1];                                        \
  }                                                                                          \
  static inline uint64_t NAME##_flops(void) { return 2 * (CHAINS) * (BYTES) / sizeof(float); }

#pragma STDC FP_CONTRACT ON

#if defined(__x86_64__)
ROOFLINE_MULTIPLY_ADDS(
    roofline_avx512, __attribute__((target("avx512f"))), 64, 16)
ROOFLINE_MULTIPLY_ADDS(roofline_fma, __attribute__((target("avx2,fma"))), 32, 12)
#endif
ROOFLINE_MULTIPLY_ADDS(roofline_baseline, , 16, 12)

/// Runs `iterations` rounds of multiply-adds in the widest vectors of this processor and writes to
/// `sink`, so that they are not optimised away. Returns the floating-point operations of one round.
static inline uint64_t roofline_multiply_adds(uint64_t iterations, float *sink) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f")) {
    *sink = roofline_avx512(iterations);
    return roofline_avx512_flops();
  }
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
    *sink = roofline_fma(iterations);
    return roofline_fma_flops();
  }
#endif
  *sink = roofline_baseline(iterations);
  return roofline_baseline_flops();
}

/// The triad `a = b + scale * c` over `count` floats.
static inline void roofline_triad(
    float *restrict a, const float *restrict b, const float *restrict c, float scale, size_t count) {
  for (size_t i = 0; i < count; i++) a[i] = b[i] + scale * c[i];
}

#endif
