import Programs

/// Images of the cases with windows.
enum WindowCases {
  /// Windows with every kind of stride, dilation and padding, small enough for plain loops.
  static let windows: [Window] = [
    Window(inputHeight: 5, inputWidth: 6, size: 3, padding: .same),
    Window(inputHeight: 7, inputWidth: 5, size: 3),
    Window(inputHeight: 7, inputWidth: 8, size: 3, stride: 2, padding: .same),
    Window(inputHeight: 6, inputWidth: 9, size: 2, stride: 2),
    Window(inputHeight: 7, inputWidth: 6, size: 3, stride: 2, padding: .covering),
    Window(
      inputHeight: 8, inputWidth: 7, size: 3, dilation: 2,
      padding: .explicit(Window.Padding(top: 2, bottom: 1, left: 0, right: 3))),
    Window(
      inputHeight: 7, inputWidth: 9, height: 2, width: 4, strideY: 3, strideX: 1, dilationY: 1,
      dilationX: 2, padding: .explicit(Window.Padding(top: 1, left: 2))),
    // Larger than the image.
    Window(inputHeight: 3, inputWidth: 2, size: 5, padding: .explicit(Window.Padding(all: 2))),
    // Stride and dilation that share no factor, so that some pixels are never seen.
    Window(
      inputHeight: 9, inputWidth: 10, size: 2, stride: 3, dilation: 2,
      padding: .explicit(Window.Padding(all: 1))),
    Window(inputHeight: 4, inputWidth: 5, size: 1, stride: 2),
    Window(inputHeight: 3, inputWidth: 4, size: 1),
    Window(inputHeight: 3, inputWidth: 4, height: 3, width: 4, strideY: 1, strideX: 1),
    // Pixels that many outputs see.
    Window(
      inputHeight: 6, inputWidth: 7, height: 5, width: 5, strideY: 2, strideX: 1, padding: .same),
  ]

  /// Images of one position more than the window on each side.
  static let small = Window(inputHeight: 3, inputWidth: 3, size: 2)

  /// One output of a 3 x 3 window.
  static let single = Window(inputHeight: 3, inputWidth: 3, size: 3)

  /// Images before a window, all rows of a tensor or some columns of wider rows.
  static func pixels(_ window: Window, _ images: Int, _ channels: Int) -> [Int] {
    [images * window.inputCount, channels]
  }

  /// Images behind a window.
  static func outputs(_ window: Window, _ images: Int, _ channels: Int) -> [Int] {
    [images * window.outputCount, channels]
  }
}
