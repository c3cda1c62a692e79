import CPUBackend
import Networks
import Programs
import Testing
import Training

@Suite("Compensated sums")
struct CompensationTests {
  @Test func theLowPartsAreTakenOffAbsoluteErrors() throws {
    let data = try GroupData(sets: [line()], train: nil, validation: 0, test: nil)
    let settings = GroupSettings(
      model: .mlp(input: data.input, hidden: [4], outputs: 1), loss: .meanSquaredError,
      optimizer: .adam, batch: 32, epochs: 1, data: data, replicas: [replica()])
    func record(_ backend: any Backend) throws -> RegressionErrors {
      let epoch = try LockstepGroup(settings, on: backend).train()[0].epochs[0]
      return try #require(epoch.train.errors)
    }
    let (plain, shifted) = (try record(CPUBackend()), try record(ShiftingBackend(CPUBackend())))
    #expect(abs(plain.meanAbsolute - shifted.meanAbsolute) < 1e-5)
    #expect(plain.meanAbsolute > 0.1)
  }

  @Test func theLowPartsAreTakenOffLossAndPenalty() throws {
    let data = try GroupData(sets: [blobs()], train: nil, validation: 20, test: nil)
    func records(_ backend: any Backend) throws -> EpochRecord {
      let settings = GroupSettings(
        model: .mlp(input: data.input, hidden: [8], outputs: 3), loss: .crossEntropy,
        optimizer: .adam, batch: 32, epochs: 1, data: data, replicas: [replica(l2: 0.01)])
      return try LockstepGroup(settings, on: backend).train()[0].epochs[0]
    }
    let plain = try records(CPUBackend())
    let shifted = try records(ShiftingBackend(CPUBackend()))
    let splits = [
      (plain.train, shifted.train), (plain.validation, shifted.validation),
      (plain.test, shifted.test),
    ]
    for case (let wanted?, let got?) in splits {
      #expect(abs(got.loss - wanted.loss) < 1e-5)
      #expect(abs(got.penalty - wanted.penalty) < 1e-5)
      #expect(got.accuracy == wanted.accuracy)
      #expect(got.examples == wanted.examples)
    }
    #expect(plain.train.penalty > 0)
  }
}

/// A backend whose sums are all too large by what their compensations say.
private final class ShiftingBackend: Backend {
  private let base: any Backend
  init(_ base: any Backend) { self.base = base }
  var device: DeviceDescription { base.device }

  func prepare(_ program: Program) throws -> any Executable {
    ShiftingExecutable(try base.prepare(program))
  }
}

private final class ShiftingExecutable: Executable {
  private let base: any Executable
  init(_ base: any Executable) { self.base = base }
  var program: Program { base.program }
  var preparationSeconds: Double { base.preparationSeconds }
  func write(_ bytes: UnsafeRawBufferPointer, to buffer: Buffer) throws {
    try base.write(bytes, to: buffer)
  }
  func run(_ passes: [Pass], profile: OperationProfile?) throws {
    try base.run(passes, profile: profile)
  }
  func finish() throws { try base.finish() }

  func read(_ buffer: Buffer, into bytes: UnsafeMutableRawBufferPointer) throws {
    try base.read(buffer, into: bytes)
    guard buffer.name.hasPrefix("metrics.") else { return }
    let values = bytes.assumingMemoryBound(to: Float.self)
    for slot in [MetricSlot.loss, .lossCompensation] { values[slot.rawValue] += 32 }
    for slot in [MetricSlot.penalty, .penaltyCompensation] { values[slot.rawValue] += 16 }
    for slot in [MetricSlot.absoluteError, .absoluteErrorCompensation] {
      values[slot.rawValue] += 8
    }
  }
}
