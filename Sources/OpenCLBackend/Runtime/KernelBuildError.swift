/// A kernel file that a device's compiler refused.
public struct KernelBuildError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file in `Kernels/`.
  public let file: String
  /// The defines it was built with, such as `ACTIVATION=1`.
  public let defines: [String]
  /// The device's name.
  public let device: String
  /// Everything the compiler said.
  public let log: String

  /// One line with the compiler's first error; `log` has the rest.
  public var description: String {
    let lines = log.split(whereSeparator: \.isNewline)
    let first = lines.first { $0.contains("error") } ?? lines.first ?? "the compiler gave no log"
    let with = defines.isEmpty ? "" : " with " + defines.joined(separator: " ")
    return "kernel file \(file)\(with) does not compile on \(device): \(first)"
  }
}
