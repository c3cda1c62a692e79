import Datasets
import Foundation

/// A user's picture in the form of a data set's examples.
struct OwnPicture {
  /// The file.
  let path: String
  /// The class it is said to be of.
  let label: Int32?
  /// The bytes of one example; `nil` if nothing stands out from the background.
  let pixels: [UInt8]?

  /// The file's name with the folder it is in where that tells the label.
  var name: String { (path as NSString).lastPathComponent }
}

/// Reads a user's pictures into the form of the examples that a run was trained on.
struct OwnPictures {
  /// The data set whose form they get.
  let data: Dataset

  /// Whether handwritten digits are expected, which are cut out and centred.
  ///
  /// Only those sets have MNIST's form; pictures of a folder, even of digits, are as the user made them.
  private var isOfDigits: Bool { ["mnist", "synthetic-digits"].contains(data.name) }

  /// Checks that the data set is made of pictures with classes.
  init(_ data: Dataset) throws {
    guard case .bytes = data.train.features, case .labels = data.train.targets else {
      throw DataError(
        path: data.name,
        reason: "the run was trained on numbers; predict is for pictures with classes"
      )
    }
    self.data = data
  }

  /// The picture in one file.
  func picture(_ path: String, label: Int32? = nil) throws -> OwnPicture {
    let shape = data.exampleShape
    let raster = try ImageFile.read(path, channels: shape.channels)
    guard isOfDigits else {
      let resized = raster.resized(height: shape.height, width: shape.width)
      return OwnPicture(path: path, label: label, pixels: resized.pixels)
    }
    return OwnPicture(path: path, label: label, pixels: HandwrittenDigit(raster)?.pixels)
  }

  /// All pictures of a folder: named `LABEL-anything.png`, or in a folder for each label.
  func labelled(in folder: String) throws -> [OwnPicture] {
    var pictures: [OwnPicture] = []
    for name in try names(in: folder) {
      let path = "\(folder)/\(name)"
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      if isFolder.boolValue {
        let label = try label(name, of: path)
        for file in try names(in: path) where ImageFile.hasEnding(file) {
          pictures.append(try picture("\(path)/\(file)", label: label))
        }
      } else if ImageFile.hasEnding(name) {
        let word = name.prefix { $0 != "-" && $0 != "." }
        pictures.append(try picture(path, label: try label(String(word), of: path)))
      }
    }
    guard !pictures.isEmpty else {
      throw DataError(
        path: folder,
        reason:
          "has no pictures; name them LABEL-anything.png, or put them into a folder for each label")
    }
    return pictures
  }

  private func names(in folder: String) throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: folder)
        .filter { !$0.hasPrefix(".") }.sorted()
    } catch {
      throw DataError(path: folder, reason: "cannot be read; --own needs a folder of pictures")
    }
  }

  /// A class by its name or number.
  private func label(_ word: String, of path: String) throws -> Int32 {
    let classes = data.classNames
    if let index = classes.firstIndex(where: { $0.lowercased() == word.lowercased() }) {
      return Int32(index)
    }
    if let number = Int32(word), classes.indices.contains(Int(number)) { return number }
    throw DataError(
      path: path,
      reason: "'\(word)' is no class; the classes are \(classes.joined(separator: ", "))")
  }
}
