import Foundation
import Kernels
import Programs

/// What measurements are good for: a device as it was, and the libraries that ran on it.
public struct TuningTarget: Hashable, Sendable, Codable {
  /// The device's own name and its driver's version.
  public let device, driver: String
  /// What programs are run as: the kind of the device.
  public let kind: OpenCLDevice.Kind
  /// CLBlast's version and a fingerprint of our kernels.
  public let library: String

  init(_ device: Device, kind: OpenCLDevice.Kind) {
    self.device = device.name
    driver = "\(device.platformVersion), \(device.driverVersion)"
    self.kind = kind
    library = "clblast \(CLBlastEngine.version), kernels \(Self.kernels)"
  }

  /// Changes whenever a kernel of a product does (FNV-1a of their texts).
  private static let kernels: String = {
    let files: [KernelFile] = [
      .prelude, .vector, .groupProduct, .gemmGroup, .coreTile, .coreGemm, .coreGemmTransposed,
    ]
    let hash = files.flatMap { Array($0.text.utf8) }.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }()
}

/// The engine and tile that were measured to be best for one shape on one device.
public struct TuningEntry: Sendable, Codable, Equatable {
  /// Where it was measured.
  public var target: TuningTarget
  /// The product.
  public var shape: GemmShape
  /// `clblast` or `batched`.
  public var engine: GemmEngineChoice
  /// Our kernel's tile on devices with local memory.
  public var groupTile: GroupTile?
  /// Our kernel's tile on CPU devices.
  public var coreTile: CoreTile?
  /// GFLOP/s of the rule's engine and tile, and of these.
  public var before, after: Double
  /// The day it was measured, ISO 8601.
  public var date: String
}

/// Parameters of CLBlast's direct kernel, which hold for all shapes on one device.
public struct CLBlastTuningEntry: Sendable, Codable, Equatable {
  /// Where they were measured.
  public var target: TuningTarget
  /// The best parameters.
  public var parameters: CLBlastParameters
  /// GFLOP/s over all products of the config that was tuned, with CLBlast's defaults and with these.
  public var before, after: Double
  /// The day they were measured, ISO 8601.
  public var date: String
}

/// Tuned engines and tiles on disk, one JSON file for all devices.
///
/// Only speed depends on it: a file that cannot be read counts as empty, one that cannot be written stays as
/// it is, and either is one line of warning.
public struct TuningCache: Sendable {
  /// The file; `nil` keeps nothing.
  public let file: URL?
  /// What is known.
  public private(set) var entries: [TuningEntry] = []
  /// CLBlast's parameters that are known.
  public private(set) var clblast: [CLBlastTuningEntry] = []
  /// Why the file was ignored, in one line; `nil` if it was not.
  public private(set) var warning: String?

  /// `tuning.json` in the user's cache; `nil` without a home.
  public static var standardFile: URL? {
    UserCache.folder(ProcessInfo.processInfo.environment).map {
      URL(filePath: $0 + "/tuning.json")
    }
  }

  private struct Contents: Codable {
    var format: String
    var version: Int
    var products: [TuningEntry]
    var clblast: [CLBlastTuningEntry]
  }
  private static let format = "lockstep-tuning"
  private static let version = 1
  /// More than any machine's measurements.
  private static let largestFile = 16 << 20

  /// What a file holds; nothing if there is none or it is none of ours.
  public init(_ file: URL?) {
    self.file = file
    guard let file, FileManager.default.fileExists(atPath: file.path) else { return }
    do {
      let handle = try FileHandle(forReadingFrom: file)
      defer { try? handle.close() }
      let data = try handle.read(upToCount: Self.largestFile + 1) ?? Data()
      guard data.count <= Self.largestFile else { throw Unusable("is far too large") }
      let contents: Contents
      do { contents = try JSONDecoder().decode(Contents.self, from: data) } catch {
        throw Unusable("is damaged, or not a file of Lockstep's")
      }
      guard contents.format == Self.format, contents.version == Self.version else {
        throw Unusable("is of another format or version")
      }
      (entries, clblast) = (contents.products, contents.clblast)
    } catch let error as Unusable {
      warning = "\(file.path): \(error.reason); ignored, 'lockstep tune' writes a new one"
    } catch {
      warning = "\(file.path): cannot be read (\(error.localizedDescription)); ignored"
    }
  }

  private struct Unusable: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  /// What is known about a shape.
  public func entry(_ shape: GemmShape, on target: TuningTarget) -> TuningEntry? {
    entries.first { $0.shape == shape && $0.target == target }
  }

  /// What is known about CLBlast.
  public func parameters(on target: TuningTarget) -> CLBlastTuningEntry? {
    clblast.first { $0.target == target }
  }

  /// Adds to what the file holds by now, what is new in the place of what is known.
  ///
  /// - Returns: A warning in one line if the file could not be written.
  public mutating func store(
    _ new: [TuningEntry], clblast parameters: CLBlastTuningEntry? = nil
  ) -> String? {
    // Another process may have written since.
    let present = TuningCache(file)
    if present.warning == nil { (entries, clblast) = (present.entries, present.clblast) }
    entries.removeAll { old in
      new.contains { $0.shape == old.shape && $0.target == old.target }
    }
    entries += new
    if let parameters {
      clblast.removeAll { $0.target == parameters.target }
      clblast.append(parameters)
    }
    guard let file else { return nil }
    do {
      try write(to: file)
      return nil
    } catch {
      return
        "\(file.path): cannot be written (\(error.localizedDescription)); what was measured is "
        + "not kept"
    }
  }

  /// Writes under a temporary name and renames, so that nobody reads half a file.
  private func write(to file: URL) throws {
    let folder = file.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(
      Contents(
        format: Self.format, version: Self.version, products: entries, clblast: clblast))
    let temporary = folder.appending(path: ".\(file.lastPathComponent).\(getpid()).tmp")
    do {
      try data.write(to: temporary)
      guard rename(temporary.path, file.path) == 0 else {
        throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
      }
    } catch {
      unlink(temporary.path)
      throw error
    }
  }

  /// Now, as entries have it.
  static var today: String { Date().formatted(.iso8601.year().month().day()) }
}
