import CZlib
import Crypto
import DataFixtures
import Datasets
import Foundation
import Networks
import Studies
import Training

/// A kind of file that the program reads, with whole files of it and what reads them.
struct Target {
  let name: String
  let samples: [[UInt8]]
  /// Whether damage should know of words and digits.
  let isText: Bool
  /// Reads a file in the folder of the harness; throws what the program would show.
  let read: ([UInt8]) throws -> Void
}

/// A folder for the files that are read.
struct WorkFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "lockstep-fuzz-\(getpid())"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  /// Writes a file in the place of the one before.
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = "\(path)/\(name)"
    guard let handle = fopen(file, "wb") else { throw Refused(description: "cannot write \(file)") }
    defer { fclose(handle) }
    fwrite(bytes, 1, bytes.count, handle)
    return file
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}

/// A file that is refused where the program has no error of its own.
struct Refused: Error, CustomStringConvertible {
  let description: String
}

extension Target {
  /// Every kind of file.
  static func all(_ folder: WorkFolder) throws -> [Target] {
    try data(folder) + [pictures(folder), table(folder), config(), weights(folder)]
      + checkpoint(folder) + runs(folder)
  }

  // MARK: - Data sets

  private static func data(_ folder: WorkFolder) throws -> [Target] {
    let images = idx(magic: 2051, [6, 5, 4], (0..<120).map { UInt8($0) })
    let labels = idx(magic: 2049, [40], (0..<40).map { UInt8($0 % 10) })
    let records = (0..<3).flatMap { label in
      [UInt8(label)] + (0..<3072).map { UInt8(truncatingIfNeeded: $0 * (label + 3)) }
    }
    let even = idx(magic: 2051, [9, 30, 40], [UInt8](repeating: 7, count: 10_800))
    func reading(_ file: String, _ kind: IDX.Kind) -> ([UInt8]) throws -> Void {
      { bytes in _ = try IDX(contentsOf: folder.write(bytes, to: file), kind: kind) }
    }
    return [
      Target(
        name: "idx", samples: [images], isText: false, read: reading("images-idx3-ubyte", .images)),
      Target(
        name: "idx labels", samples: [labels], isText: false,
        read: reading("labels-idx1-ubyte", .labels)),
      Target(
        name: "gzip", samples: [gzip(images), gzip(even)], isText: false,
        read: reading("images.gz", .images)),
      Target(name: "cifar", samples: [records], isText: false) { bytes in
        _ = try CIFAR.examples([folder.write(bytes, to: "batch.bin")])
      },
    ]
  }

  private static func pictures(_ folder: WorkFolder) throws -> Target {
    let samples = try [1, 3].map { channels in
      let file = "\(folder.path)/sample.png"
      let pixels = (0..<9 * 7 * channels).map { UInt8(truncatingIfNeeded: $0 * 5) }
      try PNG.write(Raster(width: 9, height: 7, channels: channels, pixels: pixels), to: file)
      return Array(try Data(contentsOf: URL(filePath: file)))
    }
    return Target(name: "png", samples: samples.flatMap { [$0, withText($0)] }, isText: false) {
      bytes in _ = try PNG.read(folder.write(bytes, to: "picture.png"))
    }
  }

  /// The same with a text chunk in front of the picture, for lengths to be changed in.
  private static func withText(_ png: [UInt8]) -> [UInt8] {
    let content = Array("tEXtComment\0fuzz".utf8)
    var chunk: [UInt8] = [0, 0, 0, UInt8(content.count - 4)] + content
    let check = crc32(0, content, UInt32(content.count))
    chunk += (0..<4).map { UInt8(truncatingIfNeeded: check >> (24 - 8 * UInt($0))) }
    return Array(png[..<33]) + chunk + Array(png[33...])
  }

  private static func table(_ folder: WorkFolder) -> Target {
    let rows = (0..<30).map { "\($0),\(Double($0) * 0.37),\"kind \($0 % 3)\",\($0 % 2)" }
    let text = (["a,b,\"c, quoted\",target"] + rows).joined(separator: "\n") + "\n"
    var options = OwnData.Options()
    options.target = "target"
    let semicolons = text.replacingOccurrences(of: ",", with: ";")
    return Target(
      name: "csv", samples: [Array(text.utf8), Array(semicolons.utf8)], isText: true
    ) { bytes in
      _ = try OwnData(.csv, path: folder.write(bytes, to: "table.csv")).load(options)
    }
  }

  // MARK: - Configs and weights

  private static func config() -> Target {
    Target(name: "yaml", samples: [Array(Fixture.config.utf8)], isText: true) { bytes in
      // As the program: what is no text is refused before it is parsed.
      guard let text = String(validating: bytes, as: UTF8.self), !text.contains("\0") else {
        throw Refused(description: "is not a text file")
      }
      _ = try StudyConfig.parse(yaml: text, file: "fuzz.yaml")
    }
  }

  private static func weights(_ folder: WorkFolder) throws -> Target {
    let file = "\(folder.path)/sample.safetensors"
    try Safetensors(
      tensors: [
        (name: "layers.0.weight", shape: [3, 4], values: (0..<12).map { Float($0) }),
        (name: "layers.0.bias", shape: [3], values: [1, 2, 3]),
      ], metadata: ["epochs": "3"]
    ).write(to: file)
    let sample = Array(try Data(contentsOf: URL(filePath: file)))
    return Target(name: "safetensors", samples: [sample], isText: true) { bytes in
      _ = try Safetensors(contentsOf: folder.write(bytes, to: "weights.safetensors"))
    }
  }

  // MARK: - Checkpoints

  /// The manifest as it is damaged, the manifest with its hash made right again, the numbers, the numbers with
  /// the manifest's hash made right again, and the state of one replica.
  private static func checkpoint(_ folder: WorkFolder) throws -> [Target] {
    let fixture = try Fixture(in: folder)
    let (manifest, numbers) = (fixture.manifest, fixture.numbers)
    func reading(
      _ name: String, _ sample: [UInt8],
      _ files: @escaping ([UInt8]) -> (manifest: [UInt8], numbers: [UInt8])
    ) -> Target {
      Target(name: name, samples: [sample], isText: true) { bytes in
        let files = files(bytes)
        try fixture.read(manifest: files.manifest, numbers: files.numbers)
      }
    }
    return [
      reading("manifest", manifest) { ($0, numbers) },
      reading("manifest, sealed again", manifest) { (fixture.sealed($0), numbers) },
      reading("checkpoint", numbers) { (manifest, $0) },
      reading("checkpoint, sealed again", numbers) { (fixture.manifest(of: $0), $0) },
      Target(name: "replica state", samples: [fixture.replica], isText: true) { bytes in
        guard ReplicaState(Data(bytes)) != nil else { throw Refused(description: "is no state") }
      },
    ]
  }
}
