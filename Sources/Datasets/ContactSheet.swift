import Programs

/// A picture of many examples of a data set: one row a class, the first examples of each.
public struct ContactSheet: Sendable {
  /// How a sheet is laid out.
  public struct Layout: Sendable {
    /// The examples of each class.
    public var columns: Int
    /// The side of a square that shows one pixel.
    public var scale: Int
    /// Whether the name of the class stands before its row.
    public var isLabelled: Bool

    /// A layout; 20 examples a row at twice their size, labelled, unless said otherwise.
    public init(columns: Int = 20, scale: Int = 2, isLabelled: Bool = true) {
      self.columns = columns
      self.scale = scale
      self.isLabelled = isLabelled
    }
  }

  /// The picture.
  public let raster: Raster

  /// Draws a sheet of `examples`.
  ///
  /// - Parameters:
  ///   - examples: Bytes [N, height, width, channels] with labels; one or three channels.
  ///   - classNames: One name a row; as many as there are classes.
  /// - Throws: ``DataError`` when the examples are not images with labels, or when the sheet would
  ///   be larger than ``PNG/largestSide``.
  public init(
    _ examples: Examples, named name: String, shape: ExampleShape, classNames: [String],
    layout: Layout = Layout()
  ) throws(DataError) {
    demand(
      layout.columns > 0 && layout.scale > 0,
      "contact sheet: at least 1 column and scale 1, got \(layout.columns) and \(layout.scale)")
    guard case .bytes(let bytes) = examples.features,
      case .labels(let labels, let classes) = examples.targets,
      shape.channels == 1 || shape.channels == 3
    else {
      throw DataError(path: name, reason: "is not made of images with labels; nothing to show")
    }
    demand(
      shape.count == examples.featureCount && classNames.count == classes,
      "contact sheet of \(name): shape \(shape) and \(classNames.count) names for examples of "
        + "\(examples.featureCount) features and \(classes) classes")

    let margin = layout.scale
    let cell = (
      width: shape.width * layout.scale + margin, height: shape.height * layout.scale + margin
    )
    let textScale = max(1, layout.scale)
    let longest = classNames.map(\.count).max() ?? 0
    let textWidth =
      layout.isLabelled ? (longest * BitmapFont.advance + 2) * textScale + margin : 0
    let width = textWidth + layout.columns * cell.width + margin
    let height = classes * cell.height + margin
    guard max(width, height) <= PNG.largestSide else {
      throw DataError(
        path: name,
        reason: "a sheet of \(height) x \(width) pixels is too large; take fewer columns or a "
          + "smaller scale")
    }
    var raster = Raster(width: width, height: height, channels: shape.channels)
    for index in raster.pixels.indices { raster.pixels[index] = Self.background }

    var shown = [Int](repeating: 0, count: classes)
    for (index, label) in labels.enumerated() {
      let row = Int(label)
      guard shown[row] < layout.columns else { continue }
      let start = index * shape.count
      raster.paste(
        bytes[start..<start + shape.count], shape: shape, scale: layout.scale,
        x: textWidth + margin + shown[row] * cell.width, y: margin + row * cell.height)
      shown[row] += 1
      if shown.allSatisfy({ $0 == layout.columns }) { break }
    }
    if layout.isLabelled {
      for (row, className) in classNames.enumerated() {
        let centred = (cell.height - BitmapFont.height * textScale) / 2
        BitmapFont.draw(
          className, on: &raster, x: 2 * textScale, y: margin + row * cell.height + max(centred, 0),
          scale: textScale)
      }
    }
    self.raster = raster
  }

  /// A dark gray, so that black images stand out.
  private static let background: UInt8 = 56
}

extension Raster {
  /// Copies an image [height, width, channels] onto the picture, each pixel as a square.
  fileprivate mutating func paste(
    _ image: ArraySlice<UInt8>, shape: ExampleShape, scale: Int, x: Int, y: Int
  ) {
    for row in 0..<shape.height * scale {
      for column in 0..<shape.width * scale {
        let from =
          image.startIndex
          + ((row / scale) * shape.width + column / scale) * shape.channels
        let to = ((y + row) * width + x + column) * channels
        for channel in 0..<channels { pixels[to + channel] = image[from + channel] }
      }
    }
  }
}
