// Which instruction sets this processor has.

#include <stddef.h>

#include "include/cpu_kernels.h"

const struct cpu_kernels *cpu_kernels_baseline(void);

#if defined(__x86_64__)
const struct cpu_kernels *cpu_kernels_avx512(void);
const struct cpu_kernels *cpu_kernels_avx2(void);

static bool has_avx2(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
         __builtin_cpu_supports("bmi2");
}

static bool has_avx512(void) {
  return has_avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
#endif

const struct cpu_kernels *cpu_kernels_at(int index) {
#if defined(__x86_64__)
  if (has_avx512() && index-- == 0) return cpu_kernels_avx512();
  if (has_avx2() && index-- == 0) return cpu_kernels_avx2();
#endif
  return index == 0 ? cpu_kernels_baseline() : NULL;
}
