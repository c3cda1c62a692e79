import Programs

/// Executes programs in double precision, one replica after another, in the plainest possible way.
///
/// This is the yardstick of both backends, written from the documentation of the operations and from
/// nothing else: no blocking, no fusion, no reuse of memory, one array for each buffer.
public struct ReferenceMachine {
  /// What is executed.
  public let program: Program
  /// Whether every stored `float32` is rounded to single precision, as a backend does.
  public let roundsToFloat: Bool
  /// The elements of every buffer, all replicas one after another without padding.
  private var memory: [[Double]]

  /// A machine with all memory zero.
  public init(_ program: Program, roundsToFloat: Bool = false) {
    self.program = program
    self.roundsToFloat = roundsToFloat
    memory = program.buffers.map { [Double](repeating: 0, count: $0.shape.elements) }
  }

  /// A machine with the inputs of a recorded case.
  public init(_ recorded: RecordedCase) {
    self.init(recorded.program)
    for input in recorded.inputs { write(input.values, to: input.buffer) }
  }

  /// The elements of a buffer, all replicas one after another.
  public func contents(of buffer: Buffer) -> [Double] { memory[buffer.id] }

  /// Replaces the elements of a buffer.
  public mutating func write(_ values: [Double], to buffer: Buffer) {
    precondition(values.count == buffer.shape.elements, "reference: \(values.count) to \(buffer)")
    memory[buffer.id] = values
  }

  /// Adds to one element of a view, counted row by row.
  mutating func add(_ amount: Double, to tensor: Tensor, replica: Int, index: Int) {
    memory[tensor.buffer.id][tensor.positions(replica: replica)[index]] += amount
  }

  /// Runs passes one after another.
  public mutating func run(_ passes: [Pass]) {
    for pass in passes {
      let routine = program.routines[pass.routine]
      for position in 0..<pass.steps {
        run(routine, pass.context(position, rows: routine.rows))
      }
    }
  }

  private mutating func run(_ routine: Routine, _ context: StepContext) {
    forgetScratch()
    for operation in routine.operations {
      for replica in 0..<program.replicas { run(operation, context, replica) }
    }
  }

  /// Scratch holds nothing at the start of a step; whoever reads it first gets what is not a number.
  private mutating func forgetScratch() {
    for buffer in program.buffers where buffer.lifetime == .scratch {
      memory[buffer.id] = [Double](repeating: .nan, count: buffer.shape.elements)
    }
  }

  private mutating func run(_ operation: Operation, _ context: StepContext, _ replica: Int) {
    switch operation {
    case .gather(let payload): run(payload, context, replica)
    case .shuffle(let payload): run(payload, context, replica)
    case .fill(let payload): run(payload, replica)
    case .gemm(let payload): run(payload, replica)
    case .biasActivation(let payload): run(payload, replica)
    case .biasActivationGradient(let payload): run(payload, replica)
    case .batchNorm(let payload): run(payload, replica)
    case .batchNormInference(let payload): run(payload, replica)
    case .batchNormGradient(let payload): run(payload, replica)
    case .leakyRectifier(let payload): run(payload, replica)
    case .leakyRectifierGradient(let payload): run(payload, replica)
    case .uniformDraw(let payload): run(payload, context, replica)
    case .dropout(let payload): run(payload, context, replica)
    case .inputNoise(let payload): run(payload, context, replica)
    case .softmax(let payload): run(payload, replica)
    case .softmaxGradient(let payload): run(payload, replica)
    case .softmaxCrossEntropy(let payload): run(payload, replica)
    case .squaredError(let payload): run(payload, replica)
    case .weightPenalty(let payload): run(payload, replica)
    case .gradientTransform(let payload): run(payload, replica)
    case .maxNorm(let payload): run(payload, replica)
    case .optimizerUpdate(let payload): run(payload, context, replica)
    case .convolution(let payload): run(payload, replica)
    case .convolutionInputGradient(let payload): run(payload, replica)
    case .convolutionWeightGradient(let payload): run(payload, replica)
    case .depthwiseConvolution(let payload): run(payload, replica)
    case .depthwiseInputGradient(let payload): run(payload, replica)
    case .depthwiseWeightGradient(let payload): run(payload, replica)
    case .maxPool(let payload): run(payload, replica)
    case .maxPoolGradient(let payload): run(payload, replica)
    case .averagePool(let payload): run(payload, replica)
    case .averagePoolGradient(let payload): run(payload, replica)
    case .addition(let payload): run(payload, replica)
    case .augmentation(let payload): run(payload, context, replica)
    case .fusedGemm(let payload): for part in payload.parts { run(part, context, replica) }
    }
  }

  // MARK: Views

  /// The elements of a view in one replica, row by row, without the gaps between rows.
  func load(_ tensor: Tensor, _ replica: Int) -> [Double] {
    let values = memory[tensor.buffer.id]
    return tensor.positions(replica: replica).map { values[$0] }
  }

  /// The only element of a view in one replica.
  func loadScalar(_ tensor: Tensor, _ replica: Int) -> Double { load(tensor, replica)[0] }

  /// The seed of one replica: low and high word.
  func loadSeed(_ tensor: Tensor, _ replica: Int) -> UInt64 {
    let words = load(tensor, replica)
    return UInt64(words[0]) | UInt64(words[1]) << 32
  }

  /// Replaces the elements of a view in one replica.
  mutating func store(_ values: [Double], to tensor: Tensor, _ replica: Int) {
    let rounds = roundsToFloat && tensor.element == .float32
    for (position, value) in zip(tensor.positions(replica: replica), values) {
      memory[tensor.buffer.id][position] = rounds ? Double(Float(value)) : value
    }
  }

  /// Adds to one running sum.
  mutating func add(_ value: Double, to slot: MetricSlot, of metrics: Tensor, _ replica: Int) {
    var sums = load(metrics, replica)
    sums[slot.rawValue] += value
    store(sums, to: metrics, replica)
  }
}
