import Foundation
import Lockstep
import Synchronization
import Testing

/// A folder that is removed when the test ends.
final class TemporaryFolder {
  let url: URL
  var path: String { url.path }

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "lockstep-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file into the folder and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    let file = url.appending(path: name)
    try text.write(to: file, atomically: true, encoding: .utf8)
    return file.path
  }
}

/// Runs the built `lockstep` and returns what it said on standard error.
func runCommandLine(_ arguments: [String]) throws -> (status: Int32, error: String) {
  let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
  let folder =
    bundle?.deletingLastPathComponent()
    ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  let binary = folder.appending(path: "lockstep")
  try #require(
    FileManager.default.isExecutableFile(atPath: binary.path), "no binary at \(binary.path)")
  let log = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try Data().write(to: log)
  defer { try? FileManager.default.removeItem(at: log) }
  let process = Process()
  process.executableURL = binary
  process.arguments = arguments
  process.standardOutput = FileHandle.nullDevice
  process.standardError = try FileHandle(forWritingTo: log)
  try process.run()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: try Data(contentsOf: log), as: UTF8.self))
}

/// A number that several threads see.
final class Counter: Sendable {
  private let atomic = Atomic<Int>(0)

  var value: Int {
    get { atomic.load(ordering: .relaxed) }
    set { atomic.store(newValue, ordering: .relaxed) }
  }
}

/// The columns of a CSV file without quoted fields that do not depend on the clock.
func timeless(_ csv: URL) throws -> [[String]] {
  let rows = try String(contentsOf: csv, encoding: .utf8).split(whereSeparator: \.isNewline).map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
  let header = try #require(rows.first)
  let kept = header.indices.filter {
    !["seconds", "examples_per_second"].contains(header[$0])
  }
  return rows.map { row in kept.map { row[$0] } }
}

/// Two classes of 4 x 4 pictures: a light column or a light row, in noise that a hash draws.
func stripes(_ count: Int, from first: Int) -> LabelledExamples<UInt8, Int> {
  var examples = LabelledExamples<UInt8, Int>(features: [], targets: [])
  for number in first..<first + count {
    var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 | 1
    func draw(_ bound: UInt64) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int((state >> 20) % bound)
    }
    let (label, line) = (draw(2), draw(4))
    for y in 0..<4 {
      for x in 0..<4 {
        let isLight = (label == 0 ? x : y) == line
        examples.features.append(UInt8((isLight ? 150 : 0) + draw(100)))
      }
    }
    examples.targets.append(label)
  }
  return examples
}

/// Stripes to train and test on.
func stripesData(name: String = "stripes") throws -> Dataset {
  try Dataset(
    name: name, shape: ExampleShape(height: 4, width: 4, channels: 1),
    classNames: ["column", "row"], train: stripes(400, from: 0), test: stripes(100, from: 400))
}

/// A study of seconds on stripes.
func stripesStudy(
  _ name: String = "stripes", epochs: Int = 4, trials: [Variation] = [.seeds(1...2)]
) throws -> Study {
  try Study(
    name, data: .own(stripesData()),
    network: Network {
      Convolution(8, kernelSize: 3, padding: .same, activation: .relu)
      Flatten()
      Dropout()
      Dense(.outputs)
    }, optimizer: .adam(learningRate: 0.01), epochs: epochs, batchSize: 20, trials: trials)
}
