// Activations and their derivatives. Error bounds, checked over the whole range by the tests, in units in the
// last place: of the result elu 3, selu 4, softplus 4, silu 4; of the argument gelu 2, gelu-tanh 3 (a small
// result has fewer digits). Results below the smallest normal number, and silu below -88, are 0.

#define SELU_SCALE 0x1.0cfabep+0f
#define SELU_SCALE_ALPHA 0x1.c212ccp+0f
#define SQRT_HALF 0x1.6a09e6p-1f
#define SQRT_8_OVER_PI 0x1.988454p+0f
#define GELU_CUBE 0.044715f
#define NORMAL_DENSITY_0 0x1.988454p-2f

// e^x - 1 for x <= 0.
INLINE vec expm1_lanes(const vec x) {
  vec r;
  // Beyond -20 the result is -1 to all digits.
  const vec power = power_of_two(reduce(choose(x < -20.0f, splat(-20.0f), x), &r));
  return power * expm1_series(r) + (power - 1.0f);
}

// ln(1 + e^x) = max(x, 0) + ln(1 + e), e being e^-|x|; the logarithm by the series of 2 artanh(e / (2 + e)),
// whose first term left out is below 2^-29.
INLINE vec softplus_lanes(const vec x) {
  const vec e = exp_lanes((vec)((ivec)x | (int32_t)0x80000000));
  const vec s = e / (e + 2.0f);
  const vec z = s * s;
  vec q = splat(1.0f / 15.0f);
  q = q * z + 1.0f / 13.0f;
  q = q * z + 1.0f / 11.0f;
  q = q * z + 1.0f / 9.0f;
  q = q * z + 1.0f / 7.0f;
  q = q * z + 1.0f / 5.0f;
  q = q * z + 1.0f / 3.0f;
  const vec doubled = s + s;
  return choose(x > 0.0f, x, (vec){}) + (q * z * doubled + doubled);
}

// What multiplies x in GELU.
INLINE vec normal_lanes(const vec x) { return 0.5f * erf_lanes(x * SQRT_HALF) + 0.5f; }

// The same by tanh is sigmoid(v) with this v, since 0.5 (1 + tanh(v / 2)) is.
INLINE vec tanh_normal_argument(const vec x) {
  return x * SQRT_8_OVER_PI * (GELU_CUBE * (x * x) + 1.0f);
}

// x within ±limit, so that no infinity meets a 0 where a derivative is 0 or 1 to all digits.
INLINE vec within(const float limit, const vec x) {
  return choose(x > limit, splat(limit), choose(x < -limit, splat(-limit), x));
}

// `slope` is that of leaky ReLU and of ELU just below 0.
INLINE vec activate(const int activation, const vec x, const float slope) {
  switch (activation) {
    case CPU_ACTIVATION_RELU: return choose(x < 0.0f, (vec){}, x);  // keeps NaN
    case CPU_ACTIVATION_SIGMOID: return sigmoid_lanes(x);
    case CPU_ACTIVATION_TANH: return tanh_lanes(x);
    case CPU_ACTIVATION_LEAKY_RELU: return choose(x < 0.0f, slope * x, x);
    case CPU_ACTIVATION_ELU:
      return choose(x < 0.0f, slope * expm1_lanes(choose(x < 0.0f, x, (vec){})), x);
    case CPU_ACTIVATION_SELU:
      return choose(
          x < 0.0f, SELU_SCALE_ALPHA * expm1_lanes(choose(x < 0.0f, x, (vec){})), SELU_SCALE * x);
    case CPU_ACTIVATION_SOFTPLUS: return softplus_lanes(x);
    case CPU_ACTIVATION_RELU6: return choose(x < 0.0f, (vec){}, choose(x > 6.0f, splat(6.0f), x));
    case CPU_ACTIVATION_GELU: return x * normal_lanes(x);
    case CPU_ACTIVATION_GELU_TANH: return x / (1.0f + exp_lanes(-tanh_normal_argument(x)));
    case CPU_ACTIVATION_SILU: return x / (1.0f + exp_lanes(-x));
    case CPU_ACTIVATION_HARD_SWISH:
      return choose(x < -3.0f, (vec){}, choose(x > 3.0f, x, x * (x + 3.0f) * (1.0f / 6.0f)));
    default: return x;
  }
}

INLINE vec gelu_derivative(const vec x) {
  const vec z = within(14.0f, x);
  return normal_lanes(x) + z * (NORMAL_DENSITY_0 * exp_lanes(-0.5f * (z * z)));
}

// sigmoid(v) + factor * sigmoid'(v): the derivative of x sigmoid(v), `factor` being x v'. No digits are
// lost where the sigmoid is near 1.
INLINE vec gated_derivative(const vec v, const vec factor) {
  const vec e = exp_lanes((vec)((ivec)v | (int32_t)0x80000000));
  const vec d = 1.0f / (1.0f + e);
  return choose(v < 0.0f, e * d, d) + factor * (e * d * d);
}

