// Times oneDNN's convolutions of the networks of `make bench-networks`: the yardstick for our CPU kernels.
//
//   g++ -O2 convolutions.cpp -ldnnl -o convolutions && OMP_NUM_THREADS=2 ./convolutions
//
// For each shape the microseconds of a call, forward, by the input and by the weights: with images in rows of
// channels, as Lockstep has them, and with what oneDNN likes best, conversions left out; those of the weights always are.
// Lockstep's own are in the column "µs a call" of `lockstep train CONFIG --profile`.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <dnnl.hpp>
#include <unordered_map>
#include <vector>

using namespace dnnl;
using tag = memory::format_tag;
using type = memory::data_type;

struct Shape {
  int size, channels, filters, stride, padding;
  bool depthwise;
};

static const int batch = 32;
static const Shape shapes[] = {
    {28, 1, 32, 1, 0, false},  {13, 32, 64, 1, 0, false},                             // LeNet
    {28, 1, 64, 1, 1, false},  {14, 16, 64, 1, 1, false},  {7, 32, 128, 1, 1, false},  // SqueezeNet
    {3, 48, 192, 1, 1, false}, {3, 64, 256, 1, 1, false},
    {28, 1, 32, 1, 1, false},  {28, 32, 32, 1, 1, true},   {28, 96, 96, 2, 1, true},   // MobileNetV2
    {14, 144, 144, 1, 1, true}, {14, 144, 144, 2, 1, true}, {7, 192, 192, 1, 1, true},
    {7, 192, 192, 2, 1, true},  {4, 384, 384, 1, 1, true},  {4, 576, 576, 1, 1, true},
    {4, 576, 576, 2, 1, true},  {2, 960, 960, 1, 1, true},
};

// Three times the last cache of the machine that the results are of.
static const size_t awayFromCaches = 96 << 20;

static engine cpu(engine::kind::cpu, 0);
static stream queue(cpu);

// Memory full of a small number: zeros or denormals could be faster or slower.
static memory filled(const memory::desc &description) {
  memory whole(description, cpu);
  float *values = static_cast<float *>(whole.get_data_handle());
  std::fill(values, values + description.get_size() / sizeof(float), 0.01f);
  return whole;
}

// The best of twelve stretches, in microseconds a call. Every call has operands of its own, which have left the
// caches since they were used last: as in a step of training, where other layers come between.
static double time(const primitive &work, const std::vector<std::pair<int, memory::desc>> &operands) {
  size_t bytes = 0;
  for (const auto &operand : operands) bytes += operand.second.get_size();
  const size_t sets = std::clamp<size_t>(awayFromCaches / bytes, 2, 400);
  std::vector<std::unordered_map<int, memory>> arguments(sets);
  for (auto &set : arguments)
    for (const auto &[name, description] : operands) set.insert({name, filled(description)});
  double best = 1e9;
  for (int stretch = 0; stretch < 12; stretch++) {
    const auto start = std::chrono::steady_clock::now();
    for (const auto &set : arguments) work.execute(queue, set);
    queue.wait();
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    best = std::min(best, 1e6 * seconds.count() / sets);
  }
  return best;
}

static void measure(const Shape &s, bool rows, double microseconds[3]) {
  const int outputs = (s.size + 2 * s.padding - 3) / s.stride + 1;
  const tag images = rows ? tag::nhwc : tag::any;
  const memory::desc x({batch, s.channels, s.size, s.size}, type::f32, images);
  const memory::desc y({batch, s.filters, outputs, outputs}, type::f32, images);
  const memory::desc w = s.depthwise ? memory::desc({s.channels, 1, 1, 3, 3}, type::f32, tag::any)
                                     : memory::desc({s.filters, s.channels, 3, 3}, type::f32, tag::any);
  const memory::dims stride{s.stride, s.stride}, padding{s.padding, s.padding};
  const auto automatic = algorithm::convolution_direct;
  const convolution_forward::primitive_desc forward(
      {prop_kind::forward_training, automatic, x, w, y, stride, padding, padding}, cpu);
  microseconds[0] = time(
      convolution_forward(forward),
      {{DNNL_ARG_SRC, forward.src_desc()},
       {DNNL_ARG_WEIGHTS, forward.weights_desc()},
       {DNNL_ARG_DST, forward.dst_desc()}});
  const convolution_backward_data::primitive_desc by_input(
      {automatic, x, w, y, stride, padding, padding}, cpu, forward);
  microseconds[1] = time(
      convolution_backward_data(by_input),
      {{DNNL_ARG_DIFF_SRC, by_input.diff_src_desc()},
       {DNNL_ARG_WEIGHTS, by_input.weights_desc()},
       {DNNL_ARG_DIFF_DST, by_input.diff_dst_desc()}});
  const convolution_backward_weights::primitive_desc by_weights(
      {automatic, x, w, y, stride, padding, padding}, cpu, forward);
  microseconds[2] = time(
      convolution_backward_weights(by_weights),
      {{DNNL_ARG_SRC, by_weights.src_desc()},
       {DNNL_ARG_DIFF_WEIGHTS, by_weights.diff_weights_desc()},
       {DNNL_ARG_DIFF_DST, by_weights.diff_dst_desc()}});
}

int main() {
  std::printf("batch %d, microseconds a call: rows of channels | oneDNN's own layout\n", batch);
  std::printf("%-32s %8s %8s %8s | %8s %8s %8s\n", "convolution", "forward", "input", "weights", "forward",
              "input", "weights");
  for (const Shape &s : shapes) {
    double rows[3], own[3];
    measure(s, true, rows);
    measure(s, false, own);
    char name[64];
    std::snprintf(name, sizeof name, "%s%dx%dx%d, %d filters%s", s.depthwise ? "depthwise " : "", s.size,
                  s.size, s.channels, s.filters, s.stride > 1 ? " by 2" : "");
    std::printf("%-32s %8.0f %8.0f %8.0f | %8.0f %8.0f %8.0f\n", name, rows[0], rows[1], rows[2], own[0],
                own[1], own[2]);
  }
}
