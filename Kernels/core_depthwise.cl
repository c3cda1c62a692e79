// core_depthwise, core_depthwise_input_gradient, core_depthwise_weight_gradient: for CPU devices, one replica's
// part; formulas and operands as in depthwise.cl. Lines of outputs first ..< last, counted over all images;
// lines of pixels; channels, of which `first` is a multiple of 16.
// Sum order: places, or outputs, row by row.

// Channels that a vector takes; a constant where all vectors are whole.
#define VECTOR_COUNT(c) (channels % 16 == 0 ? 16 : channels - (c))

void core_depthwise(
    const Window w, __global const float *x, const uint x_row, __global const float *weights,
    const uint weights_row, __global float *y, const uint y_row, const uint channels,
    const uint first, const uint last) {
  const Axis ay = axis_y(w), ax = axis_x(w);
  for (uint line = first; line < last; line++)
    for (uint c = 0; c < channels; c += 16) {
      const int image = line / ay.outputs, oy = line % ay.outputs;
      const int2 in_y = places_at(ay, oy);
      for (int ox = 0; ox < ax.outputs; ox++) {
        const int2 in_x = places_at(ax, ox);
        const long start =
            ((long)image * ay.extent + first_pixel(ay, oy)) * ax.extent + first_pixel(ax, ox);
        float16 sum = (float16)(0.0f);
        for (int i = in_y.s0; i < in_y.s1; i++)
          for (int j = in_x.s0; j < in_x.s1; j++) {
            const long pixel = start + (long)i * ay.dilation * ax.extent + j * ax.dilation;
            sum = MULTIPLY_ADD(
                load(x + pixel * x_row + c, VECTOR_COUNT(c)),
                load(weights + (ulong)(i * ax.size + j) * weights_row + c, VECTOR_COUNT(c)), sum);
          }
        store(sum, y + ((ulong)line * ax.outputs + ox) * y_row + c, VECTOR_COUNT(c));
      }
    }
}

void core_depthwise_input_gradient(
    const Window w, __global const float *y, const uint y_row, __global const float *weights,
    const uint weights_row, __global float *x, const uint x_row, const uint channels,
    const uint first, const uint last) {
  const Axis ay = axis_y(w), ax = axis_x(w);
  for (uint line = first; line < last; line++) {
    const int image = line / ay.extent, iy = line % ay.extent;
    const int2 seen_y = outputs_at(ay, iy);
    for (int ix = 0; ix < ax.extent; ix++) {
      const int2 seen_x = outputs_at(ax, ix);
      for (uint c = 0; c < channels; c += 16) {
        float16 sum = (float16)(0.0f);
        for (int oy = seen_y.s0; oy < seen_y.s1; oy++)
          for (int ox = seen_x.s0; ox < seen_x.s1; ox++) {
            const int i = place_of(ay, iy, oy), j = place_of(ax, ix, ox);
            if (i < 0 || j < 0) continue;
            const ulong row = ((ulong)image * ay.outputs + oy) * ax.outputs + ox;
            sum = MULTIPLY_ADD(
                load(y + row * y_row + c, VECTOR_COUNT(c)),
                load(weights + (ulong)(i * ax.size + j) * weights_row + c, VECTOR_COUNT(c)), sum);
          }
        store(sum, x + ((ulong)line * ax.extent + ix) * x_row + c, VECTOR_COUNT(c));
      }
    }
  }
}

void core_depthwise_weight_gradient(
    const Window w, __global const float *x, const uint x_row, __global const float *y,
    const uint y_row, __global float *weights, const uint weights_row, const uint channels,
    const uint rows, const uint first, const uint last) {
  for (uint c = first; c < last; c += 16)
    for (int place = 0; place < w.height * w.width; place++) {
      float16 sum = (float16)(0.0f);
      for (uint row = 0; row < rows; row++) {
        const int pixel = pixel_at(w, row, place);
        if (pixel < 0) continue;
        sum = MULTIPLY_ADD(
            load(x + (ulong)pixel * x_row + c, VECTOR_COUNT(c)),
            load(y + (ulong)row * y_row + c, VECTOR_COUNT(c)), sum);
      }
      store(sum, weights + (ulong)place * weights_row + c, VECTOR_COUNT(c));
    }
}
