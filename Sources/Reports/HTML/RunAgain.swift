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
  /// The data sets that were replaced by generated digits.
  let substituted: [String]
  private let config: SharedConfig?
  /// The user's own files and folders that the config names, in the order of their paths.
  private let files: [File]

  /// A file or folder of the author's.
  private struct File {
    let path: String
    /// What the config below calls it.
    let name: String
    /// What the page calls it elsewhere.
    let title: String
  }

  /// What to do to run a study again.
  init(study: Study, command: String, run: RunRecord?, substituted: [String]? = nil) {
    self.study = study
    self.command = command
    self.run = run
    self.substituted = substituted ?? run?.substitutedDataSets ?? []
    config = SharedConfig(study)
    files = Self.files(config?.paths ?? [])
  }

  /// Each path with a name of its own, without folders.
  private static func files(_ paths: [String]) -> [File] {
    let titles = PathNames(paths)
    var taken = Set<String>()
    return paths.map { path in
      let flat = titles[path].replacing("/", with: "-")
      var name = flat
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(number)-\(flat)"
        number += 1
      }
      return File(path: path, name: name, title: titles[path])
    }
  }

  /// What a page shows.
  func content() -> [HTML] {
    guard let yaml else {
      return [
        HTML.tag(
          "p",
          text:
            "The config is left out: it cannot be written without folders of the author's machine. It is "
            + "config.yaml of the run folder.")
      ]
    }
    return [
      HTML.tag(
        "p",
        text:
          "\(versionWords)Save the config below as \(study.name).yaml in a folder of its own, then:"
      ),
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

  private var sets: [String] { Set(study.trials.map(\.config.data.set)).sorted() }

  /// The device that was asked for; `nil` where it was left to the program, as it is to that of the reader then.
  private var device: String? {
    run.flatMap { $0.deviceReason.hasSuffix(": asked for") ? $0.deviceIdentifier : nil }
  }

  /// The lines to type; the new run lies beside the old one, which stays.
  private var commands: [String] {
    let fetched = sets.filter { set in
      OwnData(named: set) == nil && study.ownDataSets[set] == nil && set != "synthetic-digits"
        && !substituted.contains(set)
    }
    let device = device.map { " --device \($0)" } ?? ""
    let fallback = substituted.isEmpty ? "" : " --fallback-synthetic"
    return fetched.map { "lockstep data fetch \($0)" } + [
      "lockstep \(command) \(study.name).yaml\(device)\(fallback) --out runs/\(study.name)-again"
    ]
  }

  /// What must be there beside the program, and what is of the author's machine.
  private var notes: [String] {
    var notes: [String] = []
    if !files.isEmpty {
      let names = files.map {
        $0.name == $0.title ? $0.name : "\($0.name) (\($0.title) of the run)"
      }
      notes.append(
        "The config reads \(names.joined(separator: ", ")): \(files.count == 1 ? "it" : "they") must lie in "
          + "the same folder.")
    }
    if let run {
      notes.append(
        device.map { device in
          "--device \(device) is what the run was on, \(run.device); other machines may have another device there: "
            + "'lockstep devices' lists them, and without it Lockstep chooses."
        }
          ?? "Lockstep chose \(run.device) itself; on another device the last digits of the figures are others."
      )
    }
    if !substituted.isEmpty {
      let names = substituted.map(DataNames.title).joined(separator: " and ")
      notes.append(
        "The run was on synthetic-digits because \(names) could not be had. Where it can be had, "
          + "these commands train on it, which is another run.")
    }
    if config?.hasFindings == true {
      notes.append(
        "The small studies of its findings are left out; the run folder has the config of each as "
          + "findings/NAME/config.yaml.")
    }
    return notes
  }

  /// The config in full without its findings, with names in place of the paths of the author's machine; `nil` if
  /// there is none without them.
  var yaml: String? {
    config?.yaml { path in files.first { $0.path == path }?.name ?? path }
  }
}
