import CCLBlast
import Foundation
import Programs
import Synchronization

/// CLBlast's strided-batched product, always through its direct kernel.
///
/// Above a size threshold CLBlast 1.5.3 takes another path, which ignores offset and stride of an operand
/// that needs no staging copy and then computes wrong numbers without an error. The threshold is
/// therefore overridden; it is the same for every number of replicas anyway.
struct CLBlastEngine: GemmEngine {
  /// The version of the headers this was built with.
  static let version =
    "\(CLBLAST_VERSION_MAJOR).\(CLBLAST_VERSION_MINOR).\(CLBLAST_VERSION_PATCH)"
  /// A threshold (on the cube root of m n k) that no product reaches.
  static let alwaysDirect = 1 << 20
  /// CLBlast 1.5.3 counts in 32 bits within a call.
  private static let largestIndex = Int(Int32.max)

  /// Two threads' first calls of one routine race in CLBlast 1.5.3, so all calls take turns.
  fileprivate static let serial = Mutex<Void>(())
  private static let overridden = Mutex<Set<UInt>>([])

  let name = "clblast \(version), direct"
  private let context: Context

  init(_ context: Context) throws {
    self.context = context
    try Self.overridden.withLock { devices in
      let key = UInt(bitPattern: context.device.id)
      if devices.contains(key) { return }
      try Self.overrideThreshold(Self.alwaysDirect, context.device)
      devices.insert(key)
    }
  }

  /// Sets the size from which CLBlast leaves its direct kernel, for this process.
  static func overrideThreshold(_ size: Int, _ device: Device) throws(OpenCLError) {
    try override("GemmRoutine", [("XGEMM_MIN_INDIRECT_SIZE", size)], device)
  }

  /// Sets all parameters of one of CLBlast's kernels.
  static func override(
    _ kernel: String, _ parameters: [(name: String, value: Int)], _ device: Device
  ) throws(OpenCLError) {
    let names = parameters.map { strdup($0.name) }
    defer { for name in names { free(name) } }
    var pointers = names.map { UnsafePointer<CChar>($0) }
    var values = parameters.map(\.value)
    let status = serial.withLock { _ in
      CLBlastOverrideParameters(
        device.id, kernel, CLBlastPrecisionSingle, names.count, &pointers, &values)
    }
    try check(status.rawValue, "CLBlastOverrideParameters", device.name)
  }

  func command(_ gemm: Gemm, left: Operand, right: Operand, output: Operand) throws -> any Command {
    let replicas = gemm.output.replicas ?? 1
    let operands = [(left, gemm.left), (right, gemm.right), (output, gemm.output)]
    for (operand, tensor) in operands {
      let end = operand.offset + replicas * operand.replicaStride
      guard end > Self.largestIndex else { continue }
      throw DeviceLimitError(
        problem: "gemm: operand \(tensor) ends at element \(end), more than CLBlast can count",
        device: context.device.name, advice: "use fewer replicas at once, or the batched engine")
    }
    return CLBlastCommand(gemm, left: left, right: right, output: output)
  }
}

/// One product with its operands.
final class CLBlastCommand: Command {
  private let gemm: Gemm
  private let left: Operand
  private let right: Operand
  private let output: Operand
  private let transposeLeft: CLBlastTranspose
  private let transposeRight: CLBlastTranspose

  init(_ gemm: Gemm, left: Operand, right: Operand, output: Operand) {
    self.gemm = gemm
    self.left = left
    self.right = right
    self.output = output
    transposeLeft = gemm.transposeLeft ? CLBlastTransposeYes : CLBlastTransposeNo
    transposeRight = gemm.transposeRight ? CLBlastTransposeYes : CLBlastTransposeNo
  }

  func enqueue(on queue: Queue, replicas: Range<Int>, context: StepContext) throws(OpenCLError) {
    let first = replicas.lowerBound
    try queue.submit { event throws(OpenCLError) in
      var handle: cl_command_queue? = queue.handle
      let status = CLBlastEngine.serial.withLock { _ in
        CLBlastSgemmStridedBatched(
          CLBlastLayoutRowMajor, transposeLeft, transposeRight, gemm.m, gemm.n, gemm.k, 1,
          left.memory.handle, left.offset + first * left.replicaStride, left.rowStride,
          left.replicaStride,
          right.memory.handle, right.offset + first * right.replicaStride, right.rowStride,
          right.replicaStride, gemm.accumulate ? 1 : 0,
          output.memory.handle, output.offset + first * output.replicaStride, output.rowStride,
          output.replicaStride, replicas.count, &handle, event)
      }
      try check(
        status.rawValue, "CLBlastSgemmStridedBatched",
        "gemm \(gemm.m) x \(gemm.n) x \(gemm.k) in \(replicas.count) replicas")
    }
  }
}
