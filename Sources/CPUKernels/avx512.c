// The kernels for processors with AVX-512 (F, BW, DQ, VL).

#include <math.h>
#include <string.h>

#include "include/cpu_kernels.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define NAME(function) function##_avx512
#define SET "avx512"
// Registers: 32 of 16 lanes.
#define TILE_ROWS 4
#define TILE_VECTORS 4
#define UPDATE_ROWS 8
// Enough of them for the sums of two tiles of a weight gradient.
#define OVERLAPS_UPDATES
// Stores lanes 0 ..< count of 1 ... 15.
#define STORE_FIRST(x, v, count) \
  _mm512_mask_storeu_ps(x, (__mmask16)((1u << (count)) - 1), (__m512)(v))
// 1 / x, 14 bits of it.
#define RECIPROCAL(x) ((vec)_mm512_rcp14_ps((__m512)(x)))

#pragma clang attribute push(                                                      \
    __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,fma,bmi2"))), \
    apply_to = function)
#include "kernels.h"

#pragma clang attribute pop

const struct cpu_kernels *cpu_kernels_avx512(void) { return &kernels; }

#endif
