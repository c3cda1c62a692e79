import ArgumentParser

/// `lockstep manual`.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Print the manual page.",
    discussion: """
      In the language of man, for 'make install' and for systems without the page:
        lockstep manual | man -l -
      """)

  func run() throws {
    print(try ManualPage(helpDump: LockstepCommand._dumpHelp()).source(), terminator: "")
  }
}
