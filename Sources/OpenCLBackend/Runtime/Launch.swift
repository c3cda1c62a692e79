import COpenCL
import Programs

/// What a kernel's argument is bound to.
enum Argument {
  /// Memory and where its parts lie: two arguments, see `Kernels/README.md`.
  case view(Operand)
  /// Memory, where its parts lie, and its row stride: three arguments.
  case rows(Operand)
  case uint(Int)
  case float(Float)
  /// A number of ``StepContext``, set again when it changes.
  case step, batch, row
}

/// How many work-items a launch needs for each replica, and how they are grouped.
struct WorkSize {
  /// Items along x and y that have work to do.
  var items: (x: Int, y: Int)
  /// Items in a work-group along x and y.
  var group: (x: Int, y: Int)
}

/// A kernel with its arguments bound and its sizes checked: the one way kernels are run.
///
/// The global size is rounded up to whole work-groups; dimension 2 runs over the replicas of a wave.
final class Launch: Command {
  private let kernel: Kernel
  private let global: UnsafeMutablePointer<Int>
  private let local: UnsafeMutablePointer<Int>
  /// Positions of the arguments that change with the step.
  private var stepIndex: Int?
  private var batchIndex: Int?
  private var rowIndex: Int?
  private let replicaIndex: Int
  private var bound = StepContext(step: 0, batch: 0, row: 0)
  private var firstReplica: cl_uint = 0
  /// Keeps the memory alive that the kernel is bound to.
  private let memories: [Memory]

  /// Binds a kernel's arguments, `first_replica` excepted, which comes last.
  ///
  /// - Throws: ``DeviceLimitError`` if a work-group is too large for the device or needs too much local
  ///   memory, ``OpenCLError`` if an argument cannot be bound.
  init(_ kernel: Kernel, size: WorkSize, arguments: [Argument]) throws {
    self.kernel = kernel
    let device = kernel.program.context.device
    try Self.checkLimits(kernel, size, device)
    global = .allocate(capacity: 3)
    local = .allocate(capacity: 3)
    local[0] = size.group.x
    local[1] = size.group.y
    local[2] = 1
    global[0] = Self.round(size.items.x, to: size.group.x)
    global[1] = Self.round(size.items.y, to: size.group.y)
    global[2] = 1
    var index = 0
    var memories: [Memory] = []
    var steps: (step: Int?, batch: Int?, row: Int?) = (nil, nil, nil)
    func bind(_ value: some BitwiseCopyable) throws {
      try kernel.set(index, value)
      index += 1
    }
    func bind(_ operand: Operand) throws {
      try kernel.set(index, operand.memory)
      index += 1
      try bind(SIMD2<UInt64>(UInt64(operand.offset), UInt64(operand.replicaStride)))
      memories.append(operand.memory)
    }
    // A mismatch of launch and kernel is a bug of this module, not of its caller.
    let expected = arguments.reduce(1) { $0 + $1.width }
    demand(
      expected == kernel.argumentCount,
      "launch: kernel \(kernel.name) takes \(kernel.argumentCount) arguments, got \(expected)")
    for argument in arguments {
      switch argument {
      case .view(let operand): try bind(operand)
      case .rows(let operand):
        try bind(operand)
        try bind(cl_uint(operand.rowStride))
      case .uint(let value): try bind(cl_uint(value))
      case .float(let value): try bind(value)
      case .step:
        steps.step = index
        try bind(cl_uint(0))
      case .batch:
        steps.batch = index
        try bind(cl_uint(0))
      case .row:
        steps.row = index
        try bind(cl_uint(0))
      }
    }
    try kernel.set(index, cl_uint(0))
    replicaIndex = index
    self.memories = memories
    (stepIndex, batchIndex, rowIndex) = (steps.step, steps.batch, steps.row)
  }

  deinit {
    global.deallocate()
    local.deallocate()
  }

  func enqueue(on queue: Queue, replicas: Range<Int>, context: StepContext) throws(OpenCLError) {
    if let stepIndex, context.step != bound.step { try kernel.set(stepIndex, context.step) }
    if let batchIndex, context.batch != bound.batch {
      try kernel.set(batchIndex, cl_uint(context.batch))
    }
    if let rowIndex, context.row != bound.row { try kernel.set(rowIndex, cl_uint(context.row)) }
    bound = context
    let first = cl_uint(replicas.lowerBound)
    if first != firstReplica {
      try kernel.set(replicaIndex, first)
      firstReplica = first
    }
    global[2] = replicas.count
    try queue.submit { event throws(OpenCLError) in
      try check(
        clEnqueueNDRangeKernel(queue.handle, kernel.handle, 3, nil, global, local, 0, nil, event),
        "clEnqueueNDRangeKernel",
        "kernel \(kernel.name) over \(global[0]) x \(global[1]) x \(global[2])")
    }
  }

  private static func round(_ count: Int, to multiple: Int) -> Int {
    (count + multiple - 1) / multiple * multiple
  }

  private static func checkLimits(_ kernel: Kernel, _ size: WorkSize, _ device: Device) throws {
    let group = [size.group.x, size.group.y, 1]
    let text = group.map(String.init).joined(separator: " x ")
    let advice = "this device cannot run this kernel, choose another with --device"
    func require(_ condition: Bool, _ limit: @autoclosure () -> String) throws {
      if condition { return }
      throw DeviceLimitError(
        problem: "kernel \(kernel.name): \(limit())", device: device.name, advice: advice)
    }
    let items = group.reduce(1, *)
    try require(
      items <= device.largestGroup && items <= kernel.largestGroup,
      "work-group \(text) exceeds \(min(device.largestGroup, kernel.largestGroup)) items")
    try require(
      zip(group, device.largestGroupByDimension).allSatisfy { $0 <= $1 },
      "work-group \(text) exceeds \(device.largestGroupByDimension)")
    try require(
      kernel.requiredGroup.map { $0 == group } ?? true,
      "work-group \(text) is not the \(kernel.requiredGroup ?? []) of the source")
    try require(
      kernel.localMemoryByteCount <= device.localMemoryByteCount,
      "\(kernel.localMemoryByteCount) bytes of local memory exceed \(device.localMemoryByteCount)")
  }
}

extension Argument {
  /// How many arguments of the kernel it takes.
  var width: Int {
    switch self {
    case .view: 2
    case .rows: 3
    case .uint, .float, .step, .batch, .row: 1
    }
  }
}
