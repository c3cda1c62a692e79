import Programs
import Testing

@Suite("Windows")
struct WindowTests {
  @Test("padding rules give the extents of Keras and PyTorch")
  func extents() {
    func window(_ extent: Int, _ size: Int, _ stride: Int, _ rule: Window.PaddingRule) -> Window {
      Window(inputHeight: extent, inputWidth: extent + 1, size: size, stride: stride, padding: rule)
    }
    let valid = window(28, 3, 1, .valid)
    #expect((valid.outputHeight, valid.outputWidth) == (26, 27))
    let same = window(28, 3, 2, .same)
    #expect((same.outputHeight, same.outputWidth) == (14, 15))
    // The odd pixel is below and on the right.
    #expect(same.padding == Window.Padding(bottom: 1, left: 1, right: 1))
    let covering = window(28, 3, 2, .covering)
    #expect((covering.outputHeight, covering.outputWidth) == (14, 14))
    #expect(covering.padding == Window.Padding(bottom: 1))
    // PyTorch drops a window that would start behind the image, and so keeps 2 of 3 and 3 of 3 here.
    let apart = window(6, 2, 3, .covering)
    #expect((apart.outputHeight, apart.outputWidth) == (2, 3))
    #expect(apart.padding == Window.Padding(right: 1) && apart.alwaysSeesPixels)
    #expect(window(4, 1, 9, .covering).outputCount == 1)
    let explicit = window(28, 3, 1, .explicit(Window.Padding(all: 1)))
    #expect((explicit.outputHeight, explicit.outputWidth) == (28, 29))
    #expect(window(3, 1, 1, .valid).isPointwise)
    #expect(!window(3, 1, 2, .valid).isPointwise)
  }

  @Test("every output sees its pixels row by row, and nothing on padding")
  func pixels() {
    let window = Window(
      inputHeight: 4, inputWidth: 5, size: 2, stride: 2, dilation: 3,
      padding: .explicit(Window.Padding(top: 1, bottom: 0, left: 0, right: 2)))
    #expect((window.outputHeight, window.outputWidth) == (1, 2))
    let seen = (0..<2).map { output in (0..<4).map { window.pixel(output: output, place: $0) } }
    #expect(seen == [[nil, nil, 10, 13], [nil, nil, 12, nil]])
  }

  @Test("a turned window leads back from pixels to outputs")
  func turned() throws {
    for padding in [Window.PaddingRule.valid, .same, .explicit(Window.Padding(top: 1, right: 2))] {
      let window = Window(
        inputHeight: 6, inputWidth: 7, size: 3, padding: padding)
      let turned = try #require(window.turned)
      #expect(turned.outputCount == window.inputCount && turned.inputCount == window.outputCount)
      for output in 0..<window.outputCount {
        for place in 0..<window.count {
          guard let pixel = window.pixel(output: output, place: place) else { continue }
          #expect(turned.pixel(output: pixel, place: window.count - 1 - place) == output)
        }
      }
    }
    #expect(Window(inputHeight: 6, inputWidth: 6, size: 2, stride: 2).turned == nil)
  }
}
