import Programs

/// Cases of `max-pool`, `average-pool` and their gradients, and of `addition`.
enum PoolingCases {
  private static let sizes = OperationCase.edgeSizes

  /// Windows that see a pixel wherever they are.
  private static let windows = WindowCases.windows

  /// Extents of one pooling.
  private struct Extent: Sendable {
    var window: Window
    var images, channels: Int
    var pixels: [Int] { WindowCases.pixels(window, images, channels) }
    var outputs: [Int] { WindowCases.outputs(window, images, channels) }
  }

  /// Records one operation on images before and behind a window.
  private struct Kind: Sendable {
    let family: String
    let name: String
    /// The images before the window, those behind it, the window, a number for names.
    let record: @Sendable (Extent, _ columns: Range<Int>?, Int, CaseBuilder) -> Void
  }

  static let all: [OperationCase] =
    [maxPool, maxPoolGradient].flatMap(cases)
    + [false, true].flatMap { [averagePool($0), averagePoolGradient($0)].flatMap(cases) }
    + [notFinite, inference] + additions

  private static func cases(_ kind: Kind) -> [OperationCase] {
    func name(_ text: String) -> String { kind.name + text }
    return [
      OperationCase(name("of windows"), family: kind.family, sizes: []) { builder in
        for (number, window) in windows.enumerated() {
          let extent = Extent(window: window, images: 2, channels: [1, 5, 16, 20][number % 4])
          kind.record(extent, nil, number, builder)
        }
      },
      OperationCase(name("of channels"), family: kind.family, sizes: sizes, replicas: 5) {
        builder in
        for (number, size) in sizes.enumerated() {
          kind.record(Extent(window: windows[4], images: 1, channels: size), nil, number, builder)
        }
      },
      OperationCase(name("of images"), family: kind.family, sizes: sizes, replicas: 1) { builder in
        for (number, size) in sizes.enumerated() {
          kind.record(Extent(window: windows[3], images: size, channels: 3), nil, number, builder)
        }
      },
      OperationCase(name("of columns"), family: kind.family, sizes: [17]) { builder in
        for (number, window) in windows.enumerated() {
          kind.record(
            Extent(window: window, images: 2, channels: 17), 3..<20, number, builder)
        }
      },
    ]
  }

  /// The whole of a tensor, or columns of a wider one.
  private static func view(
    _ dimensions: [Int], _ columns: Range<Int>?, _ make: ([Int]) -> Tensor
  ) -> Tensor {
    guard let columns else { return make(dimensions) }
    return make([dimensions[0], columns.upperBound + 2]).columns(columns)
  }

  /// Quarters of few sizes, so that many are equal, in every replica others.
  private static let ties = CaseValues.function { replica, index in
    Double((index * 7 + index / 11 + replica * 3) % 9 - 4) / 4
  }

  // MARK: Largest numbers

  private static let maxPool = Kind(family: MaxPool.family, name: "") {
    extent, columns, number, builder in
    builder.append(
      .maxPool(
        MaxPool(
          input: view(extent.pixels, columns) {
            builder.constant("input-\(number)", $0, ties)
          },
          output: view(extent.outputs, columns) { builder.output("output-\(number)", $0, .exact) },
          places: builder.output("places-\(number)", extent.outputs, .exact, .uint8),
          window: extent.window)))
  }

  private static let maxPoolGradient = Kind(family: MaxPoolGradient.family, name: "") {
    extent, columns, number, builder in
    let count = extent.window.count
    builder.append(
      .maxPoolGradient(
        MaxPoolGradient(
          gradient: view(extent.outputs, columns) {
            builder.constant("gradient-\(number)", $0, .uniform(-1...1))
          },
          places: builder.constant(
            "places-\(number)", extent.outputs, .integers(0..<count), .uint8),
          inputGradient: view(extent.pixels, columns) {
            builder.output("input-gradient-\(number)", $0, .sum(of: count))
          },
          window: extent.window)))
  }

