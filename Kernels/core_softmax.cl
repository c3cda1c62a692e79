// core_softmax, core_softmax_gradient: for CPU devices; formulas and operands as in softmax.cl, the rows
// first ..< last of one replica.
//
// Sum order: a sum over channels adds vectors of 16, then their lanes pairwise.

// The place of the first largest of x; `largest` becomes its value.
uint first_largest(__global const float *x, const uint channels, float *largest) {
  uint best = 0;
  float most = x[0];
  for (uint c = 1; c < channels; c++) {
    if (x[c] > most) {
      most = x[c];
      best = c;
    }
  }
  *largest = most;
  return best;
}

// exp(x - largest), and 0 beyond the channels.
float16 shifted_exp(__global const float *x, const float largest, const uint count) {
  const int16 lane = (int16)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  const float16 e = exp(load(x, count) - largest);
  return count >= 16 ? e : select((float16)(0.0f), e, lane < (int)count);
}

float sum_of_exp(__global const float *x, const float largest, const uint channels) {
  float16 sum = (float16)(0.0f);
  for (uint c = 0; c < channels; c += 16) sum += shifted_exp(x + c, largest, channels - c);
  return sum_lanes(sum);
}

void core_softmax(
    __global const float *logits, const uint logits_row, __global float *probabilities,
    const uint probabilities_row, const uint channels, const uint first, const uint last) {
  for (uint row = first; row < last; row++) {
    __global const float *x = logits + (ulong)row * logits_row;
    __global float *p = probabilities + (ulong)row * probabilities_row;
    float largest;
    first_largest(x, channels, &largest);
    const float sum = sum_of_exp(x, largest, channels);
    for (uint c = 0; c < channels; c += 16)
      store(shifted_exp(x + c, largest, channels - c) / sum, p + c, channels - c);
  }
}

void core_softmax_gradient(
    __global float *gradient, const uint gradient_row, __global const float *probabilities,
    const uint probabilities_row, const uint channels, const uint first, const uint last) {
  for (uint row = first; row < last; row++) {
    __global float *g = gradient + (ulong)row * gradient_row;
    __global const float *p = probabilities + (ulong)row * probabilities_row;
    float16 products = (float16)(0.0f);
    for (uint c = 0; c < channels; c += 16)
      products = MULTIPLY_ADD(load(g + c, channels - c), load(p + c, channels - c), products);
    const float sum = sum_lanes(products);
    for (uint c = 0; c < channels; c += 16)
      store(load(p + c, channels - c) * (load(g + c, channels - c) - sum), g + c, channels - c);
  }
}
