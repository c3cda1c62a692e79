import Foundation
import Testing

@Suite("lockstep model")
struct ModelCommandTests {
  private struct Network: Decodable {
    struct Layer: Decodable {
      let name: String
      let depth: Int
      let output: [Int]
      let parameters: Int
      let multiplyAdds: Int
      let activationBytes: Int
    }
    let network: String
    let input: [Int]
    let layers: [Layer]
    let parameters: Int
    let multiplyAdds: Int
    let activationBytes: Int
  }

  private struct Networks: Decodable { let models: [Network] }

  private func model(_ config: String, _ arguments: [String]) throws -> CommandLineTool.Output {
    try CommandLineTool.run(["model", "configs/\(config).yaml"] + arguments)
  }

  private func decode<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(type, from: Data(text.utf8))
  }

  @Test func printsTheTable() throws {
    let run = try model("lenet", ["--quiet", "--set", "data.train=100", "--set", "data.test=10"])
    #expect(run.status == 0, "\(run.error)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "lenet 28x28x1-10 relu, batch 32")
    let words = lines.map { $0.split(separator: " ").map(String.init) }
    #expect(
      words.contains(
        ["conv", "3x3,", "32", "filters,", "relu", "26", "x", "26", "x", "32", "320", "194,688"]
          + ["2,704", "KiB"]))
    #expect(words.last == ["all", "225,034", "2,631,040", "4,801", "KiB"])
  }

  @Test func jsonHasTheTotals() throws {
    let run = try model(
      "squeezenet", ["--json", "--set", "published=none", "--set", "trials={seed: [1, 2]}"])
    #expect(run.status == 0, "\(run.error)")
    let network = try decode(Network.self, run.output)
    #expect(network.parameters == 726_474)
    #expect(network.layers.reduce(0) { $0 + $1.parameters } == network.parameters)
    #expect(network.layers.reduce(0) { $0 + $1.multiplyAdds } == network.multiplyAdds)
    #expect(network.layers.reduce(0) { $0 + $1.activationBytes } == network.activationBytes)
    #expect(network.layers.contains { $0.depth == 1 })
    #expect(network.layers[0].output == [28, 28, 64])
  }

  /// No data set is there, and none is asked for.
  @Test func shapesOfKnownSetsNeedNoData() throws {
    for (set, input, parameters) in [
      ("cifar-10", [32, 32, 3], 315_722), ("synthetic-digits", [28, 28, 1], 225_034),
    ] {
      let run = try model(
        "lenet", ["--json", "--set", "data={set: \(set)}"])
      #expect(run.status == 0 && run.error.isEmpty, "\(run.error)")
      let network = try decode(Network.self, run.output)
      #expect(network.input == input)
      #expect(network.parameters == parameters)
    }
    let values = try CommandLineTool.run(["model", "configs/regression.yaml"])
    #expect(values.status == 0 && values.output.contains("mlp 8-"), "\(values.error)")
    let many = try model("lenet", ["--set", "data={set: synthetic-digits, train: 70000}"])
    #expect(many.status == 0, "\(many.error)")
    let tooMany = try model("lenet", ["--set", "data={set: mnist, train: 70000}"])
    #expect(tooMany.status == 65 && tooMany.error.contains("there are 60000"), "\(tooMany.error)")
  }

  @Test func ownDataIsRead() throws {
    let folder = try TemporaryFolder()
    let table = try folder.file(
      "houses.csv", "rooms,age,price\n1,2,3\n2,3,4\n3,4,6\n4,5,7\n5,6,9\n")
    let run = try CommandLineTool.run(
      [
        "model", "configs/smoke.yaml", "--json", "--set",
        "data={set: 'csv:\(table)', target: price}",
        "--set", "loss=mean-squared-error", "--set", "trials={seed: [1]}",
      ])
    #expect(run.status == 0, "\(run.error)")
    #expect(try decode(Network.self, run.output).input == [1, 1, 2])
  }

  @Test func everyNetworkOfAStudyIsShownOnce() throws {
    let run = try model("mobilenet", ["--json"])
    #expect(run.status == 0, "\(run.error)")
    let networks = try decode(Networks.self, run.output).models
    #expect(networks.map(\.parameters) == [2_293_098, 2_270_218])
    let dense = try model("regularization", ["--json"])
    #expect(try decode(Network.self, dense.output).parameters == 109_386)
  }

  @Test func whatDoesNotFitIsBadInput() throws {
    let run = try model(
      "lenet",
      [
        "--quiet", "--set",
        "model={layers: [{conv: {filters: 3, size: 40}}, dropout, {dense: 10}]}",
      ])
    #expect(run.status == 65)
    #expect(
      run.error.contains("a window of 40 x 40 pixels does not fit into 28 x 28"), "\(run.error)")
  }
}
