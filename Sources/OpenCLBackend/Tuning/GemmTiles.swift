/// The tile of our kernels for devices with local memory, `Kernels/group_product.cl`.
///
/// It decides only who computes what: every element adds its products in the order of k, so all tiles
/// give the same bits.
public struct GroupTile: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Work-items of a group along columns and rows.
  public let groupX, groupY: Int
  /// Rows and columns that one item computes.
  public let itemRows, itemColumns: Int
  /// Steps of k that are staged in local memory at a time.
  public let depth: Int

  /// A tile of these sizes.
  public init(groupX: Int, groupY: Int, itemRows: Int, itemColumns: Int, depth: Int) {
    (self.groupX, self.groupY) = (groupX, groupY)
    (self.itemRows, self.itemColumns, self.depth) = (itemRows, itemColumns, depth)
  }

  /// What is used until something is known to be better.
  public static let standard = GroupTile(
    groupX: 16, groupY: 8, itemRows: 4, itemColumns: 4, depth: 16)

  /// As in `group 16x8, item 4x4, depth 16`.
  public var description: String {
    "group \(groupX)x\(groupY), item \(itemRows)x\(itemColumns), depth \(depth)"
  }

  /// Rows and columns of the product that a group computes.
  var rows: Int { groupY * itemRows }
  var columns: Int { groupX * itemColumns }

  var defines: [String: Int] {
    [
      "GROUP_X": groupX, "GROUP_Y": groupY, "ITEM_ROWS": itemRows, "ITEM_COLUMNS": itemColumns,
      "DEPTH": depth,
    ]
  }

  /// Whether a device can run it; guards against what a damaged file may say.
  func fits(_ device: Device) -> Bool {
    let sides = [groupX, groupY, itemRows, itemColumns, depth]
    guard sides.allSatisfy({ (1...128).contains($0) }), itemRows * itemColumns <= 64 else {
      return false
    }
    // Each row of a staged block has one element of padding.
    let localBytes = 4 * depth * (rows + 1 + columns + 1)
    return groupX * groupY <= device.largestGroup && localBytes <= device.localMemoryByteCount
      && groupX <= device.largestGroupByDimension[0]
      && groupY <= device.largestGroupByDimension[1]
  }

  /// What ``GemmTuner`` tries, the most promising first.
  static let candidates: [GroupTile] = [
    (16, 16, 4, 4, 16), (8, 8, 4, 4, 16), (16, 8, 4, 4, 32), (16, 8, 2, 4, 16), (16, 16, 2, 2, 16),
    (16, 8, 8, 4, 16), (16, 8, 4, 8, 16), (8, 8, 8, 8, 8), (16, 16, 4, 4, 8), (16, 16, 8, 8, 8),
    (32, 8, 4, 4, 16), (16, 8, 4, 4, 8), (32, 4, 4, 2, 16), (16, 4, 4, 4, 16), (16, 8, 2, 2, 32),
    (16, 4, 2, 1, 32), (32, 8, 2, 2, 16), (8, 16, 4, 8, 16), (16, 16, 8, 4, 16), (8, 8, 2, 2, 32),
  ].map { GroupTile(groupX: $0, groupY: $1, itemRows: $2, itemColumns: $3, depth: $4) }
}

/// The register tile of our kernels for CPU devices, `Kernels/core_tile.cl`.
///
/// Like ``GroupTile`` it changes no bit of a result.
public struct CoreTile: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Rows.
  public let rows: Int
  /// Columns in vectors of 16.
  public let vectors: Int

  /// A tile of these sizes.
  public init(rows: Int, vectors: Int) { (self.rows, self.vectors) = (rows, vectors) }

  /// As in `tile 8x32`: rows and columns.
  public var description: String { "tile \(rows)x\(16 * vectors)" }

  /// Whether it is one that makes sense at all; guards against what a damaged file may say.
  var isSensible: Bool { (1...16).contains(rows) && (1...4).contains(vectors) }

  /// What is taken for a device with vector registers of so many floats.
  static func standard(vectorWidth: Int) -> CoreTile {
    if vectorWidth >= 16 { return CoreTile(rows: 8, vectors: 2) }
    return CoreTile(rows: vectorWidth >= 8 ? 6 : 4, vectors: 1)
  }

  /// What ``GemmTuner`` tries, the most promising first.
  static let candidates: [CoreTile] = [
    (8, 2), (12, 2), (6, 2), (10, 2), (8, 1), (6, 1), (12, 1), (4, 2), (4, 4), (6, 4), (8, 3),
    (4, 1),
    (14, 1), (4, 3), (14, 2), (16, 1),
  ].map { CoreTile(rows: $0, vectors: $1) }
}
