import CPUBackend
import Networks
import Programs
import Testing

/// The largest number of a window with more places than a byte tells, found in two steps.
@Suite("Pooling by wide windows")
struct WidePoolingTests {
  private static let input = FeatureShape(height: 21, width: 19, channels: 3)

  /// The poolings that a layer records for training.
  private func recorded(_ layer: PoolingLayer, _ routine: String) -> [MaxPool] {
    let program = TrainingProgram(
      model: Model(
        input: Self.input,
        layers: [ConvolutionLayer(3, WindowForm(size: 1)), layer, Dense(2, activation: .identity)]),
      loss: .crossEntropy, optimizer: .sgd, replicas: 1, batch: 2,
      data: DataExtent(
        sets: 1, train: 2, validation: 0, test: 2, element: .uint8, channels: 3, targetWidth: nil),
      extras: []
    ).program
    return program.routines[program.routine(named: routine)].operations.compactMap {
      if case .maxPool(let pool) = $0 { pool } else { nil }
    }
  }

  @Test(
    "equals one window over the whole",
    arguments: [
      nil, WindowForm(height: 17, width: 16, strideY: 3, strideX: 2),
      WindowForm(
        height: 18, width: 15, strideY: 2, strideX: 5,
        padding: .explicit(Window.Padding(top: 4, bottom: 1, left: 0, right: 7))),
      WindowForm(height: 13, width: 20, strideY: 2, strideX: 3, padding: .same),
      WindowForm(height: 17, width: 17, strideY: 5, strideX: 9, padding: .covering),
    ])
  func equalsOneWindow(_ form: WindowForm?) throws {
    let whole = form ?? WindowForm(height: Self.input.height, width: Self.input.width)
    let window = Window(
      inputHeight: Self.input.height, inputWidth: Self.input.width, height: whole.height,
      width: whole.width, strideY: whole.strideY, strideX: whole.strideX, padding: whole.padding)
    let steps = recorded(PoolingLayer(.max, form), "train-2")
    #expect(steps.count == 2)
    #expect(steps.allSatisfy { $0.places != nil })
    #expect(steps.map(\.window.height) == [1, whole.height])
    #expect(steps.map(\.window.width) == [whole.width, 1])
    let images = 2
    let recorder = Recorder(replicas: 1)
    let input = recorder.persistent("input", [images * window.inputCount, 3])
    let expected = recorder.persistent("expected", [images * window.outputCount, 3])
    let outputs = steps.map { recorder.persistent("output", [images * $0.window.outputCount, 3]) }
    let places = steps.map {
      recorder.persistent("places", [images * $0.window.outputCount, 3], .uint8)
    }
    recorder.routine("pool") {
      recorder.append(
        .maxPool(MaxPool(input: input, output: expected, places: nil, window: window)))
      for (step, source) in zip(steps.indices, [input] + outputs) {
        recorder.append(
          .maxPool(
            MaxPool(
              input: source, output: outputs[step], places: places[step],
              window: steps[step].window)))
      }
    }
    let executable = try CPUBackend().prepare(recorder.finish())
    let philox = Philox(seed: 3)
    // Many are equal.
    let values = (0..<input.count).map { index in
      Float(philox.block(UInt32(index), 0, 0, 0).0 % 40) - 30
    }
    try executable.write(values, to: input)
    try executable.run([Pass(routine: 0, steps: 1, first: StepContext())])
    try executable.finish()
    let found = try executable.read(outputs[1], as: Float.self)
    #expect(found.count == images * window.outputCount * 3)
    let same = try executable.read(expected, as: Float.self) == found
    #expect(same)
    let rows = try executable.read(places[0], as: UInt8.self).map(Int.init)
    let columns = try executable.read(places[1], as: UInt8.self).map(Int.init)
    var wrong = 0
    for index in columns.indices {
      let (channel, output) = (index % 3, index / 3 % window.outputCount)
      let image = index / 3 / window.outputCount
      let (y, x) = (output / window.outputWidth, output % window.outputWidth)
      let row = y * window.strideY - window.padding.top + columns[index]
      let inRows = ((image * window.inputHeight + row) * window.outputWidth + x) * 3 + channel
      let column = x * window.strideX - window.padding.left + rows[inRows]
      let first = Self.first(
        of: window, y: y, x: x, in: values[(image * window.inputCount * 3 + channel)...])
      if row != first.row || column != first.column { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  /// Where the first of the largest numbers lies that a window sees, row by row.
  ///
  /// - Parameter values: those of an image from the channel on, three channels side by side.
  private static func first(
    of window: Window, y: Int, x: Int, in values: ArraySlice<Float>
  ) -> (row: Int, column: Int) {
    var (best, place) = (-Float.infinity, (row: -1, column: -1))
    for i in 0..<window.height {
      for j in 0..<window.width {
        let row = y * window.strideY - window.padding.top + i
        let column = x * window.strideX - window.padding.left + j
        guard (0..<window.inputHeight).contains(row), (0..<window.inputWidth).contains(column)
        else { continue }
        let value = values[values.startIndex + (row * window.inputWidth + column) * 3]
        if value > best { (best, place) = (value, (row, column)) }
      }
    }
    return place
  }

  @Test func oneStepWhereAByteTells() {
    #expect(recorded(PoolingLayer(.max, WindowForm(size: 16, stride: 2)), "train-2").count == 1)
  }

  @Test func longerWindowsAreRefused() {
    let reason = PoolingLayer(.max).misfit(
      input: FeatureShape(height: 8, width: 257, channels: 1))
    #expect(
      reason
        == "a window of 8 x 257 has more than 256 pixels in a row or column; pool by smaller windows before it"
    )
    #expect(
      PoolingLayer(.max).misfit(input: FeatureShape(height: 256, width: 256, channels: 1)) == nil)
  }
}
