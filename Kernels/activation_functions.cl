// activate: the nonlinearities by number, as in Programs/Operations/Activation.swift.
// activate_gradient: g times the derivative, from s: the output y, or the pre-activation x from 9 on.
//
// 0 identity, 1 relu, 2 sigmoid, 3 tanh, 4 leaky-relu, 5 elu, 6 selu, 7 softplus, 8 relu6, 9 gelu,
// 10 gelu-tanh, 11 silu, 12 hard-swish. The number is a constant. Comparisons keep NaN, which fmax and
// fmin would hide. Derivatives clamp x where they are 0 or 1 to all digits: infinity meets no 0.
// Defines: REAL, float here and float16 in vector.cl; ACTIVATION the only one that is used,
// or ACTIVATIONS a mask of those that are; all by default. What is not used is not compiled.

#ifndef REAL
#define REAL float
#endif
#if !defined(ACTIVATIONS) && defined(ACTIVATION)
#define ACTIVATIONS (1 << ACTIVATION)
#elif !defined(ACTIVATIONS)
#define ACTIVATIONS 0x1fff
#endif
#define USES(number) (ACTIVATIONS >> (number) & 1)

#define SELU_SCALE 1.05070099f
#define SELU_SCALE_ALPHA 1.75809934f
#define SQRT_8_OVER_PI 1.59576912f

#if USES(9)
INLINE REAL normal(const REAL x) { return 0.5f * erf(x * 0.707106781f) + 0.5f; }
#endif
#if USES(10)
// 0.5 (1 + tanh(v / 2)) is sigmoid(v).
INLINE REAL tanh_normal_argument(const REAL x) {
  return x * SQRT_8_OVER_PI * (0.044715f * (x * x) + 1.0f);
}
#endif
#if USES(10) || USES(11)
// sigmoid(v) + factor * sigmoid'(v), no digits lost where the sigmoid is near 1.
INLINE REAL gated_derivative(const REAL v, const REAL factor) {
  const REAL e = exp(-fabs(v)), d = 1.0f / (1.0f + e);
  return select(d, e * d, v < 0.0f) + factor * (e * d * d);
}
#endif

INLINE REAL activate(const uint activation, const REAL x) {
  const REAL zero = 0.0f;
  switch (activation) {
    case 1: return select(x, zero, x < 0.0f);
#if USES(2)
    case 2: return 1.0f / (1.0f + exp(-x));
#endif
#if USES(3)
    case 3: return tanh(x);
#endif
    case 4: return select(x, 0.3f * x, x < 0.0f);
#if USES(5)
    case 5: return select(x, expm1(x), x < 0.0f);
#endif
#if USES(6)
    case 6: return select(SELU_SCALE * x, SELU_SCALE_ALPHA * expm1(x), x < 0.0f);
#endif
#if USES(7)
    case 7: return select(zero, x, x > 0.0f) + log1p(exp(-fabs(x)));
#endif
    case 8: return select(select(x, (REAL)(6.0f), x > 6.0f), zero, x < 0.0f);
#if USES(9)
    case 9: return x * normal(x);
#endif
#if USES(10)
    case 10: return x / (1.0f + exp(-tanh_normal_argument(x)));
#endif
#if USES(11)
    case 11: return x / (1.0f + exp(-x));
#endif
    case 12:
      return select(select(x * (x + 3.0f) * (1.0f / 6.0f), x, x > 3.0f), zero, x < -3.0f);
    default: return x;
  }
}

INLINE REAL activate_gradient(const uint activation, const REAL g, const REAL s) {
  const REAL zero = 0.0f, z = clamp(s, -14.0f, 14.0f);
  switch (activation) {
    case 1: return select(zero, g, s > 0.0f);
    case 2: return g * (s * (1.0f - s));
    case 3: return g * (1.0f - s * s);
    case 4: return select(g, 0.3f * g, s < 0.0f);
    case 5: return select(g, g * (s + 1.0f), s < 0.0f);
    case 6: return g * select((REAL)(SELU_SCALE), s + SELU_SCALE_ALPHA, s < 0.0f);
#if USES(7)
    case 7: return g * -expm1(-s);
#endif
    case 8: return select(zero, select(zero, g, s < 6.0f), s > 0.0f);
#if USES(9)
    case 9: return g * (normal(s) + z * (0.39894228f * exp(-0.5f * (z * z))));
#endif
#if USES(10)
    case 10:
      return g * gated_derivative(
          tanh_normal_argument(s), z * SQRT_8_OVER_PI * (3.0f * 0.044715f * (z * z) + 1.0f));
#endif
#if USES(11)
    case 11: return g * gated_derivative(s, clamp(s, -100.0f, 100.0f));
#endif
    case 12:
      return select(select(g * (s * (1.0f / 3.0f) + 0.5f), g, s > 3.0f), zero, s < -3.0f);
    default: return g;
  }
}
