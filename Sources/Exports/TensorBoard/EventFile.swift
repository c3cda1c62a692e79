import ExportMessages
import Foundation
import SwiftProtobuf

/// An event file of TensorBoard: records of a length, its check, an event, and that one's check.
struct EventFile {
  /// The bytes so far.
  private(set) var data = Data()

  /// A file whose events begin at `time`, in seconds since 1970.
  init(startingAt time: Double) throws {
    var event = TensorBoardEvent()
    event.wallTime = time
    event.fileVersion = "brain.Event:2"
    try append(event)
  }

  /// Adds values at a step.
  ///
  /// - Parameter time: when they were measured, in seconds since 1970.
  mutating func append(_ values: [TensorBoardSummary.Value], step: Int, at time: Double) throws {
    guard !values.isEmpty else { return }
    var event = TensorBoardEvent()
    event.wallTime = time
    event.step = Int64(step)
    event.summary.value = values
    try append(event)
  }

  private mutating func append(_ event: TensorBoardEvent) throws {
    // Maps have no order of their own; the same run gives the same bytes.
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    let bytes: Data = try event.serializedBytes(options: options)
    let length = Data(littleEndian: [UInt64(bytes.count)])
    data += length
    data += Data(littleEndian: [CRC32C.masked(length)])
    data += bytes
    data += Data(littleEndian: [CRC32C.masked(bytes)])
  }
}

extension TensorBoardSummary.Value {
  /// A number by its tag.
  init(_ tag: String, _ number: Double) {
    self.init()
    self.tag = tag
    simpleValue = Float(number)
  }

  /// Data of a plugin that stands in the metadata alone.
  init(_ tag: String, plugin: String, content: Data) {
    self.init()
    self.tag = tag
    metadata.pluginData.pluginName = plugin
    metadata.pluginData.content = content
    tensor.dtype = .float
    // Readers want a tensor: one without elements.
    tensor.tensorShape.dim = [TensorBoardTensorShape.Dimension()]
  }

  /// Data of a plugin as a single text.
  init(_ tag: String, plugin: String, text: Data) {
    self.init()
    self.tag = tag
    metadata.pluginData.pluginName = plugin
    tensor.dtype = .string
    tensor.tensorShape = TensorBoardTensorShape()
    tensor.stringVal = [text]
  }
}