  private static let notFinite = OperationCase(
    "of what is not finite", family: MaxPool.family, sizes: []
  ) { builder in
    let extent = Extent(window: windows[0], images: 2, channels: 18)
    let values = CaseValues.function { replica, index in
      switch (index * 5 + index / 7 + replica) % 29 {
      case 3: .nan
      case 11: .infinity
      case 0...20: -.infinity
      default: Double(index % 5)
      }
    }
    builder.append(
      .maxPool(
        MaxPool(
          input: builder.constant("input", extent.pixels, values),
          output: builder.output("output", extent.outputs, .exact),
          places: builder.output("places", extent.outputs, .exact, .uint8), window: extent.window)))
  }

  private static let inference = OperationCase(
    "without places", family: MaxPool.family, sizes: []
  ) { builder in
    let extent = Extent(window: windows[4], images: 3, channels: 18)
    builder.append(
      .maxPool(
        MaxPool(
          input: builder.constant("input", extent.pixels, ties),
          output: builder.output("output", extent.outputs, .exact), places: nil,
          window: extent.window)))
  }

  // MARK: Means

  private static func averagePool(_ countsPadding: Bool) -> Kind {
    Kind(family: AveragePool.family, name: countsPadding ? "with padding " : "") {
      extent, columns, number, builder in
      builder.append(
        .averagePool(
          AveragePool(
            input: view(extent.pixels, columns) {
              builder.constant("input-\(number)", $0, .uniform(-1...1))
            },
            output: view(extent.outputs, columns) {
              builder.output("output-\(number)", $0, .sum(of: extent.window.count))
            },
            window: extent.window, countsPadding: countsPadding)))
    }
  }

  private static func averagePoolGradient(_ countsPadding: Bool) -> Kind {
    Kind(family: AveragePoolGradient.family, name: countsPadding ? "with padding " : "") {
      extent, columns, number, builder in
      builder.append(
        .averagePoolGradient(
          AveragePoolGradient(
            gradient: view(extent.outputs, columns) {
              builder.constant("gradient-\(number)", $0, .uniform(-1...1))
            },
            inputGradient: view(extent.pixels, columns) {
              builder.output("input-gradient-\(number)", $0, .sum(of: extent.window.count))
            },
            window: extent.window, countsPadding: countsPadding)))
    }
  }

  // MARK: Sums

  private static let additions: [OperationCase] = [
    OperationCase("of rows", family: Addition.family, sizes: sizes) { builder in
      for size in sizes { add([size, 7], builder) }
    },
    OperationCase("of channels", family: Addition.family, sizes: sizes, replicas: 5) { builder in
      for size in sizes { add([3, size], builder) }
    },
    OperationCase("of one replica", family: Addition.family, sizes: [33], replicas: 1) { builder in
      add([33, 33], builder)
    },
    OperationCase("in place and of columns", family: Addition.family, sizes: [33]) { builder in
      let x = builder.state("x", [33, 40], .uniform(-1...1), compared: .rounding(4))
      let y = builder.constant("y", [33, 20], .uniform(-1...1))
      let sum = builder.output("sum", [33, 19], .rounding(4))
      func append(_ left: Tensor, _ right: Tensor?, _ output: Tensor) {
        builder.append(.addition(Addition(left: left, right: right, output: output)))
      }
      append(x.columns(1..<18), y.columns(2..<19), x.columns(1..<18))
      append(y.columns(0..<17), x.columns(20..<37), x.columns(20..<37))
      append(x.columns(1..<18), x.columns(20..<37), sum.columns(1..<18))
    },
  ]

  private static func add(_ dimensions: [Int], _ builder: CaseBuilder) {
    let name = "\(dimensions[0])x\(dimensions[1])"
    let (left, right) = (
      builder.constant("left-\(name)", dimensions, .uniform(-1...1)),
      builder.constant("right-\(name)", dimensions, .uniform(-1...1))
    )
    builder.append(
      .addition(
        Addition(
          left: left, right: right,
          output: builder.output("sum-\(name)", dimensions, .rounding(2)))))
    builder.append(
      .addition(
        Addition(
          left: left, right: nil, output: builder.output("copy-\(name)", dimensions, .exact))))
  }
}
