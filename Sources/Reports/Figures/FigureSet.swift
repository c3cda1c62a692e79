import Foundation
import Studies

/// The figures of a study and the files they are made from.
public struct FigureSet: Sendable {
  /// A drawn figure.
  public struct Figure: Sendable, Equatable {
    /// The path from the run folder.
    public let path: String
    /// What it shows.
    public let caption: String
  }

  /// The figures that were drawn.
  public let figures: [Figure]
  /// All files: data, scripts, drawings.
  public let files: [URL]
  /// Why figures are missing, and what to do; `nil` when none is.
  public let notice: String?

  /// Writes data and scripts of all figures of a study and draws them.
  ///
  /// For each data set two: loss and accuracy by epoch with the 95 % band over the seeds, and the
  /// results of all seeds as dots. Data (`.tsv`) and scripts (`.gp`) are kept, so that `gnuplot
  /// NAME.gp` in the folder draws a figure again.
  /// - Throws: ``OutputError`` when a file cannot be written.
  public static func write(
    _ result: StudyResult, to folder: URL, gnuplot: URL? = Gnuplot.find()
  ) throws -> FigureSet {
    try write(drawings(of: result), to: folder, gnuplot: gnuplot)
  }

  /// Writes data and scripts of drawings and draws them.
  static func write(
    _ drawings: [Drawing], to folder: URL, gnuplot: URL?
  ) throws -> FigureSet {
    try OutputFile.makeFolder(folder)
    var drawn: [Figure] = []
    var files: [URL] = []
    var failures: [String] = []
    for drawing in drawings {
      let base = folder.appendingPathComponent(drawing.name)
      for (suffix, text) in [("tsv", drawing.data), ("gp", drawing.script)] {
        let file = base.appendingPathExtension(suffix)
        try OutputFile.write(text, to: file)
        files.append(file)
      }
      guard let gnuplot else { continue }
      let figure = base.appendingPathExtension("svg")
      let script = base.appendingPathExtension("gp")
      if let failure = try Gnuplot.draw(figure, script: script, program: gnuplot) {
        failures.append(failure)
      } else {
        files.append(figure)
        drawn.append(
          Figure(path: "\(folder.lastPathComponent)/\(drawing.name).svg", caption: drawing.caption))
      }
    }
    if gnuplot == nil {
      failures = [
        "Figures skipped: gnuplot was not found. Install it (Debian: `apt install gnuplot-nox`) and run "
          + "`gnuplot *.gp` in \(folder.lastPathComponent)/."
      ]
    }
    return FigureSet(figures: drawn, files: files, notice: failures.first)
  }

  /// The drawings of a study, two for each data set.
  static func drawings(of result: StudyResult) -> [Drawing] {
    let names = DataNames(result)
    let settings = Setting.all(of: result)
    var seen = Set<String>()
    let dataSets = settings.map(\.dataSet).filter { seen.insert($0).inserted }
    return dataSets.flatMap { dataSet in
      let own = settings.filter { $0.dataSet == dataSet }
      let title = names.suffix([dataSet])
      let slug = fileName(dataSet)
      return [
        Drawing.epochs(own, name: "epochs-\(slug)", title: title),
        Drawing.seeds(own, name: "seeds-\(slug)", title: title),
      ].compactMap(\.self)
    }
  }

  /// A data set's name with nothing that a file name or a link would trip over.
  private static func fileName(_ dataSet: String) -> String {
    String(dataSet.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "-" })
  }
}

/// The data and the gnuplot script of one figure.
struct Drawing {
  /// The file name without extension.
  let name: String
  /// What the figure shows.
  let caption: String
  /// The text of the `.tsv` file.
  let data: String
  /// The text of the `.gp` file.
  let script: String

  /// Colours that colour-blind people can tell apart, dark enough on white.
  ///
  /// Source: Okabe and Ito, "Color universal design", 2008 (its yellow left out).
  static let palette = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000",
  ]

  /// The colour of setting `index`; they come round again after the last.
  static func color(_ index: Int) -> String { palette[index % palette.count] }

  /// The dot shape of setting `index`, so that lines that cover each other are told apart without
  /// colour.
  static func pointType(_ index: Int) -> Int { [7, 5, 9, 11, 13][index % 5] }

  /// The first lines of a script: an SVG on white with plain text labels.
  static func preamble(name: String, width: Int, height: Int) -> String {
    """
    # Draws \(name).svg from \(name).tsv: run `gnuplot \(name).gp` in this folder.
    if (!exists("figure")) figure = '\(name).svg'
    set encoding utf8
    set terminal svg size \(width),\(height) dynamic noenhanced font 'Helvetica,13' background '#ffffff'
    set output figure
    set datafile separator tab
    set datafile missing 'NaN'
    set border 3 linecolor rgb '#404040'
    set tics nomirror out textcolor rgb '#202020'
    set grid ytics linecolor rgb '#e4e4e4' linewidth 1 linetype 1

    """
  }

  /// A number of a `.tsv` file; what is not finite becomes gnuplot's missing point, which it skips.
  static func cell(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "NaN" }
    return "\(value)"
  }
}
