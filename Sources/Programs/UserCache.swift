/// The folder for what can be made again: downloaded data, tuned parameters.
public enum UserCache {
  /// `lockstep` in the absolute folder that `LOCKSTEP_CACHE` or else `XDG_CACHE_HOME` names, or in
  /// `~/.cache`; `nil` where there is no home either.
  ///
  /// - Parameter environment: where those and `HOME` are taken from.
  public static func folder(_ environment: [String: String]) -> String? {
    // The XDG base directory specification says to ignore relative paths.
    for name in ["LOCKSTEP_CACHE", "XDG_CACHE_HOME"] {
      if let base = environment[name], base.hasPrefix("/") { return base + "/lockstep" }
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return home + "/.cache/lockstep"
  }
}
