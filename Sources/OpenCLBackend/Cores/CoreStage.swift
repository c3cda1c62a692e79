import Programs

/// Calls of a routine that one launch serves with several work-items for each replica.
struct CoreStage {
  /// A call and the items that share it, a run of `count` items from `first` on.
  struct Task {
    let call: CoreCall
    let first: Int
    let count: Int
    /// What the items' parts are multiples of.
    var unit = 1
  }

  /// The tasks of an item are done in this order.
  let tasks: [Task]
  /// The number of items.
  let items: Int

  /// Divides calls into stages, each for about `cores` items.
  ///
  /// Either each item takes some rows of the batch through many calls, none of which touches another
  /// item's rows, or the items share independent calls. A call moves up past others where the order does
  /// not matter, so a training step is three stages: everything that goes row by row, sums over rows
  /// with the updates that follow a product, and the other updates. A penalty that is reported makes it
  /// four, since its weights must be read before they change.
  static func divide(_ calls: [CoreCall], cores: Int) -> [CoreStage] {
    var rest = calls
    var stages: [CoreStage] = []
    while let first = rest.first {
      var taken: [CoreCall] = []
      var left: [CoreCall] = []
      let isRows = first.rows != nil
      for call in rest {
        let joins =
          isRows
          ? call.rows == first.rows && !taken.contains(where: call.mixesRows)
          : !taken.contains(where: call.conflicts)
        if joins && !left.contains(where: call.conflicts) {
          taken.append(call)
        } else {
          left.append(call)
        }
      }
      stages.append(isRows ? rowStage(taken, cores) : taskStage(taken, cores))
      rest = left
    }
    return stages
  }

  /// Every item takes its rows through all calls.
  private static func rowStage(_ calls: [CoreCall], _ cores: Int) -> CoreStage {
    let unit = calls.map(\.unit).reduce(1, leastCommonMultiple)
    let count = min(cores, ((calls[0].rows ?? 1) + unit - 1) / unit)
    return CoreStage(
      tasks: calls.map { Task(call: $0, first: 0, count: count, unit: unit) }, items: count)
  }

  private static func leastCommonMultiple(_ a: Int, _ b: Int) -> Int {
    (1...b).lazy.map { a * $0 }.first { $0 % b == 0 } ?? a * b
  }

  /// The most items that share a call: two for each core even out what they cost.
  static func largestCount(cores: Int) -> Int { 2 * cores }

  /// Every item takes a part of one call, the calls with the most parts first.
  private static func taskStage(_ calls: [CoreCall], _ cores: Int) -> CoreStage {
    var items = 0
    let tasks = calls.sorted { $0.units > $1.units }.map { call in
      let count = min(largestCount(cores: cores), (call.units + 7) / 8)
      defer { items += count }
      return Task(call: call, first: items, count: count, unit: call.unit)
    }
    return CoreStage(tasks: tasks, items: items)
  }
}

extension CoreCall {
  /// The rows of the batch, if that is what it may be restricted to.
  fileprivate var rows: Int? { if case .rows(let count, _) = extent { count } else { nil } }

  /// What a part must be a multiple of.
  var unit: Int {
    switch extent {
    case .whole: 1
    case .rows(_, let unit), .parts(_, let unit): unit
    }
  }

  /// Into how many parts it could be cut.
  var units: Int {
    switch extent {
    case .whole: 1
    case .rows(let count, let unit), .parts(let count, let unit): (count + unit - 1) / unit
    }
  }
}
