import Studies

// Where the time went.
extension StudyPage {
  /// The phases of the run, time by operation, and the CPU against an OpenCL device.
  func times() -> [HTML] {
    phases() + profiles() + devices()
  }

  private func phases() -> [HTML] {
    let run = result.run
    let phases = [
      ("loading the data", run.loadingSeconds), ("preparing", run.preparationSeconds),
      ("training", run.trainingSeconds), ("evaluating", run.evaluationSeconds),
    ]
    let sum = max(phases.reduce(0) { $0 + $1.1 }, 1e-9)
    var table = Table([.left("part"), .right("time"), .right("%")])
    for (name, seconds) in phases {
      table.append([
        name, NumberFormat.duration(seconds), NumberFormat.fixed(100 * seconds / sum, 1),
      ])
    }
    let totals = report.summary.totals
    return [
      bars("The run by its parts", phases.map { ($0.0, $0.1 / sum) }),
      .details("Table", [.table(table, caption: "Wall time of the run by its parts")]),
      .tag(
        "p",
        text: "While it trained, the run took in "
          + "\(NumberFormat.grouped(totals.examplesPerTrainingSecond)) examples a second, all "
          + "trials together."),
    ]
  }

  private func profiles() -> [HTML] {
    let title = HTML.tag("h3", text: "Time by operation")
    guard !extras.profiles.isEmpty else {
      return [
        title,
        .tag(
          "p",
          text:
            "Not measured in this run; 'lockstep study CONFIG --profile' does it before training."),
      ]
    }
    return [title]
      + extras.profiles.flatMap { profile -> [HTML] in
        [
          .tag("p", text: "\(profile.group), on \(profile.deviceName), \(profile.steps) steps."),
          bars(
            "Time by operation family", profile.families.map { ($0.family, $0.share) }),
          .details(
            "Table",
            [
              .table(
                profile.table,
                caption: "Time by operation; rows that are moved in are parts of the one above"),
              .tag("p", text: profile.stepWords), .tag("p", text: profile.callWords),
            ] + (profile.rooflineWords.map { [.tag("p", text: $0)] } ?? [])),
        ]
      }
  }

  private func devices() -> [HTML] {
    let title = HTML.tag("h3", text: "CPU against OpenCL")
    guard let devices = extras.devices else {
      return [
        title,
        .tag(
          "p",
          text:
            "Not measured for this run; 'lockstep compare CONFIG --out RUN' keeps it in the run folder."
        ),
      ]
    }
    return [
      title,
      .tag(
        "p",
        text: "\(devices.study): \(devices.trials) trials, \(devices.epochs) "
          + "epoch\(devices.epochs == 1 ? "" : "s"). cpu is \(devices.cpu.device), "
          + "\(devices.openCL.identifier) is \(devices.openCL.device). \(devices.ratioWords) "
          + "The largest difference of a training loss is \(devices.lossDifference)."),
      .table(devices.figures, caption: "The same work on both devices"),
      .details(
        "Time by operation on both devices",
        [.table(devices.families, caption: "Share of each operation family")]),
    ]
  }

  /// Horizontal bars, one a row, for shares of a whole; the table beside says the same in figures.
  private func bars(_ title: String, _ shares: [(name: String, share: Double)]) -> HTML {
    .tag(
      "div", ["class": "bars", "role": "img", "aria-label": Self.words(title, shares)],
      shares.map { name, share in
        .tag(
          "div", [:],
          [
            .tag("span", ["class": "name"], text: name),
            .tag(
              "span", ["class": "track"],
              [.tag("span", ["style": "width: \(NumberFormat.fixed(100 * share, 2))%"])]),
            .tag("span", ["class": "n"], text: "\(NumberFormat.fixed(100 * share, 1)) %"),
          ])
      })
  }

  private static func words(_ title: String, _ shares: [(name: String, share: Double)]) -> String {
    "\(title): "
      + shares.map { "\($0.name) \(NumberFormat.fixed(100 * $0.share, 1)) %" }
      .joined(separator: ", ")
  }
}
