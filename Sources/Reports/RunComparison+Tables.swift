import Studies
import Training

// Runs side by side in tables.
extension RunComparison {
  /// When, where and how long each run was, and its best setting on its first data set.
  var overview: Table {
    var table = Table([
      .left("run"), .left("began"), .left("device"), .right("trials"), .right("training"),
      .left("data"), .left("best setting"), .right(metric.title),
    ])
    for (run, entries) in zip(runs, entries) {
      var seen = Set<String>()
      let data = entries.map(\.title).filter { seen.insert($0).inserted }
      // Of data sets that are not equally hard the easiest would have the best.
      let best = Self.best(of: entries.filter { $0.title == data.first }, by: metric)
      let label = best.map { best in
        best.label == Setting.onlyLabel ? NumberFormat.missing : best.label
      }
      table.append([
        run.name, NumberFormat.date(run.result.run.startedAt), run.result.run.device,
        NumberFormat.grouped(run.result.study.trials.count),
        NumberFormat.duration(run.result.run.trainingSeconds), data.joined(separator: ", "),
        (label ?? NumberFormat.missing) + (data.count > 1 ? " on \(data[0])" : ""),
        NumberFormat.interval(best?.setting.summary(metric), metric.decimals),
      ])
    }
    return table
  }

  /// The settings that are not the same in all runs; of one that a run varies all values.
  var differences: Table {
    var table = Table([.left("setting")] + runs.map { .left($0.name) })
    let weights = PathNames(runs.flatMap { $0.result.study.trials.compactMap(\.config.weights) })
    let words = runs.map { Self.settings(of: $0.result, weights) }
    var seen = Set<String>()
    for name in words.flatMap({ $0.map(\.name) }) where seen.insert(name).inserted {
      let values = words.map { own in own.first { $0.name == name }?.values ?? [] }
      if Set(values).count > 1 { table.append([name] + values.map(Self.shown)) }
    }
    return table
  }

  /// What a run was of, by name, with all values that its trials have of it.
  ///
  /// - Parameter weights: What files of starting weights are called.
  private static func settings(
    of result: StudyResult, _ weights: PathNames
  ) -> [(name: String, values: [String])] {
    func distinct(_ values: [String]) -> [String] {
      var seen = Set<String>()
      return values.filter { seen.insert($0).inserted }
    }
    let (study, run) = (result.study, result.run)
    let configs = study.trials.map(\.config)
    let words = configs.map(\.words)
    let trials = (words.first ?? []).indices.map { index in
      let name = words[0][index].name
      let values = zip(words, configs).map { own, config in
        // Files of one name in two folders are two files.
        name == TrialConfig.startingWeightsWord
          ? config.weights.map { weights[$0] } ?? "none" : own[index].value
      }
      return (name: name, values: distinct(values))
    }
    return trials + [
      ("seeds", distinct(configs.map { String($0.seed) })),
      ("varied", study.variedKeys),
      ("engine", [study.execution.engine.rawValue]),
      ("padding", [study.execution.padding.rawValue]),
      ("deterministic", [study.execution.isDeterministic ? "yes" : "no"]),
      ("device", [run.deviceIdentifier]),
      ("version", [run.versions["commit"] ?? run.versions["lockstep"] ?? ""]),
    ]
  }

  /// As many values as a cell has room for; how many there are says that others are left out.
  private static func shown(_ values: [String]) -> String {
    let limit = 12
    let separator = values.contains { $0.contains(",") } ? " | " : ", "
    let text = values.prefix(limit).joined(separator: separator)
    guard !text.isEmpty else { return NumberFormat.missing }
    return values.count > limit ? "\(text)\(separator)… (\(values.count) values)" : text
  }

  /// The deciding figure of every setting in every run.
  var results: Table {
    var table = Table([.left("data"), .left("setting")] + runs.map { .right($0.name) })
    var seen: [Entry] = []
    for entry in entries.joined() where !seen.contains(where: { $0.isAlike(entry) }) {
      seen.append(entry)
      table.append(
        [entry.title, entry.label == Setting.onlyLabel ? NumberFormat.missing : entry.label]
          + entries.map { own in
            let same = own.first { $0.isAlike(entry) }
            return NumberFormat.interval(same?.setting.summary(metric), metric.decimals)
          })
    }
    return table
  }
}
