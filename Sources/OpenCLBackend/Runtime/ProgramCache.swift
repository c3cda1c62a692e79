import Kernels
import Synchronization

/// What one backend has built: kernel files by file and defines, and the last of the sources that are made for
/// a routine.
///
/// Nothing is kept on disk: drivers have caches of their own, but look into them only after preprocessing.
final class ProgramCache: Sendable {
  private struct Key: Hashable {
    let file: KernelFile
    let defines: [String]
    let options: [String]
  }

  private struct Generated {
    let source: String
    let defines: [String]
    let program: KernelProgram
  }

  /// Sources of routines that are kept: those of a few groups, which differ in data and seeds alone.
  private static let generatedCount = 32

  private let context: Context
  /// The options every file is built with.
  let options: [String]
  private let programs = Mutex<[Key: KernelProgram]>([:])
  private let generated = Mutex<[Generated]>([])

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

  /// The program of a source that was made for a routine, built anew only if it is none of the last ones.
  ///
  /// - Parameter file: the name for messages.
  /// - Throws: ``KernelBuildError`` or ``OpenCLError``.
  func program(of source: String, file: String, defines: [String]) throws -> KernelProgram {
    try generated.withLock { generated in
      if let place = generated.firstIndex(where: { $0.defines == defines && $0.source == source }) {
        generated.append(generated.remove(at: place))
        return generated[generated.count - 1].program
      }
      let program = try KernelProgram(
        context, file: file, source: source, defines: defines, options: options)
      if generated.count == Self.generatedCount { generated.removeFirst() }
      generated.append(Generated(source: source, defines: defines, program: program))
      return program
    }
  }
}
