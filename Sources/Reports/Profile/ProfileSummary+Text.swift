import Programs

extension ProfileSummary {
  /// The profile as a table for people.
  public var text: String {
    [
      "profile: \(steps) steps on \(device) (\(deviceName)), \(group)", table.plainText(),
      stepWords, callWords, epochWords, rooflineWords,
    ].compactMap { $0 }.joined(separator: "\n") + "\n"
  }

  /// One row for each family, below it one for each of its operations if there are several.
  var table: Table {
    var table = Table(
      [
        .left("operation"), .right("calls"), .right("µs a call"), .right("share %"),
        .right("GFLOP/s"),
      ] + (roofline == nil ? [] : [.right("of peak %")]) + [.right("GB/s")]
        + (roofline == nil ? [] : [.right("of memory %")]))
    for family in families {
      let members = operations.filter { $0.family == family.family }
      guard members.count > 1 else {
        table.append(row("\(family.family) \(family.detail)", family))
        continue
      }
      table.append(row(family.family, family))
      for member in members { table.append(row("  \(member.detail) → \(member.result)", member)) }
    }
    table.append(row("all", total))
    return table
  }

  private func row(_ name: String, _ line: Line) -> [String] {
    func share(_ rate: Double, _ ceiling: Double?) -> [String] {
      ceiling.map { [rate > 0 ? NumberFormat.fixed(100 * rate / $0, 1) : NumberFormat.missing] }
        ?? []
    }
    func rate(_ value: Double) -> String {
      value > 0 ? NumberFormat.fixed(value * 1e-9, 1) : NumberFormat.missing
    }
    return [
      name, NumberFormat.grouped(line.calls),
      NumberFormat.fixed(line.secondsPerCall * 1e6, 2), NumberFormat.fixed(100 * line.share, 1),
      rate(line.flopsPerSecond),
    ] + share(line.flopsPerSecond, roofline?.peakFlops) + [rate(line.bytesPerSecond)]
      + share(line.bytesPerSecond, roofline?.bandwidth)
  }

  var stepWords: String {
    let replica = replicas == 1 ? "1 replica" : "\(replicas) replicas"
    let each = replicas == 1 ? "" : ", \(Self.time(stepSeconds / Double(replicas))) a replica"
    return "A step of \(replica) takes \(Self.time(stepSeconds))\(each): "
      + "\(Self.rate(stepFlops / stepSeconds)) in all. With clocks it took "
      + "\(Self.time(profiledStepSeconds)), \(NumberFormat.fixed(100 * busyShare, 0)) % of it in operations."
  }

  var callWords: String {
    callsAreLaunches
      ? "A call is a launch, timed by the device; \(NumberFormat.fixed(callsPerStep, 0)) launches a step, "
        + "each for \(NumberFormat.fixed(replicasPerCall, 0)) of the replicas.\n" + launchWords
      : "A call is one replica's, timed on its core; rates are of all cores together."
  }

  /// What a step takes when no clocks divide it.
  private var launchWords: String {
    let operations = "\(operationsPerStep) operations"
    return switch launchesPerStep {
    case nil: "A step is \(operations)."
    case 0: "Without clocks, one launch takes every replica through many steps of \(operations)."
    case 1: "Without clocks, a step of \(operations) is 1 launch."
    case let launches?: "Without clocks, a step of \(operations) is \(launches) launches."
    }
  }

  private var epochWords: String? {
    guard !epochOperations.isEmpty else { return nil }
    let list = epochOperations.map { "\($0.family) \(Self.time($0.secondsPerCall)) a call" }
    return "Not counted, once an epoch: \(list.joined(separator: ", "))."
  }

  var rooflineWords: String? {
    roofline.map {
      "Ceilings, measured: \($0.words). GB/s count each operand once; above 100 % it came from a cache."
    }
  }

  /// Seconds in the unit that fits: `3.14 ms`.
  static func time(_ seconds: Double) -> String {
    if seconds < 1e-3 { return NumberFormat.fixed(seconds * 1e6, seconds < 1e-5 ? 2 : 1) + " µs" }
    if seconds < 1 { return NumberFormat.fixed(seconds * 1e3, 2) + " ms" }
    return NumberFormat.fixed(seconds, 2) + " s"
  }

  /// Flops a second in the unit that fits: `311 GFLOP/s`.
  static func rate(_ flopsPerSecond: Double) -> String {
    let giga = flopsPerSecond * 1e-9
    return giga < 1e4
      ? NumberFormat.fixed(giga, giga < 100 ? 1 : 0) + " GFLOP/s"
      : NumberFormat.fixed(giga * 1e-3, 1) + " TFLOP/s"
  }
}

extension Roofline {
  /// `402 GFLOP/s in fp32, 31.2 GB/s of memory, 1.93 µs an empty launch`.
  public var words: String {
    let gigabytes = bandwidth * 1e-9
    return
      ([
        "\(ProfileSummary.rate(peakFlops)) in fp32",
        "\(NumberFormat.fixed(gigabytes, gigabytes < 100 ? 1 : 0)) GB/s of memory",
      ] + (launchSeconds.map { ["\(ProfileSummary.time($0)) an empty launch"] } ?? [])).joined(
        separator: ", ")
  }
}
