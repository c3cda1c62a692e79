/// How kernels are cut into work-groups on a kind of device.
///
/// Depends on the device and the shape of one replica's part, never on the number of replicas.
struct LaunchStyle: Sendable {
  /// What the device is treated as.
  let kind: OpenCLDevice.Kind
  private let largestGroup: Int
  /// The register tile of `core_tile.cl` by the rule: what the vector registers hold.
  let coreTile: CoreTile

  /// Work-groups that a launch may have along y: CUDA's grids, on which NVIDIA's OpenCL stands, end there.
  static let largestGroupCountY = 65_535

  init(device: Device, kind: OpenCLDevice.Kind) {
    self.kind = kind
    // A CPU runs a work-group as one loop on one thread, so there long groups save overhead.
    // Kernels that sum within a group halve it.
    largestGroup = Self.powerOfTwo(atMost: min(kind == .cpu ? 1024 : 256, device.largestGroup))
    coreTile = .standard(vectorWidth: device.vectorWidth)
  }

  /// Items over elements, one dimension.
  func elements(_ count: Int) -> WorkSize {
    let group = min(Self.powerOfTwo(atLeast: count), largestGroup)
    return WorkSize(items: (count, 1), group: (max(group, min(32, largestGroup)), 1))
  }

  /// Items over runs of elements and the length of a run: long loops of single items for the vector units
  /// of a CPU, else one element an item.
  func runs(_ count: Int) -> (size: WorkSize, run: Int) {
    guard kind == .cpu else { return (elements(count), 1) }
    let run = 2048
    return (WorkSize(items: ((count + run - 1) / run, 1), group: (1, 1)), run)
  }

  /// Items over channels (x) and rows (y); groups are as wide as the channels allow, narrower and higher where
  /// there would be more than ``largestGroupCountY`` of them along y (up to some 16 million rows).
  func rowsAndChannels(_ rows: Int, _ channels: Int) -> WorkSize {
    var x = min(max(Self.powerOfTwo(atLeast: channels), 16), largestGroup)
    while x > 1, rows > Self.largestGroupCountY * (largestGroup / x) { x /= 2 }
    let y = min(Self.powerOfTwo(atLeast: rows), max(largestGroup / x, 1))
    return WorkSize(items: (channels, rows), group: (x, y))
  }

  /// Items over channels (x) and lanes that share the rows of a channel (y), whole groups of `column_sum.cl`.
  func columns(_ rows: Int, _ channels: Int) -> WorkSize {
    let x = min(max(Self.powerOfTwo(atLeast: channels), 16), 32, largestGroup)
    let y = min(Self.powerOfTwo(atLeast: rows), max(min(largestGroup, 256) / x, 1))
    return WorkSize(items: (channels, y), group: (x, y))
  }

  /// One work-group of a power of two of items, at most 64 or `largest`, for each replica.
  func oneGroup(_ rows: Int, largest: Int = 64) -> WorkSize {
    let group = min(Self.powerOfTwo(atLeast: rows), largest, largestGroup)
    return WorkSize(items: (group, 1), group: (group, 1))
  }

  static func powerOfTwo(atMost count: Int) -> Int {
    var power = 1
    while power * 2 <= count { power *= 2 }
    return power
  }

  static func powerOfTwo(atLeast count: Int) -> Int {
    var power = 1
    while power < count { power *= 2 }
    return power
  }
}
