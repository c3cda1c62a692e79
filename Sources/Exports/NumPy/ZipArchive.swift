import CZlib
import Foundation

/// A zip archive of files that are stored as they are.
///
/// Source: PKWARE, ".ZIP file format specification", version 2.0 of the features; no part may reach 4 GiB.
struct ZipArchive {
  private var files = Data()
  private var directory = Data()
  private var count = 0

  /// Adds a file.
  ///
  /// - Throws: ``ExportError`` if the archive would be too large.
  mutating func append(_ contents: Data, as name: String) throws {
    let limit = Int(UInt32.max) - 65_536
    guard files.count + directory.count + contents.count < limit else {
      throw ExportError(reason: "\(name): a zip archive has no room for more than 4 GiB")
    }
    let offset = UInt32(files.count)
    let described = Self.description(contents, name)
    files += Data(littleEndian: [Self.fileSignature])
    files += described
    files += Data(name.utf8)
    files += contents
    directory += Data(littleEndian: [Self.entrySignature])
    // Made by this version on any system.
    directory += Data(littleEndian: [Self.version])
    directory += described
    // No comment, first disk, no attributes.
    directory += Data(littleEndian: [UInt16](repeating: 0, count: 3))
    directory += Data(littleEndian: [0 as UInt32, offset])
    directory += Data(name.utf8)
    count += 1
  }

  /// The bytes of the archive.
  var data: Data {
    var end = Data(littleEndian: [Self.endSignature])
    end += Data(littleEndian: [0, 0, UInt16(count), UInt16(count)])
    end += Data(littleEndian: [UInt32(directory.count), UInt32(files.count)])
    end += Data(littleEndian: [0 as UInt16])
    return files + directory + end
  }

  private static let fileSignature: UInt32 = 0x0403_4B50
  private static let entrySignature: UInt32 = 0x0201_4B50
  private static let endSignature: UInt32 = 0x0605_4B50
  private static let version: UInt16 = 20
  /// 1 January 1980, so that the same arrays give the same bytes.
  private static let date: UInt16 = 1 << 5 | 1
  /// Names are UTF-8.
  private static let flags: UInt16 = 1 << 11

  /// What stands of a file before it and in the directory alike.
  private static func description(_ contents: Data, _ name: String) -> Data {
    let checksum = contents.withUnsafeBytes { bytes in
      UInt32(crc32_z(0, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count))
    }
    let size = UInt32(contents.count)
    // Version needed, flags, stored, time, date.
    return Data(littleEndian: [version, flags, 0, 0, date])
      + Data(littleEndian: [checksum, size, size])
      + Data(littleEndian: [UInt16(name.utf8.count), 0])
  }
}
