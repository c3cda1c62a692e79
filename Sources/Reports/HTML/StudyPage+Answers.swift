import Studies

// What the networks answer on the test examples: the confusion of classes, and the worst mistakes as pictures.
extension StudyPage {
  /// Classes beyond which a matrix is no picture any more.
  private static let matrixLimit = 20
  /// The pairs of classes that are listed.
  private static let pairLimit = 10

  /// Nothing for a regression.
  func answers() -> [HTML] {
    if let answers = extras.answers { return answers.parts.flatMap(part) }
    guard settings.contains(where: { $0.summary(.testAccuracy) != nil }) else { return [] }
    return [
      .tag(
        "p",
        text:
          "The answers on single test examples were not kept. 'lockstep report' in reach of the data "
          + "and of the run's weights finds them.")
    ]
  }

  private func part(_ part: TestAnswers.Part) -> [HTML] {
    let networks = part.seeds.count == 1 ? "one network" : "\(part.seeds.count) networks"
    let choice = part.choice.isEmpty ? "" : ", \(part.choice)"
    let share = Double(part.right) / Double(max(part.total, 1))
    var content: [HTML] = []
    let hasSeveral = (extras.answers?.parts.count ?? 0) > 1
    if hasSeveral { content.append(.tag("h3", text: names.title(part.dataSet))) }
    content.append(
      .tag(
        "p",
        text: "The answers of \(networks) of \(part.setting)\(choice), on "
          + "\(NumberFormat.grouped(part.total / max(part.seeds.count, 1))) test examples: "
          + "\(NumberFormat.fixed(100 * share, 2)) % are right."))
    if part.classNames.count <= Self.matrixLimit { content.append(matrix(part)) }
    content += confusions(part)
    if !part.mistakes.isEmpty { content += mistakes(part, heading: hasSeveral ? "h4" : "h3") }
    return content
  }

  /// The matrix is a table itself; its cells are as dark as their share of the row is large.
  private func matrix(_ part: TestAnswers.Part) -> HTML {
    let head =
      [HTML.tag("th", ["scope": "col"], text: "is \\ said")]
      + part.classNames.map { .tag("th", ["scope": "col", "class": "n"], text: $0) }
    let rows = part.counts.enumerated().map { actual, counts in
      let sum = max(counts.reduce(0, +), 1)
      return HTML.tag(
        "tr", [:],
        [.tag("th", ["scope": "row"], text: part.classNames[actual])]
          + counts.enumerated().map { predicted, count in
            let share = Double(count) / Double(sum)
            // The square root shows rare mistakes, which a plain share would not.
            let strength = NumberFormat.fixed(0.55 * share.squareRoot(), 3)
            return .tag(
              "td",
              [
                "class": actual == predicted ? "n right" : "n wrong", "style": "--s: \(strength)",
              ], text: NumberFormat.grouped(count))
          })
    }
    let caption =
      "Confusion matrix: rows are what the examples are, columns what the networks said; answers"
      + (part.seeds.count > 1 ? " of all \(part.seeds.count) networks" : "")
    return .scrolling(
      caption,
      .tag(
        "table", ["class": "matrix"],
        [
          .caption(caption), .tag("thead", [:], [.tag("tr", [:], head)]),
          .tag("tbody", [:], rows),
        ]))
  }

  private func confusions(_ part: TestAnswers.Part) -> [HTML] {
    var pairs: [(actual: Int, predicted: Int, count: Int, share: Double)] = []
    for (actual, counts) in part.counts.enumerated() {
      let sum = max(counts.reduce(0, +), 1)
      for (predicted, count) in counts.enumerated() where predicted != actual && count > 0 {
        pairs.append((actual, predicted, count, Double(count) / Double(sum)))
      }
    }
    guard !pairs.isEmpty else { return [] }
    pairs.sort { ($1.count, $0.actual, $0.predicted) < ($0.count, $1.actual, $1.predicted) }
    var table = Table([.left("is"), .left("said"), .right("answers"), .right("% of the class")])
    for pair in pairs.prefix(Self.pairLimit) {
      table.append([
        part.classNames[pair.actual], part.classNames[pair.predicted],
        NumberFormat.grouped(pair.count), NumberFormat.fixed(100 * pair.share, 2),
      ])
    }
    return [
      .details(
        "Most frequent confusions",
        [.table(table, caption: "The most frequent confusions of one class with another")])
    ]
  }

  private func mistakes(_ part: TestAnswers.Part, heading: String) -> [HTML] {
    let several = part.seeds.count > 1
    var table = Table(
      [.right("test example"), .left("is"), .left("said"), .right("probability %")]
        + (several ? [.right("networks wrong")] : []))
    for mistake in part.mistakes {
      table.append(
        [
          "\(mistake.index)", part.classNames[mistake.actual], part.classNames[mistake.predicted],
          NumberFormat.fixed(100 * mistake.confidence, 1),
        ] + (several ? ["\(mistake.wrongSeeds) of \(part.seeds.count)"] : []))
    }
    let pictures = part.mistakes.compactMap { picture($0, of: part) }
    let list = HTML.table(
      table, caption: "The most confident mistakes; test examples are counted from 0")
    return [
      .tag(heading, text: "The most confident mistakes"),
      .tag(
        "p", ["class": "note"],
        text: (several
          ? "Ordered by the mean probability that the networks give to the wrong class."
          : "Ordered by the probability that the network gives to the wrong class.")),
    ]
      + (pictures.isEmpty
        ? [list]
        : [.tag("ul", ["class": "pictures"], pictures), .details("Table", [list])])
  }

  private func picture(_ mistake: TestAnswers.Mistake, of part: TestAnswers.Part) -> HTML? {
    guard let picture = mistake.picture else { return nil }
    let (actual, said) = (part.classNames[mistake.actual], part.classNames[mistake.predicted])
    let networks =
      part.seeds.count > 1 ? ", \(mistake.wrongSeeds) of \(part.seeds.count) wrong" : ""
    return .tag(
      "li", [:],
      [
        .tag(
          "img",
          [
            "src": "data:image/png;base64,\(picture)", "width": "84", "height": "84",
            "alt": "Test example \(mistake.index), \(actual), taken for \(said)",
          ]),
        .tag("strong", text: "\(actual), said \(said)"),
        .tag("span", text: "\(NumberFormat.fixed(100 * mistake.confidence, 1)) %\(networks)"),
      ])
  }
}
