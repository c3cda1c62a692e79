// The kernels for processors with nothing but what every processor of the architecture has: SSE2, or NEON.

#include <math.h>
#include <string.h>

#include "include/cpu_kernels.h"

#define NAME(function) function##_baseline
#define SET "baseline"
// Registers: 16 or 32 of 4 lanes, four for a vector.
#define TILE_ROWS 3
#define TILE_VECTORS 1
#define UPDATE_ROWS 3

#include "kernels.h"

const struct cpu_kernels *cpu_kernels_baseline(void) { return &kernels; }
