import Kernels
import Synchronization

/// The kernel files one backend has built, by file, defines and options.
///
/// Nothing is kept on disk: drivers have caches of their own.
final class ProgramCache: Sendable {
  private struct Key: Hashable {
    let file: KernelFile
    let defines: [String]
    let options: [String]
  }

  private let context: Context
  /// The options every file is built with.
  let options: [String]
  private let programs = Mutex<[Key: KernelProgram]>([:])

  init(_ context: Context) {
    self.context = context
    // Moments of parameters that hardly move get denormal, which is slow on CPUs and lost on GPUs anyway.
    // Correct rounding of divisions and roots costs little here and brings devices closer together.
    options =
      ["-cl-std=CL1.2", "-cl-denorms-are-zero"]
      + (context.device.roundsDivisionCorrectly ? ["-cl-fp32-correctly-rounded-divide-sqrt"] : [])
  }

  /// The number of programs built so far.
  var count: Int { programs.withLock { $0.count } }

  /// A new kernel object of a file built with `defines`, which is compiled at most once.
  ///
  /// - Throws: ``KernelBuildError`` or ``OpenCLError``.
  func kernel(_ name: KernelName, defines: [String: Int] = [:], types: [String: String] = [:])
    throws -> Kernel
  {
    let all = defines.map { "\($0.key)=\($0.value)" } + types.map { "\($0.key)=\($0.value)" }
    let key = Key(file: name.file, defines: all.sorted(), options: options)
    let program = try programs.withLock { programs in
      if let program = programs[key] { return program }
      let program = try KernelProgram(
        context, file: key.file.fileName, source: key.file.source, defines: key.defines,
        options: key.options)
      programs[key] = program
      return program
    }
    return try Kernel(program, name: name.rawValue)
  }
}
