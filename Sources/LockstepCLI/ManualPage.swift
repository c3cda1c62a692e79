import Foundation
import Lockstep

/// The manual page, made from what the argument parser knows of the commands, in the macros of man(7).
struct ManualPage {
  private let root: Command

  /// The page of the commands in a dump of the argument parser (`--experimental-dump-help`).
  ///
  /// - Throws: What the decoder throws when the dump has another form.
  init(helpDump: String) throws {
    root = try JSONDecoder().decode(Dump.self, from: Data(helpDump.utf8)).command
  }

  // MARK: - What the parser says

  private struct Dump: Decodable { let command: Command }

  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let shouldDisplay: Bool?
    let subcommands: [Command]?
    let arguments: [Argument]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }
    let kind: String
    let shouldDisplay: Bool?
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let abstract: String?
    let discussion: String?
  }

  // MARK: - The page

  /// The text of the page.
  func source() -> String {
    var text = """
      .TH LOCKSTEP 1 "" "Lockstep \(Self.escaped(LockstepVersion.current))" "User Commands"
      .SH NAME
      lockstep \\- \(Self.escaped(Self.lowercasedFirst(root.abstract ?? "")))
      .SH SYNOPSIS
      .B lockstep
      .I command
      [\\fIoptions\\fR] [\\fIarguments\\fR]
      .SH DESCRIPTION

      """
    // They have a section of their own at the end.
    let (description, exitCodes) = Self.divided(root.discussion ?? "", at: "\n\nExit codes: ")
    text += Self.paragraphs(description)
    text += ".SH COMMANDS\n"
    for command in root.subcommands ?? [] where command.commandName != "help" {
      text += Self.section(command, path: "lockstep")
    }
    return text + Self.ending + ".SH EXIT STATUS\n" + Self.escaped(exitCodes) + "\n"
  }

  /// A text up to some words, and what follows them.
  private static func divided(_ text: String, at words: String) -> (String, String) {
    guard let range = text.firstRange(of: words) else { return (text, "") }
    return (String(text[..<range.lowerBound]), String(text[range.upperBound...]))
  }

  private static func section(_ command: Command, path: String) -> String {
    let name = "\(path) \(command.commandName)"
    var text = ".SS \(escaped(name))\n"
    text += escaped(command.abstract ?? "") + "\n"
    let shown = (command.arguments ?? []).filter {
      $0.shouldDisplay != false && !["help", "version"].contains($0.names?.last?.name ?? "")
    }
    let subcommands = (command.subcommands ?? []).filter { $0.commandName != "help" }
    if subcommands.isEmpty {
      text += ".PP\n.B \(escaped(name))\n" + shown.map(synopsis).joined(separator: "\n") + "\n"
    }
    text += paragraphs(command.discussion ?? "", isFirst: false)
    for argument in shown { text += entry(argument) }
    for subcommand in subcommands { text += section(subcommand, path: name) }
    return text
  }

  /// `[--device DEVICE]`, `RUN...`.
  private static func synopsis(_ argument: Argument) -> String {
    let words = names(argument) + (argument.isRepeating ? " ..." : "")
    return argument.isOptional ? "[\(words)]" : words
  }

  private static func names(_ argument: Argument) -> String {
    let value = argument.valueName.map { "\\fI\(escaped($0))\\fR" }
    switch argument.kind {
    case "positional": return value ?? ""
    case "option": return "\(optionName(argument)) \(value ?? "")"
    default: return optionName(argument)
    }
  }

  private static func optionName(_ argument: Argument) -> String {
    let names = (argument.names ?? []).map { name in
      "\\fB\(escaped((name.kind == "long" ? "--" : "-") + name.name))\\fR"
    }
    return names.joined(separator: ", ")
  }

  private static func entry(_ argument: Argument) -> String {
    var text = ".TP\n\(names(argument))\n"
    text += escaped(argument.abstract ?? "")
    if let value = argument.defaultValue, !value.isEmpty {
      text += escaped(" (default: \(value))")
    }
    text += "\n"
    if let discussion = argument.discussion, !discussion.isEmpty {
      text += escaped(discussion) + "\n"
    }
    return text
  }

  /// Text in paragraphs; indented lines stay as they are.
  private static func paragraphs(_ text: String, isFirst: Bool = true) -> String {
    var result = ""
    var isLiteral = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let isIndented = line.hasPrefix("  ")
      if isIndented != isLiteral {
        result += isIndented ? ".PP\n.nf\n.RS\n" : ".RE\n.fi\n"
        isLiteral = isIndented
      }
      if line.allSatisfy(\.isWhitespace) {
        if !isLiteral, !text.isEmpty { result += ".PP\n" }
      } else {
        if index == 0, !isFirst { result += ".PP\n" }
        result += escaped(line.trimmingCharacters(in: .whitespaces)) + "\n"
      }
    }
    return result + (isLiteral ? ".RE\n.fi\n" : "")
  }

  private static let ending = """
    .SH ENVIRONMENT
    .TP
    .B LOCKSTEP_DATA
    The folder with data sets, where \\fB\\-\\-data\\fR names none.
    .TP
    .B LOCKSTEP_CACHE
    The folder for downloads and tuning, in place of \\fI~/.cache/lockstep\\fR; \\fBXDG_CACHE_HOME\\fR moves it as well.
    .TP
    .B NO_COLOR
    If set and not empty, nothing is coloured.
    .SH FILES
    .TP
    .I runs/NAME/
    What a study or a search leaves behind: \\fIreport.html\\fR, \\fItables.md\\fR, \\fItrials.csv\\fR,
    \\fIepochs.csv\\fR, \\fIsummary.json\\fR, \\fIconfig.yaml\\fR, \\fIenvironment.json\\fR, \\fIdata.json\\fR and the weights.
    .TP
    .I runs/index.sqlite
    The index behind \\fBlockstep runs list\\fR; it may be removed at any time.

    """

  // MARK: - Text

  private static func lowercasedFirst(_ text: String) -> String {
    let words = text.hasSuffix(".") ? text.dropLast() : text[...]
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  /// Text that roff takes for text.
  private static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      if line.hasPrefix(".") || line.hasPrefix("'") { line = "\\&" + line }
      return line
    }.joined(separator: "\n")
  }
}
