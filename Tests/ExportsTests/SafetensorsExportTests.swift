import Foundation
import Networks
import Testing

@testable import Exports

@Suite("Exported weights")
struct SafetensorsExportTests {
  @Test func metadataSaysWhatElseIsNeeded() throws {
    var network = try exported(NamedModel.all[2].model)
    network.origin["epochs"] = "3"
    let file = network.safetensors()
    let target = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: target) }
    try file.write(to: target.path)
    let read = try Safetensors(contentsOf: target.path)
    #expect(read.tensors.map(\.name) == network.weights.map(\.name))
    let areSame = zip(read.tensors, network.weights).allSatisfy {
      $0.shape == $1.shape && $0.values == $1.values
    }
    #expect(areSame)
    #expect(read.metadata["epochs"] == "3")
    #expect(read.metadata["input_scale"]?.hasPrefix("[0.003921569, ") == true)
    #expect(read.metadata["batch_norm_epsilon"] == "0.001")
    #expect(read.metadata["class_names"] == #"["class 0","class 1","class 2"]"#)
  }
}
