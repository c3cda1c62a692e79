import Datasets
import Studies

/// The commands and the config with which whoever reads a page gets the same run.
///
/// A page is made to be given away: of files of the author's only the names are in it.
struct RunAgain {
  let study: Study
  /// The subcommand, such as `study`.
  let command: String
  /// How it was run; `nil` if that is not known.
  let run: RunRecord?

  /// What a page shows.
  func content() -> [HTML] {
    let config = "\(study.name).yaml"
    return [
      HTML.tag(
        "p",
        text: "\(versionWords)Save the config below as \(config) in a folder of its own, then:"),
      .tag("pre", ["tabindex": "0"], [.tag("code", text: commands.joined(separator: "\n"))]),
    ] + notes.map { HTML.tag("p", ["class": "note"], text: $0) } + [
      .details(
        "The config, nothing left to a default",
        [.tag("pre", ["tabindex": "0"], [.tag("code", text: yaml)])])
    ]
  }

  private var versionWords: String {
    guard let run else { return "" }
    let version = run.versions["lockstep"].map { "Lockstep \($0)" } ?? "Lockstep"
    return "It was \(version)\(run.versions["commit"].map { ", commit \($0)" } ?? ""). "
  }

  private var substituted: [String] { run?.substitutedDataSets ?? [] }

  private var sets: [String] { Set(study.trials.map(\.config.data.set)).sorted() }

  /// The lines to type; the new run lies beside the old one, which stays.
  private var commands: [String] {
    let fetched = sets.filter { set in
      OwnData(named: set) == nil && study.ownDataSets[set] == nil && set != "synthetic-digits"
        && !substituted.contains(set)
    }
    let device = run.map { " --device \($0.deviceIdentifier)" } ?? ""
    let fallback = substituted.isEmpty ? "" : " --fallback-synthetic"
    return fetched.map { "lockstep data fetch \($0)" } + [
      "lockstep \(command) \(study.name).yaml\(device)\(fallback) --out runs/\(study.name)-again"
    ]
  }

  /// What must be there beside the program.
  private var notes: [String] {
    var notes: [String] = []
    if !files.isEmpty {
      let names = files.map(\.name).joined(separator: ", ")
      notes.append("The config reads \(names): it must lie in the same folder.")
    }
    if !substituted.isEmpty {
      let names = substituted.map(DataNames.title).joined(separator: " and ")
      notes.append(
        "The run was on synthetic-digits because \(names) could not be had. Where it can be had, "
          + "these commands train on it, which is another run.")
    }
    if withoutFindings != study.resolvedYAML {
      notes.append(
        "The small studies of its findings are left out; the run folder has the config of each as "
          + "findings/NAME/config.yaml.")
    }
    return notes
  }

  // MARK: - The config

  /// The config in full, with names in place of the paths of the author's machine.
  var yaml: String {
    files.reduce(withoutFindings) { $0.replacing($1.path, with: $1.name) }
  }

  /// The config without its findings, whose studies are other files; they are the last key of a resolved config.
  private var withoutFindings: String {
    let yaml = study.resolvedYAML
    guard let findings = yaml.ranges(of: "\nfindings:\n").last else { return yaml }
    return String(yaml[..<findings.lowerBound]) + "\n"
  }

  /// The user's own files and folders that the config names, by path and by a name for each; longer paths first,
  /// since a path may begin another one.
  private var files: [(path: String, name: String)] {
    let data = sets.compactMap { OwnData(named: $0)?.path }
    let weights = study.trials.compactMap(\.config.weights)
    var names = Set<String>()
    return Set(data + weights).sorted { ($1.count, $0) < ($0.count, $1) }.map { path in
      let last = path.split(separator: "/").last.map(String.init) ?? path
      var name = last
      var number = 2
      while !names.insert(name).inserted {
        name = "\(number)-\(last)"
        number += 1
      }
      return (path, name)
    }
  }
}
