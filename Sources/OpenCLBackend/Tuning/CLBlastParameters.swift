/// Parameters of CLBlast's direct kernel (`XgemmDirect`), by CLBlast's own names.
///
/// They hold for a device and a process, not for a shape. Those of its other kernel are left alone: that one
/// is never used here, and some of its variants compute wrong numbers (`GEMMK=1` with `MWG != NWG`).
public struct CLBlastParameters: Hashable, Sendable, Codable, CustomStringConvertible {
  /// Each parameter by name.
  public let values: [String: Int]

  /// A square tile of `tile` by work-groups of `groupM` x `groupN` items.
  init(
    tile: Int, groupM: Int, groupN: Int, unroll: Int, vectorM: Int, vectorN: Int, padding: Int = 1
  ) {
    values = [
      "WGD": tile, "MDIMCD": groupM, "NDIMCD": groupN, "MDIMAD": groupM, "NDIMBD": groupN,
      "KWID": unroll, "VWMD": vectorM, "VWND": vectorN, "PADA": padding, "PADB": padding,
    ]
  }

  /// As in `WGD 16, MDIMCD 8, NDIMCD 8, KWID 2, VWMD 1, VWND 2, PADA 1`.
  public var description: String {
    ["WGD", "MDIMCD", "NDIMCD", "KWID", "VWMD", "VWND", "PADA"]
      .map { "\($0) \(values[$0] ?? 0)" }.joined(separator: ", ")
  }

  /// Elements of the product that a work-item computes.
  var sumsPerItem: Int {
    let (tile, items) = (values["WGD"] ?? 0, (values["MDIMCD"] ?? 1) * (values["NDIMCD"] ?? 1))
    return tile * tile / max(items, 1)
  }

  /// Whether CLBlast's kernel can be built with them and a device can run it.
  func fits(_ device: Device) -> Bool {
    let names = Set(Self.candidates[0].values.keys)
    guard Set(values.keys) == names, values.values.allSatisfy({ (0...128).contains($0) }) else {
      return false
    }
    func value(_ name: String) -> Int { values[name] ?? 0 }
    func divides(_ factors: String...) -> Bool {
      let product = factors.reduce(1) { $0 * value($1) }
      return product > 0 && value("WGD") % product == 0
    }
    guard value("MDIMAD") > 0, value("NDIMBD") > 0 else { return false }
    let group = value("MDIMCD") * value("NDIMCD")
    let (rowsA, rowsB) = (group / value("MDIMAD"), group / value("NDIMBD"))
    let width = value("WGD") + max(value("PADA"), value("PADB"))
    return divides("KWID") && divides("MDIMCD", "VWMD") && divides("NDIMCD", "VWND")
      && divides("MDIMAD", "VWMD") && divides("NDIMBD", "VWND") && rowsA > 0 && rowsB > 0
      && value("WGD") % rowsA == 0 && value("WGD") % rowsB == 0 && value("PADA") < 2
      && value("PADB") < 2 && group <= device.largestGroup
      && 8 * value("WGD") * width <= device.localMemoryByteCount
  }

  /// What ``GemmTuner`` tries; the first is what CLBlast takes for devices it does not know.
  static let candidates: [CLBlastParameters] = [
    (16, 8, 8, 2, 1, 2, 1), (32, 8, 8, 2, 4, 2, 1), (64, 8, 8, 2, 8, 8, 0), (32, 8, 8, 2, 4, 4, 1),
    (32, 8, 8, 8, 4, 4, 0), (64, 8, 8, 8, 8, 4, 0), (32, 16, 16, 2, 2, 2, 1),
    (64, 16, 16, 2, 4, 4, 1), (32, 8, 16, 2, 4, 2, 1), (32, 16, 8, 2, 2, 4, 1),
    (64, 16, 8, 8, 4, 8, 0), (16, 8, 8, 8, 2, 2, 1), (32, 8, 8, 16, 1, 1, 1),
    (32, 32, 8, 2, 1, 4, 1), (8, 8, 8, 2, 1, 1, 1), (64, 8, 16, 2, 8, 4, 0),
  ].map {
    CLBlastParameters(
      tile: $0, groupM: $1, groupN: $2, unroll: $3, vectorM: $4, vectorN: $5, padding: $6)
  }
}

extension CLBlastEngine {
  /// Sets the parameters of the direct kernel for this process; there is no way to unset them.
  static func override(_ parameters: CLBlastParameters, _ device: Device) throws(OpenCLError) {
    let names = parameters.values.keys.sorted()
    try override(
      "XgemmDirect", names.map { ($0, parameters.values[$0] ?? 0) }, device)
  }
}
