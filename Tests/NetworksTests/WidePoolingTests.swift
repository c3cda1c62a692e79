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
    #expect(steps.allSatisfy { $0.places != nil && $0.window.count <= 256 })
    let images = 2
    let recorder = Recorder(replicas: 1)
    let input = recorder.persistent("input", [images * window.inputCount, 3])
    let expected = recorder.persistent("expected", [images * window.outputCount, 3])
    let outputs = steps.map { recorder.persistent("output", [images * $0.window.outputCount, 3]) }
    recorder.routine("pool") {
      recorder.append(
        .maxPool(MaxPool(input: input, output: expected, places: nil, window: window)))
      for (step, source) in zip(steps.indices, [input] + outputs) {
        recorder.append(
          .maxPool(
            MaxPool(
              input: source, output: outputs[step], places: nil, window: steps[step].window)))
      }
    }
    let executable = try CPUBackend().prepare(recorder.finish())
    let philox = Philox(seed: 3)
    let values = (0..<input.count).map { index in
      2 * Philox.uniform(philox.block(UInt32(index), 0, 0, 0).0) - 1
    }
    try executable.write(values, to: input)
    try executable.run([Pass(routine: 0, steps: 1, first: StepContext())])
    try executable.finish()
    let found = try executable.read(outputs[1], as: Float.self)
    #expect(found.count == images * window.outputCount * 3)
    let same = try executable.read(expected, as: Float.self) == found
    #expect(same)
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
