import Programs
import Testing

@testable import OpenCLBackend

/// How the steps of a replica are divided among cores.
///
/// No device is needed: a division is only planned.
@Suite("Division into stages")
struct CoreStageTests {
  private static let cores = 4

  /// The stages of the only routine of a program.
  private func stages(
    tileRows: Int = 2, replicas: Int = 1, _ record: (Recorder) -> [Programs.Operation]
  ) -> (calls: [CoreCall], stages: [CoreStage]) {
    let recorder = Recorder(replicas: replicas)
    let operations = record(recorder)
    recorder.routine("step") { for operation in operations { recorder.append(operation) } }
    let program = CoreExecution.adapt(recorder.finish())
    let calls = CoreWriter(program: program, tileRows: tileRows, patches: .none)
      .calls(of: program.routines[0])
    return (calls, CoreStage.divide(calls, cores: Self.cores))
  }

  /// The positions of the operations of each stage.
  private func positions(_ record: (Recorder) -> [Programs.Operation]) -> [[Int]] {
    stages(record).stages.map { $0.tasks.map(\.call.position) }
  }

  private static func copy(_ from: Tensor, _ to: Tensor) -> Programs.Operation {
    .softmax(Softmax(logits: from, probabilities: to))
  }

  /// 8 rows of `whole` from `first` on.
  private static func rows(_ whole: Tensor, from first: Int) -> Tensor {
    Tensor(
      buffer: whole.buffer, offset: first * whole.channels, dimensions: [8, whole.channels])
  }

  @Test("operations on the same rows are one stage")
  func sameRows() {
    let found = positions { recorder in
      let (x, y, z) = (
        recorder.persistent("x", [8, 6]), recorder.persistent("y", [8, 6]),
        recorder.persistent("z", [8, 6])
      )
      return [
        Self.copy(x, y), Self.copy(y, z), Self.copy(z, x),
        Self.copy(y.columns(0..<3), x.columns(3..<6)),
        Self.copy(x.reshaped([2, 4, 6]), y),
      ]
    }
    #expect(found == [[0, 1, 2, 3, 4]])
  }

  @Test("rows of others are written before they are read, and the other way round")
  func shiftedRows() {
    typealias Table = (first: Tensor, second: Tensor, y: Tensor, z: Tensor)
    func of(_ order: @escaping (Table) -> [Programs.Operation]) -> [[Int]] {
      positions { recorder in
        let x = recorder.persistent("x", [9, 6])
        return order(
          (
            Self.rows(x, from: 0), Self.rows(x, from: 1), recorder.persistent("y", [8, 6]),
            recorder.persistent("z", [8, 6])
          ))
      }
    }
    // Read after write, write after read, write after write, and two readers.
    #expect(of { [Self.copy($0.y, $0.first), Self.copy($0.second, $0.z)] } == [[0], [1]])
    #expect(of { [Self.copy($0.first, $0.y), Self.copy($0.z, $0.second)] } == [[0], [1]])
    #expect(of { [Self.copy($0.y, $0.first), Self.copy($0.z, $0.second)] } == [[0], [1]])
    #expect(of { [Self.copy($0.first, $0.y), Self.copy($0.second, $0.z)] } == [[0, 1]])
  }

  @Test("what all rows read is not overwritten by one of them")
  func wholeOperands() {
    let factor = positions { recorder in
      let (x, y, w) = (
        recorder.persistent("x", [8, 8]), recorder.persistent("y", [8, 8]),
        recorder.persistent("w", [8, 8])
      )
      return [.gemm(Gemm(left: x, right: w, output: y)), Self.copy(y, w)]
    }
    #expect(factor == [[0], [1]])
    // A tensor may be both factors: by rows on the left, as a whole on the right.
    let square = positions { recorder in
      let (x, y) = (recorder.persistent("x", [8, 8]), recorder.persistent("y", [8, 8]))
      return [.gemm(Gemm(left: x, right: x, output: y)), Self.copy(y, x)]
    }
    #expect(square == [[0], [1]])
    let bias = positions { recorder in
      let (x, w) = (recorder.persistent("x", [8, 6]), recorder.persistent("w", [8, 6]))
      return [
        .biasActivation(
          BiasActivation(values: x, bias: w.elements(12..<18), activation: .relu)),
        Self.copy(x, w),
      ]
    }
    #expect(bias == [[0], [1]])
  }

