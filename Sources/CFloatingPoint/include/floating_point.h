#ifndef LOCKSTEP_FLOATING_POINT_H
#define LOCKSTEP_FLOATING_POINT_H

// The processor's floating-point control register, which Swift cannot reach.

#include <stdint.h>

#if defined(__x86_64__)
#include <xmmintrin.h>

/// Makes this thread treat denormal numbers as zero (optimizer moments decay into them, and each
/// operation on one costs a hundred cycles). Returns the former state for `floating_point_restore`.
static inline uint64_t floating_point_flush_denormals(void) {
  const unsigned int former = _mm_getcsr();
  _mm_setcsr(former | 0x8040u);  // flush to zero, denormals are zero
  return former;
}

/// Restores what `floating_point_flush_denormals` returned.
static inline void floating_point_restore(uint64_t state) { _mm_setcsr((unsigned int)state); }

#elif defined(__aarch64__)

static inline uint64_t floating_point_flush_denormals(void) {
  uint64_t former;
  __asm__ volatile("mrs %0, fpcr" : "=r"(former));
  __asm__ volatile("msr fpcr, %0" ::"r"(former | (1ull << 24)));
  return former;
}

static inline void floating_point_restore(uint64_t state) {
  __asm__ volatile("msr fpcr, %0" ::"r"(state));
}

#else

static inline uint64_t floating_point_flush_denormals(void) { return 0; }
static inline void floating_point_restore(uint64_t state) { (void)state; }

#endif
#endif
