// Conventions of every kernel file; README.md explains them.
//
// A view is one argument pair: `__global T *x, const ulong2 x_at`. `x_at.s0` is the first element
// of replica 0, `x_at.s1` the number of elements from one replica to the next (0 if all share one
// part).
// NDRange dimension 2 is the replica within the wave; the last argument, `first_replica`, is the
// wave's first one.

// The replica of this work-item.
#define REPLICA (first_replica + (uint)get_global_id(2))

// Where the part of this work-item's replica starts.
#define PART(view) ((view) + view##_at.s0 + (ulong)REPLICA * view##_at.s1)

// What must become part of its caller, or vectors travel through memory.
#define INLINE static inline __attribute__((always_inline))

// a * b + c in one rounding where the device does that as fast as two.
#ifdef FP_FAST_FMAF
#define MULTIPLY_ADD(a, b, c) fma(a, b, c)
#else
#define MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#endif

// Places in a metrics part [8]; the same numbers as MetricSlot.
#define METRIC_LOSS 0
#define METRIC_PENALTY 2
#define METRIC_CORRECT 4
#define METRIC_EXAMPLES 5
#define METRIC_ABSOLUTE_ERROR 6

// Adds x to the compensated sum sum[0] - sum[1] (Kahan): sum[1] is what sum[0] has too much.
void add_compensated(__global float *sum, const float x) {
  const float addend = x - sum[1];
  const float total = sum[0] + addend;
  sum[1] = (total - sum[0]) - addend;
  sum[0] = total;
}
