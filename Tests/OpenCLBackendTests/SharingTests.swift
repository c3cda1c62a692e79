import Programs
import Testing

@testable import OpenCLBackend

/// Cores that share the rows of a replica, beside one core that does all of them.
@Suite("Cores that share a replica", .needsOpenCL)
struct SharingTests {
  /// Tiles of 6 rows, and rows that draws of 64 elements end with: rows are cut at multiples of both.
  @Test("cut rows where every operation can", arguments: [6, 7], [19, 100, 16])
  func commonMultiple(tileRows: Int, channels: Int) throws {
    func run(sharesCores: Bool) throws -> [UInt32] {
      var options = OpenCLOptions(treatAs: .cpu)
      options.sharesCores = sharesCores
      options.coreTile = CoreTile(rows: tileRows, vectors: 1)
      let (replicas, rows) = (8, 1000)
      let recorder = Recorder(replicas: replicas)
      let (x, w) = (recorder.persistent("x", [rows, 9]), recorder.persistent("w", [9, channels]))
      let y = recorder.persistent("y", [rows, channels])
      let bias = recorder.persistent("bias", [channels])
      let (rate, seed) = (recorder.constant("rate", [1]), recorder.constant("seed", [2], .uint32))
      recorder.routine("step") {
        recorder.append(.gemm(Gemm(left: x, right: w, output: y)))
        recorder.append(
          .biasActivation(BiasActivation(values: y, bias: bias, activation: .relu)))
        recorder.append(
          .dropout(Dropout(input: y, output: y, rate: rate, seed: seed, stream: .dropout(1))))
      }
      let executable = try TestDevice.backend(options).prepare(recorder.finish())
      try executable.write(draw(replicas * rows * 9, 1), to: x)
      try executable.write(draw(replicas * 9 * channels, 2), to: w)
      try executable.write(draw(replicas * channels, 3), to: bias)
      try executable.write([Float](repeating: 0.25, count: replicas), to: rate)
      try executable.write((0..<UInt32(2 * replicas)).map { $0 }, to: seed)
      try executable.run([Pass(routine: 0, steps: 1, first: StepContext(step: 5))])
      let values: [Float] = try executable.read(y)
      return values.bits
    }
    let (apart, shared) = (try run(sharesCores: false), try run(sharesCores: true))
    #expect(apart.contains { $0 != 0 })
    let isSame = apart == shared
    #expect(isSame)
  }

  /// 4 examples through 3 x 3 windows over 32 channels of 28 x 28: 58 million operations and not one product.
  private static func convolution(replicas: Int) -> Program {
    let window = Window(inputHeight: 28, inputWidth: 28, size: 3, padding: .same)
    let recorder = Recorder(replicas: replicas)
    let rows = 4 * window.inputCount
    let (x, w) = (recorder.persistent("x", [rows, 32]), recorder.persistent("w", [9 * 32, 32]))
    let y = recorder.persistent("y", [rows, 32])
    recorder.routine("step") {
      recorder.append(
        .convolution(Convolution(input: x, weights: w, output: y, window: window)))
    }
    return recorder.finish()
  }

  @Test("convolutions are work that cores share")
  func convolutionsAreWork() throws {
    let program = Self.convolution(replicas: 1)
    #expect(program.routines[0].flops >= 2 * 4 * 28 * 28 * 9 * 32 * 32)
    guard try TestDevice.backend(OpenCLOptions(treatAs: .cpu)).context.device.computeUnits > 1
    else { return }
    let executable = try TestDevice.backend(OpenCLOptions(treatAs: .cpu)).prepare(program)
    #expect(try #require(executable.launchesPerStep(0)) > 0)
  }

  @Test("cores that share no replica have room for the patches of one item a replica")
  func patchSlots() throws {
    func slots(_ replicas: Int, sharesCores: Bool? = nil) throws -> Int {
      var options = OpenCLOptions(treatAs: .cpu)
      options.sharesCores = sharesCores
      let backend = try TestDevice.backend(options)
      let program = backend.adapted(Self.convolution(replicas: replicas))
      let patches = backend.patches(of: program)
      #expect(
        backend.memoryNeed(program).patchByteCount == replicas * patches.floatsPerReplica * 4)
      return patches.slots
    }
    let cores = try TestDevice.backend().context.device.computeUnits
    #expect(try slots(cores) == 1)
    #expect(try slots(1, sharesCores: false) == 1)
    #expect(try slots(cores, sharesCores: true) == 2 * cores)
    #expect(try slots(1) == (cores > 1 ? 2 * cores : 1))
  }
}