INLINE vec gelu_tanh_derivative(const vec x) {
  const vec z = within(14.0f, x);
  return gated_derivative(
      tanh_normal_argument(x), z * SQRT_8_OVER_PI * (3.0f * GELU_CUBE * (z * z) + 1.0f));
}

INLINE vec silu_derivative(const vec x) { return gated_derivative(x, within(100.0f, x)); }

// g times the derivative, from `s`: the output y, or the pre-activation x of those that need it.
INLINE vec activate_gradient(
    const int activation, const vec g, const vec s, const float slope) {
  switch (activation) {
    case CPU_ACTIVATION_RELU: return choose(s > 0.0f, g, (vec){});
    case CPU_ACTIVATION_SIGMOID: return g * (s * (1.0f - s));
    case CPU_ACTIVATION_TANH: return g * (1.0f - s * s);
    case CPU_ACTIVATION_LEAKY_RELU: return choose(s < 0.0f, slope * g, g);
    case CPU_ACTIVATION_ELU: return choose(s < 0.0f, g * (s + slope), g);
    case CPU_ACTIVATION_SELU: return g * choose(s < 0.0f, s + SELU_SCALE_ALPHA, splat(SELU_SCALE));
    case CPU_ACTIVATION_SOFTPLUS: return g * -expm1_lanes(-s);
    case CPU_ACTIVATION_RELU6: return choose((s > 0.0f) & (s < 6.0f), g, (vec){});
    case CPU_ACTIVATION_GELU: return g * gelu_derivative(s);
    case CPU_ACTIVATION_GELU_TANH: return g * gelu_tanh_derivative(s);
    case CPU_ACTIVATION_SILU: return g * silu_derivative(s);
    case CPU_ACTIVATION_HARD_SWISH:
      return choose(s < -3.0f, (vec){}, choose(s > 3.0f, g, g * (s * (1.0f / 3.0f) + 0.5f)));
    default: return g;
  }
}

// Every activation but the identity.
#define FOR_EACH_ACTIVATION(CASE)                                                               \
  CASE(CPU_ACTIVATION_RELU) CASE(CPU_ACTIVATION_SIGMOID) CASE(CPU_ACTIVATION_TANH)              \
  CASE(CPU_ACTIVATION_LEAKY_RELU) CASE(CPU_ACTIVATION_ELU) CASE(CPU_ACTIVATION_SELU)            \
  CASE(CPU_ACTIVATION_SOFTPLUS) CASE(CPU_ACTIVATION_RELU6) CASE(CPU_ACTIVATION_GELU)            \
  CASE(CPU_ACTIVATION_GELU_TANH) CASE(CPU_ACTIVATION_SILU) CASE(CPU_ACTIVATION_HARD_SWISH)

// The activation is a constant to the compiler in each loop, and so is whether x + bias is kept.
INLINE void bias_activation_rows(
    float *x, const long x_row, const float *bias, const bool keeps, float *kept,
    const long kept_row, const long rows, const long channels, const int activation,
    const float slope) {
  for (long c = 0; c < channels; c += LANES) {
    const vec b = bias ? load(bias + c) : (vec){};
    for (long row = 0; row < rows; row++) {
      float *at = x + row * x_row + c;
      const vec sum = load(at) + b;
      if (keeps) store_some(kept + row * kept_row + c, sum, channels - c);
      store_some(at, activate(activation, sum, slope), channels - c);
    }
  }
}

static void NAME(bias_activation)(
    float *x, long x_row, const float *bias, float *kept, long kept_row, long rows, long channels,
    int activation, float slope) {
  switch (activation) {
#define CASE(a)                                                                             \
  case a:                                                                                   \
    if ((a) >= CPU_ACTIVATION_GELU && kept)                                                 \
      bias_activation_rows(x, x_row, bias, true, kept, kept_row, rows, channels, a, slope); \
    else                                                                                    \
      bias_activation_rows(x, x_row, bias, false, 0, 0, rows, channels, a, slope);          \
    break;
    FOR_EACH_ACTIVATION(CASE)
#undef CASE
    default:
      if (bias)
        bias_activation_rows(
            x, x_row, bias, false, 0, 0, rows, channels, CPU_ACTIVATION_IDENTITY, 0);
  }
}

INLINE void gradient_rows(
    float *g, const long g_row, const float *source, const long source_row, const long rows,
    const long channels, const int activation, const float slope) {
  for (long row = 0; row < rows; row++)
    for (long c = 0; c < channels; c += LANES) {
      float *at = g + row * g_row + c;
      const vec value = activate_gradient(
          activation, load(at), load(source + row * source_row + c), slope);
      store_some(at, value, channels - c);
    }
}

static void NAME(activation_gradient)(
    float *g, long g_row, const float *source, long source_row, long rows, long channels,
    int activation, float slope) {
  switch (activation) {
#define CASE(a) \
  case a: gradient_rows(g, g_row, source, source_row, rows, channels, a, slope); break;
    FOR_EACH_ACTIVATION(CASE)
#undef CASE
    default: break;
  }
}
