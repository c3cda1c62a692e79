// The kernels for processors with AVX2 and FMA.

#include <math.h>
#include <string.h>

#include "include/cpu_kernels.h"

#if defined(__x86_64__)

#define NAME(function) function##_avx2
#define SET "avx2"
// Registers: 16 of 8 lanes, two for a vector.
#define TILE_ROWS 6
#define TILE_VECTORS 1
#define UPDATE_ROWS 6

#pragma clang attribute push(__attribute__((target("avx2,fma,bmi2"))), apply_to = function)
#include "kernels.h"

#pragma clang attribute pop

const struct cpu_kernels *cpu_kernels_avx2(void) { return &kernels; }

#endif
