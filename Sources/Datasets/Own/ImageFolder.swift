import Foundation
import Programs

/// A folder with a folder of PNG, PGM or PPM pictures for each class.
struct ImageFolder {
  private let path: String
  private let options: OwnData.Options

  init(_ path: String, _ options: OwnData.Options) {
    self.path = path
    self.options = options
  }

  /// All pictures in one size, gray if all are, else in colour, as bytes [N, height, width, channels].
  ///
  /// Classes are numbered by the names of their folders, in order. Names that begin with a dot are passed
  /// over.
  /// - Throws: ``DataError`` when there are fewer than two classes, one is empty, or a file is no picture.
  func dataset(of data: OwnData) throws(DataError) -> Dataset {
    let classNames = try classes()
    var keys: [String] = []
    var labels: [Int32] = []
    var pictures: [Raster] = []
    for (label, name) in classNames.enumerated() {
      let files = try names(in: "\(path)/\(name)")
      guard !files.isEmpty else {
        throw DataError(
          path: "\(path)/\(name)", reason: "has no pictures; remove the folder, or put some in")
      }
      for file in files {
        pictures.append(try Self.picture("\(path)/\(name)/\(file)"))
        keys.append("\(name)/\(file)")
        labels.append(Int32(label))
      }
    }
    let size = options.size ?? Self.commonestSize(pictures)
    let isColored = pictures.contains { $0.channels == 3 }
    let split = try HashSplit(keys, options, of: path)
    let shape = ExampleShape(height: size.height, width: size.width, channels: isColored ? 3 : 1)
    func examples(_ positions: [Int]) -> Examples {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(positions.count * shape.count)
      for position in positions {
        let picture = pictures[position].resized(height: size.height, width: size.width)
        bytes += (isColored ? picture.rgb : picture).pixels
      }
      return Examples(
        count: positions.count, featureCount: shape.count, features: .bytes(bytes),
        targets: .labels(positions.map { labels[$0] }, classes: classNames.count))
    }
    return Dataset(
      name: data.name, title: data.title, exampleShape: shape, classNames: classNames,
      train: examples(split.train), test: examples(split.test))
  }

  private func classes() throws(DataError) -> [String] {
    guard FileSystem.isDirectory(path) else {
      throw DataError(
        path: path, reason: "no such folder; images:DIR needs a folder for each class")
    }
    let classes = try names(in: path).filter { FileSystem.isDirectory("\(path)/\($0)") }
    guard classes.count > 1 else {
      throw DataError(
        path: path,
        reason: "has \(classes.count) folder\(classes.count == 1 ? "" : "s") of pictures, expected "
          + "one for each of at least two classes")
    }
    return classes
  }

  private func names(in folder: String) throws(DataError) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw DataError(path: folder, reason: "cannot be listed", kind: .inputOutput)
    }
  }

  private static func picture(_ path: String) throws(DataError) -> Raster {
    guard ImageFile.hasEnding(path) else {
      throw DataError(
        path: path, reason: "is no .png, .pgm or .ppm file; convert it, or move it elsewhere")
    }
    return try ImageFile.read(path)
  }

  /// The size that most pictures have; of equally common ones the largest.
  private static func commonestSize(_ pictures: [Raster]) -> PictureSize {
    var counts: [PictureSize: Int] = [:]
    for picture in pictures {
      counts[PictureSize(height: picture.height, width: picture.width), default: 0] += 1
    }
    let commonest = counts.max { left, right in
      (left.value, left.key.height * left.key.width, left.key.height)
        < (right.value, right.key.height * right.key.width, right.key.height)
    }
    return commonest?.key ?? PictureSize(height: 1, width: 1)
  }
}
