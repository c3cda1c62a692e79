import CZlib
import Datasets
import Foundation
import Networks
import Testing

@testable import Exports

@Suite("Arrays for NumPy")
struct NumPyTests {
  /// The header of a file and what follows.
  private func parts(_ file: Data) -> (header: String, elements: Data) {
    var reader = ByteReader(file)
    #expect(reader.data(6) == Data([0x93]) + Data("NUMPY".utf8))
    #expect(reader.data(2) == Data([1, 0]))
    let length = Int(reader.number(UInt16.self))
    #expect((10 + length).isMultiple(of: 64))
    let header = String(decoding: reader.data(length), as: UTF8.self)
    #expect(header.hasSuffix("\n"))
    return (header, reader.data(file.count))
  }

  @Test func floats() {
    let (header, elements) = parts(NumPyArray([1, -2.5, 0], shape: [3, 1]).file)
    #expect(header.hasPrefix("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 1,), }"))
    #expect(elements == Data([0, 0, 0x80, 0x3F, 0, 0, 0x20, 0xC0, 0, 0, 0, 0]))
  }

  @Test func wholeNumbers() {
    let (header, elements) = parts(NumPyArray([-2, 258] as [Int32], shape: [2]).file)
    #expect(header.hasPrefix("{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }"))
    #expect(elements == Data([0xFE, 0xFF, 0xFF, 0xFF, 2, 1, 0, 0]))
  }

  @Test func textsAreAsLongAsTheLongest() {
    let (header, elements) = parts(NumPyArray(["a", "", "é9"]).file)
    #expect(header.hasPrefix("{'descr': '<U2', 'fortran_order': False, 'shape': (3,), }"))
    var reader = ByteReader(elements)
    let scalars = (0..<6).map { _ in reader.number(UInt32.self) }
    #expect(scalars == [97, 0, 0, 0, 0xE9, 57])
    #expect(reader.isAtEnd)
  }

  @Test(arguments: 0..<70)
  func elementsBeginAtAMultipleOf64(digits: Int) {
    let extents = [Int](repeating: 1, count: digits)
    let (_, elements) = parts(NumPyArray([7] as [UInt8], shape: extents).file)
    #expect(elements == Data([7]))
  }

  // MARK: - Archives

  @Test func everyFileIsWhereTheDirectorySays() throws {
    let arrays = [
      (name: "bytes", array: NumPyArray([1, 2, 3] as [UInt8], shape: [3])),
      (name: "words", array: NumPyArray(["x"])),
    ]
    let data = try NumPyArchive(arrays).data()
    var end = ByteReader(data)
    end.seek(data.count - 22)
    #expect(end.number(UInt32.self) == 0x0605_4B50)
    #expect(end.number(UInt32.self) == 0)
    #expect(end.number(UInt16.self) == 2)
    #expect(end.number(UInt16.self) == 2)
    let size = Int(end.number(UInt32.self)), start = Int(end.number(UInt32.self))
    #expect(start + size + 22 == data.count)

    var directory = ByteReader(data)
    directory.seek(start)
    for (name, array) in arrays {
      #expect(directory.number(UInt32.self) == 0x0201_4B50)
      _ = directory.data(2)
      let entry = description(&directory)
      _ = directory.data(2 + 2 + 2 + 4)
      let offset = Int(directory.number(UInt32.self))
      #expect(directory.data(entry.nameLength) == Data("\(name).npy".utf8))

      var file = ByteReader(data)
      file.seek(offset)
      #expect(file.number(UInt32.self) == 0x0403_4B50)
      let described = description(&file)
      #expect(described == entry)
      #expect(file.data(entry.nameLength) == Data("\(name).npy".utf8))
      let contents = file.data(entry.size)
      #expect(contents == array.file)
      let checksum = contents.withUnsafeBytes {
        crc32(0, $0.bindMemory(to: UInt8.self).baseAddress, UInt32($0.count))
      }
      #expect(entry.checksum == UInt32(checksum))
    }
    #expect(directory.position == start + size)
  }

  private struct Description: Equatable {
    let checksum: UInt32
    let size: Int
    let nameLength: Int
  }

  private func description(_ reader: inout ByteReader) -> Description {
    #expect(reader.number(UInt16.self) == 20)
    #expect(reader.number(UInt16.self) == 0x800)
    // Stored, at the beginning of 1980.
    #expect(reader.number(UInt16.self) == 0)
    #expect(reader.number(UInt16.self) == 0)
    #expect(reader.number(UInt16.self) == 0x21)
    let checksum = reader.number(UInt32.self)
    let packed = Int(reader.number(UInt32.self)), size = Int(reader.number(UInt32.self))
    #expect(packed == size)
    let length = Int(reader.number(UInt16.self))
    #expect(reader.number(UInt16.self) == 0)
    return Description(checksum: checksum, size: size, nameLength: length)
  }

  // MARK: - Predictions

  @Test func classification() {
    let examples = Examples(
      count: 2, featureCount: 4, features: .bytes([1, 2, 3, 4, 5, 6, 7, 8]),
      targets: .labels([1, 0], classes: 2))
    let archive = NumPyArchive(
      predictions: [0.25, 0.75, 0.5, 0.5], of: .classification(classNames: ["no", "yes"]),
      for: examples, inputShape: FeatureShape(height: 1, width: 2, channels: 2))
    #expect(
      archive
        == NumPyArchive([
          ("probabilities", NumPyArray([0.25, 0.75, 0.5, 0.5], shape: [2, 2])),
          // The first of several that are equal.
          ("predicted", NumPyArray([1, 0] as [Int32], shape: [2])),
          ("labels", NumPyArray([1, 0] as [Int32], shape: [2])),
          ("class_names", NumPyArray(["no", "yes"])),
          // Channel by channel.
          ("pixels", NumPyArray([1, 3, 2, 4, 5, 7, 6, 8] as [UInt8], shape: [2, 2, 1, 2])),
        ]))
  }

  @Test func regression() {
    let examples = Examples(
      count: 2, featureCount: 1, features: .floats([5, 6]), targets: .values([1, 2], width: 1))
    let archive = NumPyArchive(
      predictions: [1.5, 2.5], of: .regression, for: examples,
      inputShape: FeatureShape(channels: 1), featureNames: ["area"])
    #expect(
      archive
        == NumPyArchive([
          ("predictions", NumPyArray([1.5, 2.5], shape: [2, 1])),
          ("targets", NumPyArray([1.0, 2], shape: [2, 1])),
          ("feature_names", NumPyArray(["area"])),
          ("features", NumPyArray([5.0, 6], shape: [2, 1])),
        ]))
  }
}
