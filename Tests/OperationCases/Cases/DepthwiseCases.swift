import Programs

/// Cases of `depthwise-convolution` and of its gradients.
enum DepthwiseCases {
  private static let sizes = OperationCase.edgeSizes

  /// What the three operations are given.
  private struct Operands {
    let input, weights, output: Tensor
    let window: Window
  }

  /// Records one of the operations on these operands, of which it writes one.
  private struct Kind: Sendable {
    enum Written { case input, weights, output }
    let family: String
    let written: Written
    let operation: @Sendable (Operands) -> Operation
  }

  private static let kinds = [
    Kind(family: DepthwiseConvolution.family, written: .output) {
      .depthwiseConvolution(
        DepthwiseConvolution(
          input: $0.input, weights: $0.weights, output: $0.output, window: $0.window))
    },
    Kind(family: DepthwiseInputGradient.family, written: .input) {
      .depthwiseInputGradient(
        DepthwiseInputGradient(
          gradient: $0.output, weights: $0.weights, inputGradient: $0.input, window: $0.window))
    },
    Kind(family: DepthwiseWeightGradient.family, written: .weights) {
      .depthwiseWeightGradient(
        DepthwiseWeightGradient(
          input: $0.input, gradient: $0.output, weightGradient: $0.weights, window: $0.window))
    },
  ]

  static let all: [OperationCase] = kinds.flatMap { kind in
    [
      OperationCase("of windows", family: kind.family, sizes: []) { builder in
        for (number, window) in WindowCases.windows.enumerated() {
          append(kind, window, images: 2, channels: [1, 5, 16, 20][number % 4], number, builder)
        }
      },
      OperationCase("of channels", family: kind.family, sizes: sizes, replicas: 5) { builder in
        for (number, size) in sizes.enumerated() {
          append(kind, WindowCases.windows[0], images: 1, channels: size, number, builder)
        }
      },
      OperationCase("of images", family: kind.family, sizes: sizes, replicas: 1) { builder in
        for (number, size) in sizes.enumerated() {
          append(kind, WindowCases.windows[2], images: size, channels: 3, number, builder)
        }
      },
      OperationCase("of columns", family: kind.family, sizes: [17]) { builder in
        for (number, window) in WindowCases.windows.enumerated() {
          append(
            kind, window, images: 2, channels: 17, number, builder, columns: (2, 22))
        }
      },
    ]
  }

  /// - Parameter columns: where a view begins in rows of how many numbers; whole rows if `nil`.
  private static func append(
    _ kind: Kind, _ window: Window, images: Int, channels: Int, _ number: Int,
    _ builder: CaseBuilder, columns: (first: Int, width: Int)? = nil
  ) {
    let width = columns?.width ?? channels
    func tensor(_ role: Kind.Written, _ name: String, _ rows: Int, _ length: Int) -> Tensor {
      let whole =
        kind.written == role
        ? builder.output(
          "\(name)-\(number)", [rows, width], .sum(of: length + 2, magnitude: 0.5))
        : builder.constant("\(name)-\(number)", [rows, width], .uniform(-1...1))
      return columns.map { whole.columns($0.first..<$0.first + channels) } ?? whole
    }
    let outputs = images * window.outputCount
    builder.append(
      kind.operation(
        Operands(
          input: tensor(.input, "input", images * window.inputCount, window.count),
          weights: tensor(.weights, "weights", window.count, outputs),
          output: tensor(.output, "output", outputs, window.count), window: window)))
  }
}
