import Networks
import Reports
import Studies

/// The table of a network, as `lockstep model` prints it.
struct ModelText: Encodable {
  /// One layer.
  private struct Layer: Encodable, Equatable {
    let name: String
    /// How many layers it is inside of.
    let depth: Int
    /// Height, width and channels.
    let output: [Int]
    let parameters: Int
    let multiplyAdds: Int
    let activationBytes: Int
  }

  private let network: String
  private let input: [Int]
  private let batch: Int
  private let layers: [Layer]
  private let parameters: Int
  private let multiplyAdds: Int
  private let activationBytes: Int

  /// The network of a group.
  init(_ plan: LockstepGroupPlan, hasDropout: Bool) {
    let common = plan.common
    let table = ModelTable(common.network(hasDropout: hasDropout), batch: common.batch)
    network = common.networkDescription
    input = Self.extents(table.input)
    batch = table.batch
    layers = table.rows.map { row in
      Layer(
        name: row.title, depth: row.depth, output: Self.extents(row.output),
        parameters: row.parameters, multiplyAdds: row.multiplyAdds,
        activationBytes: row.activationBytes)
    }
    parameters = table.parameters
    multiplyAdds = table.multiplyAdds
    activationBytes = table.activationBytes
  }

  private static func extents(_ shape: FeatureShape) -> [Int] {
    [shape.height, shape.width, shape.channels]
  }

  /// Whether another table would say the same but for dropout, which has neither parameters nor arithmetic.
  func isSameNetwork(as other: ModelText) -> Bool {
    network == other.network && input == other.input && batch == other.batch
      && layers.filter { $0.name != "dropout" } == other.layers.filter { $0.name != "dropout" }
  }

  /// The table for people.
  var text: String {
    var table = Table([
      .left("layer"), .right("output"), .right("parameters"), .right("multiply-adds"),
      .right("kept in training"),
    ])
    for layer in layers {
      let shape = FeatureShape(
        height: layer.output[0], width: layer.output[1], channels: layer.output[2])
      table.append([
        String(repeating: "  ", count: layer.depth) + layer.name, "\(shape)",
        layer.parameters.grouped, layer.multiplyAdds.grouped, Self.size(layer.activationBytes),
      ])
    }
    table.append([
      "all", "", parameters.grouped, multiplyAdds.grouped, Self.size(activationBytes),
    ])
    return "\(network), batch \(batch)\n" + table.plainText()
  }

  private static func size(_ bytes: Int) -> String {
    bytes == 0 ? "" : "\(((bytes + 1023) / 1024).grouped) KiB"
  }
}