  @Test("an operation whose rows depend on one another is not divided")
  func dependentRows() {
    let (_, stages) = stages { recorder in
      let x = recorder.persistent("x", [9, 6])
      return [Self.copy(Self.rows(x, from: 0), Self.rows(x, from: 1))]
    }
    #expect(stages.map(\.items) == [1])
  }

  @Test("a training step is three stages, four with a penalty to report")
  func trainingStep() {
    let program = CoreExecution.adapt(TestNetwork(seeds: [1]).program)
    let step = program.routines[program.routine(named: "step")]
    let calls = CoreWriter(program: program, tileRows: 8, patches: .none).calls(of: step)
    let reporting = calls.filter { if case .weightPenalty = $0.operation { true } else { false } }
    #expect(reporting.count == 1)
    #expect(CoreStage.divide(calls, cores: 2).count == 4)
    let others = calls.filter { $0.position != reporting[0].position }
    #expect(CoreStage.divide(others, cores: 2).count == 3)
  }

  @Test("items that share rows begin where all their calls can", arguments: [1, 5, 6, 8])
  func units(tileRows: Int) {
    for channels in [19, 100, 16, 64] {
      let (_, stages) = stages(tileRows: tileRows) { recorder in
        let (x, w) = (recorder.persistent("x", [400, 9]), recorder.persistent("w", [9, channels]))
        let y = recorder.persistent("y", [400, channels])
        let z = recorder.persistent("z", [400, channels])
        return [
          .gemm(Gemm(left: x, right: w, output: y)),
          .uniformDraw(
            UniformDraw(
              output: z, lower: 0, upper: 1, seed: recorder.constant("seed", [2], .uint32),
              stream: .slopes(0))),
        ]
      }
      #expect(stages.count == 1 && stages[0].items > 1)
      for task in stages[0].tasks {
        #expect(stages[0].tasks.allSatisfy { task.unit.isMultiple(of: $0.call.unit) })
      }
      // 64 elements are drawn at once.
      #expect((stages[0].tasks[1].unit * channels).isMultiple(of: 64))
      #expect(stages[0].tasks[0].unit.isMultiple(of: tileRows))
    }
  }

  // MARK: Any program

  /// An element of a buffer.
  private struct Place: Hashable { let buffer, element: Int }

  /// What some rows of an operation read and write, element by element.
  private struct Touched {
    var reads: Set<Place> = []
    var writes: Set<Place> = []

    /// Whether the order of the two matters.
    func conflicts(with other: Touched) -> Bool {
      !writes.isDisjoint(with: other.writes) || !writes.isDisjoint(with: other.reads)
        || !reads.isDisjoint(with: other.writes)
    }

    mutating func formUnion(_ other: Touched) {
      reads.formUnion(other.reads)
      writes.formUnion(other.writes)
    }

    init() {}

    /// - Parameter range: of the rows of what `call` writes.
    init(_ call: CoreCall, rows range: Range<Int>) {
      func places(_ tensor: Tensor, _ rows: Range<Int>) -> Set<Place> {
        Set(
          rows.flatMap { row in
            (0..<tensor.channels).map {
              Place(
                buffer: tensor.buffer.id, element: tensor.offset + row * tensor.rowStride + $0)
            }
          })
      }
      if range.isEmpty { return }
      switch call.operation {
      case .softmax(let softmax):
        reads = places(softmax.logits, range)
        writes = places(softmax.probabilities, range)
      case .biasActivation(let operation):
        reads = places(operation.values, range)
        if let bias = operation.bias { reads.formUnion(places(bias, 0..<bias.rows)) }
        writes = places(operation.values, range)
        if let kept = operation.preactivation { writes.formUnion(places(kept, range)) }
      case .gemm(let gemm):
        reads = places(gemm.left, gemm.transposeLeft ? 0..<gemm.left.rows : range)
        reads.formUnion(places(gemm.right, 0..<gemm.right.rows))
        writes = places(gemm.output, range)
      case .biasActivationGradient(let operation):
        guard call.extent != .whole else {
          reads = places(operation.gradient, 0..<operation.gradient.rows)
          if let sums = operation.biasGradient { writes = places(sums, 0..<sums.rows) }
          return
        }
        reads = places(operation.gradient, range).union(places(operation.source, range))
        writes = places(operation.gradient, range)
      default: Issue.record("no oracle for \(String(describing: call.operation))")
      }
    }
  }

