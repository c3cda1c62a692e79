import CPUKernels
import Programs

/// The inner loops for one instruction set.
struct KernelSet: @unchecked Sendable {
  /// `avx512`, `avx2` or `baseline`.
  let name: String
  let gemm: @convention(c) (UnsafePointer<cpu_gemm>?) -> Void
  let gemmUpdate:
    @convention(c) (
      UnsafePointer<cpu_gemm>?, UnsafePointer<cpu_update>?, UnsafeMutablePointer<Float>?,
      UnsafeMutablePointer<Float>?, UnsafeMutablePointer<Float>?
    ) -> Void
  private let table: UnsafePointer<cpu_kernels>

  /// Everything that has no name of its own here.
  var functions: cpu_kernels {
    @inline(__always) get { table.pointee }
  }

  private init(_ table: UnsafePointer<cpu_kernels>) {
    self.table = table
    name = String(cString: table.pointee.name)
    gemm = table.pointee.gemm
    gemmUpdate = table.pointee.gemm_update
  }

  /// Whether it is the one that every processor of the architecture runs.
  var isPortable: Bool { name == "baseline" }

  /// All sets that this processor can run, fastest first.
  static let available: [KernelSet] = {
    var sets: [KernelSet] = []
    while let table = cpu_kernels_at(Int32(sets.count)) { sets.append(KernelSet(table)) }
    return sets
  }()

  /// The set with this name, or the fastest.
  static func named(_ name: String?) -> KernelSet {
    guard let name else { return available[0] }
    guard let set = available.first(where: { $0.name == name }) else {
      reject("CPU: no instruction set \(name) here, only \(available.map(\.name))")
    }
    return set
  }
}
