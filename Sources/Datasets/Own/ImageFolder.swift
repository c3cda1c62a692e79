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
  /// over. Only one picture at a time is in memory at its full size.
  /// - Throws: ``DataError`` when there are fewer than two classes, one is empty, a file in a class is no
  ///   picture, or a picture lies beside the classes.
  func dataset(of data: OwnData) throws(DataError) -> Dataset {
    let classNames = try classes()
    var keys: [String] = []
    var labels: [Int32] = []
    for (label, name) in classNames.enumerated() {
      let files = try pictureNames(in: "\(path)/\(name)")
      keys += files.map { "\(name)/\($0)" }
      labels += files.map { _ in Int32(label) }
    }
    let size = if let size = options.size { size } else { try commonestSize(keys) }
    var pictures: [Raster] = []
    for key in keys {
      let picture = try ImageFile.read("\(path)/\(key)")
      pictures.append(picture.resized(height: size.height, width: size.width))
    }
    let isColored = pictures.contains { $0.channels == 3 }
    let split = try HashSplit(keys, options, of: path)
    let shape = ExampleShape(height: size.height, width: size.width, channels: isColored ? 3 : 1)
    func examples(_ positions: [Int]) -> Examples {
      var bytes: [UInt8] = []
      bytes.reserveCapacity(positions.count * shape.count)
      for position in positions {
        bytes += pictures[position].converted(toChannels: shape.channels).pixels
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
    let entries = try names(in: path)
    let classes = entries.filter { FileSystem.isDirectory("\(path)/\($0)") }
    guard classes.count > 1 else {
      throw DataError(
        path: path,
        reason: "has \(classes.count) folder\(classes.count == 1 ? "" : "s") of pictures, expected "
          + "one for each of at least two classes")
    }
    let folders = Set(classes)
    if let stray = entries.first(where: { ImageFile.hasEnding($0) && !folders.contains($0) }) {
      throw DataError(
        path: "\(path)/\(stray)",
        reason: "lies beside the folders of the classes; move it into one of them, or elsewhere")
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

  /// The files of a class, all of them pictures by their names.
  private func pictureNames(in folder: String) throws(DataError) -> [String] {
    let files = try names(in: folder)
    guard !files.isEmpty else {
      throw DataError(path: folder, reason: "has no pictures; remove the folder, or put some in")
    }
    if let other = files.first(where: { !ImageFile.hasEnding($0) }) {
      throw DataError(
        path: "\(folder)/\(other)",
        reason: "is no .png, .pgm or .ppm file; convert it, or move it elsewhere")
    }
    return files
  }

  /// The size that most pictures have by their headers; of equally common ones the largest.
  private func commonestSize(_ files: [String]) throws(DataError) -> PictureSize {
    var counts: [PictureSize: Int] = [:]
    for file in files { counts[try ImageFile.header("\(path)/\(file)").size, default: 0] += 1 }
    let commonest = counts.max { left, right in
      (left.value, left.key.height * left.key.width, left.key.height)
        < (right.value, right.key.height * right.key.width, right.key.height)
    }
    return commonest?.key ?? PictureSize(height: 1, width: 1)
  }
}
