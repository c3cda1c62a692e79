import Foundation

/// Arrays by name in one file `.npz`, which `numpy.load` reads: a zip archive of files `.npy`.
public struct NumPyArchive: Sendable, Equatable {
  /// The arrays in the order of the file.
  public var arrays: [(name: String, array: NumPyArray)]

  /// An archive of these arrays.
  public init(_ arrays: [(name: String, array: NumPyArray)]) { self.arrays = arrays }

  /// Whether names and arrays are the same, in the same order.
  public static func == (left: NumPyArchive, right: NumPyArchive) -> Bool {
    left.arrays.elementsEqual(right.arrays) { $0 == $1 }
  }

  /// The bytes of the file.
  ///
  /// - Throws: ``ExportError`` for an array that the format has no room for.
  public func data() throws -> Data {
    var archive = ZipArchive()
    for (name, array) in arrays { try archive.append(array.file, as: "\(name).npy") }
    return archive.data
  }
}
