// optimizer_step: what becomes of the parameter w with the gradient g and of its moments m and v, by the
// method with this number; OptimizerMethod.swift has the formulas and their sources. c are its
// coefficients and s the scalars of the step, three of each, as listed there.
//
// REAL is what a parameter is: float, or float16 for 16 side by side.

#ifndef REAL
#define REAL float
#endif

// As OptimizerMethod.kernelNumber.
#define SGD 0
#define MOMENTUM 1
#define NESTEROV 2
#define ADAGRAD 3
#define ADADELTA 4
#define RMSPROP 5
#define ADAM 6
#define ADAMW 7
#define ADAMAX 8
#define NADAM 9

// The running average x of g, and of its square, with the share of the new one.
INLINE REAL averaged(const REAL x, const REAL g, const float share) {
  return MULTIPLY_ADD((REAL)(share), g - x, x);
}

INLINE REAL averaged_square(const REAL x, const REAL g, const float share) {
  return MULTIPLY_ADD((REAL)(share), MULTIPLY_ADD(g, g, -x), x);
}

// `method` is a constant to the compiler, which leaves one of these.
INLINE REAL optimizer_step(
    const int method, const float *c, const float *s, const REAL g, const REAL w, REAL *m, REAL *v) {
  if (method == SGD) return MULTIPLY_ADD((REAL)(-s[0]), g, w);
  if (method == MOMENTUM) {
    *m = c[0] * *m - s[0] * g;
    return w + *m;
  }
  if (method == NESTEROV) {
    *m = c[0] * *m - s[0] * g;
    return w + (c[0] * *m - s[0] * g);
  }
  if (method == ADAGRAD) {
    *m = MULTIPLY_ADD(g, g, *m);
    return w - s[0] * g / sqrt(*m + c[0]);
  }
  if (method == ADADELTA) {
    *m = averaged_square(*m, g, c[0]);
    const REAL step = sqrt((*v + c[1]) / (*m + c[1])) * g;
    *v = averaged_square(*v, step, c[0]);
    return w - s[0] * step;
  }
  if (method == RMSPROP) {
    *m = averaged_square(*m, g, c[0]);
    return w - s[0] * g / sqrt(*m + c[1]);
  }
  *m = averaged(*m, g, c[0]);
  if (method == ADAMAX) {
    // What is no number stays so.
    const REAL decayed = c[1] * *v, size = fabs(g);
    *v = size > decayed || size != size ? size : decayed;
    return w - s[0] * *m / (*v + c[2]);
  }
  *v = averaged_square(*v, g, c[1]);
  if (method == ADAMW) return w - (s[1] * w + s[0] * *m / (sqrt(*v) + c[2]));
  if (method == NADAM) return w - (s[0] * *m + s[1] * g) / (sqrt(*v) + s[2]);
  return w - s[0] * *m / (sqrt(*v) + c[2]);
}