  /// Random numbers that are the same everywhere.
  private struct Dice {
    private var count: UInt32 = 0
    private let philox: Philox

    init(_ seed: UInt64) { philox = Philox(seed: seed) }

    mutating func roll(_ range: ClosedRange<Int>) -> Int {
      count += 1
      return range.lowerBound
        + Int(philox.block(index: count, step: 0, stream: .dropout(0)).0) % range.count
    }
  }

  /// Operations on views that begin anywhere in three small buffers.
  private static func anything(_ recorder: Recorder, _ dice: inout Dice) -> [Programs.Operation] {
    let buffers = (0..<3).map { recorder.persistent("x\($0)", [14, 6]) }
    func view(_ dice: inout Dice, _ rows: Int, _ channels: Int, not other: Buffer? = nil) -> Tensor
    {
      var buffer = buffers[dice.roll(0...2)].buffer
      while buffer == other { buffer = buffers[dice.roll(0...2)].buffer }
      let stride = max(channels, [1, 6, 6, 6][dice.roll(0...3)])
      let most = 84 - (rows - 1) * stride - channels
      // Most views begin with a row of the buffer.
      let offset = dice.roll(0...3) > 0 ? dice.roll(0...most / 6) * 6 : dice.roll(0...most)
      return Tensor(
        buffer: buffer, offset: offset, dimensions: [rows, channels], rowStride: stride)
    }
    return (0..<dice.roll(2...6)).map { _ in
      switch dice.roll(0...6) {
      case 0...2:
        let channels = dice.roll(2...6)
        return copy(view(&dice, 8, channels), view(&dice, 8, channels))
      case 3:
        let values = view(&dice, 8, 4)
        return .biasActivation(
          BiasActivation(
            values: values, bias: view(&dice, 1, 4, not: values.buffer), activation: .relu))
      case 4:
        let gradient = view(&dice, 8, 4)
        return .biasActivationGradient(
          BiasActivationGradient(
            gradient: gradient, source: view(&dice, 8, 4, not: gradient.buffer),
            biasGradient: view(&dice, 1, 4, not: gradient.buffer), activation: .relu))
      case 5:
        let output = view(&dice, 8, 4)
        return .gemm(
          Gemm(
            left: view(&dice, 8, 3, not: output.buffer),
            right: view(&dice, 3, 4, not: output.buffer), output: output))
      default:
        let output = view(&dice, 8, 4)
        return .gemm(
          Gemm(
            left: view(&dice, 3, 8, not: output.buffer), transposeLeft: true,
            right: view(&dice, 3, 4, not: output.buffer), output: output))
      }
    }
  }

  @Test("no item touches what another one writes, and the order is kept, in any program")
  func anyProgram() {
    var divided = 0
    for number in 0..<600 {
      var dice = Dice(UInt64(number))
      let (calls, stages) = stages(tileRows: 1 + number % 3) { Self.anything($0, &dice) }
      if stages.contains(where: { $0.items > 1 && $0.tasks.count > 1 }) { divided += 1 }
      for stage in stages {
        let items = (0..<stage.items).map { item in
          stage.tasks.reduce(into: Touched()) { touched, task in
            touched.formUnion(Touched(task.call, rows: Self.rows(of: item, in: task)))
          }
        }
        let apart = items.indices.allSatisfy { item in
          items[..<item].allSatisfy { !$0.conflicts(with: items[item]) }
        }
        #expect(apart, "items of program \(number)")
      }
      let order = stages.flatMap { $0.tasks.map(\.call) }
      #expect(order.count == calls.count)
      for (index, call) in order.enumerated() {
        let whole = Touched(call, rows: 0..<8)
        for later in order[(index + 1)...] where later.position < call.position {
          let isFree = !whole.conflicts(with: Touched(later, rows: 0..<8))
          #expect(isFree, "order of program \(number)")
        }
      }
    }
    // Else nothing would be tested.
    #expect(divided > 200)
  }

  /// The rows of an item, as the text of a stage computes them.
  private static func rows(of item: Int, in task: CoreStage.Task) -> Range<Int> {
    guard (task.first..<task.first + task.count).contains(item) else { return 0..<0 }
    let units = (8 + task.unit - 1) / task.unit
    func bound(_ part: Int) -> Int { min(part * units / task.count * task.unit, 8) }
    return bound(item - task.first)..<bound(item - task.first + 1)
  }
}
