// core_convolution, core_convolution_input_gradient, core_convolution_weight_gradient: for CPU devices, one
// replica's part. Formulas and operands as in Sources/Programs/Operations/Convolution.swift; `patches` is room
// for `block` of them.
//
// Outputs first ..< last; images first ..< last; numbers first ..< last of the patches.
// Sum order: products as in core_gemm.cl and core_gemm_transposed.cl; a pixel adds what its outputs pass back,
// output after output; a weight adds up blocks of outputs.

void core_convolution(
    const Window w, __global const float *x, const uint x_row, const uint channels,
    __global const float *weights, const uint weights_row, __global float *y, const uint y_row,
    const uint filters, __global float *patches, const uint block, const uint first,
    const uint last) {
  const uint k = w.height * w.width * channels;
  for (uint row = first; row < last; row += block) {
    const uint rows = min(block, last - row);
    core_patches(w, x, x_row, channels, patches, 0, k, row, rows);
    core_gemm(patches, k, false, weights, weights_row, y + (ulong)row * y_row, y_row, filters, k, false,
              0, rows);
  }
}

void core_convolution_input_gradient(
    const Window w, __global const float *y, const uint y_row, const uint filters,
    __global const float *weights, const uint weights_row, __global float *x, const uint x_row,
    const uint channels, const bool accumulate, __global float *patches, const uint block,
    const uint first, const uint last) {
  const uint k = w.height * w.width * channels;
  const uint outputs = w.output_height * w.output_width, pixels = w.input_height * w.input_width;
  if (!accumulate)
    core_clear(x + (ulong)first * pixels * x_row, x_row, channels, (last - first) * pixels);
  for (uint row = first * outputs; row < last * outputs; row += block) {
    const uint rows = min(block, last * outputs - row);
    core_gemm_transposed(y + (ulong)row * y_row, y_row, false, weights, weights_row, patches, k, k,
                         filters, false, 0, rows);
    core_add_patches(w, patches, x, x_row, channels, row, rows);
  }
}

void core_convolution_weight_gradient(
    const Window w, __global const float *x, const uint x_row, const uint channels,
    __global const float *y, const uint y_row, const uint filters, __global float *weights,
    const uint weights_row, const uint all, __global float *patches, const uint block,
    const uint first, const uint last) {
  for (uint row = 0; row < all; row += block) {
    const uint rows = min(block, all - row);
    core_patches(w, x, x_row, channels, patches, first, last, row, rows);
    core_gemm(patches, last - first, true, y + (ulong)row * y_row, y_row,
              weights + (ulong)first * weights_row, weights_row, filters, rows, row > 0, 0,
              last - first);
  }
}
