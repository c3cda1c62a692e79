import Foundation
import Studies

extension Drawing {
  /// The figure of every trial over the plane of the first two numeric parameters, such as rate and lambda.
  ///
  /// Over the first one alone if there is no second, `nil` without any. Colour is the figure, shape the
  /// round, a frame the box of a round, a ring the best trial.
  static func plane(_ summary: SearchSummary) -> Drawing? {
    let search = summary.search
    let numeric = search.space.dimensions.indices.filter {
      search.space.dimensions[$0].range.isNumeric
    }
    guard let x = numeric.first else { return nil }
    let y = numeric.dropFirst().first
    let drawn = summary.entries.filter { $0.summary?.mean.isFinite ?? false }
    guard let best = drawn.first else { return nil }

    // One block a round, then the best trial: gnuplot's `index` finds them by two blank lines.
    var data = ["trial", search.space.dimensions[x].key]
      .joined(separator: "\t")
    data += "\t" + (y.map { search.space.dimensions[$0].key } ?? search.metric.rawValue)
    data += "\t\(search.metric.rawValue)\n"
    func line(_ entry: SearchSummary.Entry) -> String {
      let value = entry.summary.map { $0.mean * search.metric.scale }
      let parameters = entry.standing.trial.parameters
      return [
        "\(entry.standing.trial.number)", cell(parameters[x].number),
        cell(y.map { parameters[$0].number } ?? value), cell(value),
      ].joined(separator: "\t") + "\n"
    }
    let rounds = (1...search.rounds).filter { round in
      drawn.contains { $0.standing.trial.round == round }
    }
    let blocks =
      rounds.map { round in
        drawn.filter { $0.standing.trial.round == round }.map(line).joined()
      } + [line(best)]
    data += blocks.joined(separator: "\n\n")

    let seeds = search.seeds.count
    let over =
      y.map { " over \(search.space.dimensions[x].key) and \(search.space.dimensions[$0].key)" }
      ?? " over \(search.space.dimensions[x].key)"
    let title =
      "\(search.metric.title.prefix(1).uppercased())\(search.metric.title.dropFirst())\(over)"
    let caption =
      "\(title), \(search.method.rawValue) search" + (seeds > 1 ? ", mean over \(seeds) seeds" : "")
      + (search.rounds > 1 ? "; frames: the box of each round" : "")
    let name = "search-plane"
    var script = preamble(name: name, width: 820, height: 560)
    script += """
      data = '\(name).tsv'
      set title \(Gnuplot.quoted(title)) font 'Helvetica,14'
      set grid xtics ytics linecolor rgb '#e4e4e4' linewidth 1 linetype 1
      set palette defined (0 '#440154', 0.25 '#3b528b', 0.5 '#21918c', 0.75 '#5ec962', 1 '#fde725')
      \(search.metric.isHigherBetter ? "" : "set palette negative\n")set cblabel \
      \(Gnuplot.quoted(search.metric.title))
      set key outside below horizontal

      """
    script += colorRange(drawn.compactMap { $0.summary.map { $0.mean * search.metric.scale } })
    script += axis("x", search.space.dimensions[x])
    if let y {
      script += axis("y", search.space.dimensions[y])
      script += frames(summary, x, y)
    } else {
      script += "set ylabel \(Gnuplot.quoted(search.metric.title))\n"
    }
    var parts = rounds.enumerated().map { index, round in
      "data index \(index) skip \(index == 0 ? 1 : 0) using 2:3:4 with points pointtype "
        + "\(pointType(round - 1)) pointsize 1 linecolor palette title "
        + Gnuplot.quoted(search.rounds > 1 ? "round \(round)" : "trial")
    }
    parts.append(
      "data index \(rounds.count) using 2:3 with points pointtype 6 pointsize 2.2 linewidth 2 "
        + "linecolor rgb '#D55E00' title "
        + Gnuplot.quoted("best: trial \(best.standing.trial.number)"))
    script += "plot " + parts.joined(separator: ", \\\n  ") + "\n"
    return Drawing(name: name, caption: caption, data: data, script: script)
  }

  /// The colours span all but a tenth at each end: what failed altogether would leave one colour for the rest.
  private static func colorRange(_ values: [Double]) -> String {
    let sorted = values.sorted()
    guard let first = sorted.first, let last = sorted.last, first < last else { return "" }
    return
      "set cbrange [\(sorted[sorted.count / 10]):\(sorted[sorted.count - 1 - sorted.count / 10])]\n"
  }

  private static func axis(_ name: String, _ dimension: SearchSpace.Dimension) -> String {
    var text = "set \(name)label \(Gnuplot.quoted(dimension.key))\n"
    if dimension.range.isLogarithmic {
      text += "set logscale \(name)\nset format \(name) '%g'\n"
    }
    guard let (low, high) = dimension.range.interval.ends, low < high else { return text }
    // All that is searched, so that frames lie within.
    let (first, last) =
      dimension.range.isLogarithmic
      ? (low / pow(high / low, 0.04), high * pow(high / low, 0.04))
      : (low - 0.04 * (high - low), high + 0.04 * (high - low))
    return text + "set \(name)range [\(first):\(last)]\n"
  }

  /// The box of every round.
  private static func frames(_ summary: SearchSummary, _ x: Int, _ y: Int) -> String {
    let boxes = summary.history.boxes(summary.search)
    guard boxes.count > 1 else { return "" }
    return boxes.enumerated().compactMap { index, box -> String? in
      guard let (left, right) = box.intervals[x].ends, let (low, high) = box.intervals[y].ends
      else { return nil }
      return
        "set object \(index + 1) rectangle from first \(left),\(low) to first \(right),\(high) "
        + "fillstyle empty border linecolor rgb '\(color(index))' linewidth 1.8\n"
    }.joined()
  }
}

extension SearchInterval {
  /// The least and the largest number; `nil` for choices.
  fileprivate var ends: (Double, Double)? {
    switch self {
    case .numbers(let range): (range.lowerBound, range.upperBound)
    case .integers(let range): (Double(range.lowerBound), Double(range.upperBound))
    case .choices: nil
    }
  }
}
