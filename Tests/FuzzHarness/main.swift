// Reads damaged files of every kind and demands that each is read or refused: no crash, no hang, no more
// memory than its size warrants, and one line that says what is wrong.
//
//   FuzzHarness [CASES] [SEED] [ONLY THIS KIND]
//
// A case is told by kind and number; the same seed damages the same files.
import Foundation

let arguments = CommandLine.arguments.dropFirst()
let cases = arguments.first.flatMap { Int($0) } ?? 10_000
let seed = arguments.dropFirst().first.flatMap { UInt64($0) } ?? 1
let only = arguments.dropFirst(2).first

/// No file of the harness is larger than some kilobytes.
let largestGrowth = 256 << 20
/// No case takes longer, on a machine that does other work as well.
let longestSeconds = 20

let work = try WorkFolder()
let targets = try Target.all(work).filter { only == nil || $0.name == only }
guard !targets.isEmpty else { fatalError("there is no kind '\(only ?? "")'") }

// A crash is told with its case: the handler may do little, so the line is ready beforehand.
nonisolated(unsafe) var currentCase = [CChar](repeating: 0, count: 256)
func announce(_ text: String) {
  for (index, byte) in text.utf8.prefix(254).enumerated() {
    currentCase[index] = CChar(bitPattern: byte)
  }
  currentCase[min(text.utf8.count, 254)] = 0
}
for number in [SIGILL, SIGSEGV, SIGBUS, SIGABRT, SIGTRAP, SIGFPE, SIGALRM] {
  signal(number) { number in
    currentCase.withUnsafeBufferPointer { line in
      _ = write(STDERR_FILENO, "failed at: ", 11)
      _ = write(STDERR_FILENO, line.baseAddress, strlen(line.baseAddress!))
      _ = write(STDERR_FILENO, "\n", 1)
    }
    _exit(number == SIGALRM ? 2 : 1)
  }
}

func peakMemory() -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
  return (line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) << 10
}

var problems: [String] = []
let start = Date()
var slowest = (seconds: 0.0, text: "none")
for target in targets {
  for sample in target.samples {
    // A sample that is refused would make all that follows say nothing.
    do { try target.read(sample) } catch {
      problems.append("\(target.name): a whole file is refused: \(error)")
    }
  }
}
var before = peakMemory()
let first = before
for (index, target) in targets.enumerated() {
  var (accepted, refused) = (0, 0)
  let count = (cases + targets.count - 1) / targets.count
  for number in 0..<count {
    let text = "\(target.name), case \(number) of seed \(seed)"
    announce(text)
    alarm(UInt32(longestSeconds))
    var mutation = Mutation(
      seed: seed &+ UInt64(index) << 40 &+ UInt64(number), isText: target.isText)
    let bytes = mutation.damaged(target.samples[number % target.samples.count])
    let begin = Date()
    do {
      try target.read(bytes)
      accepted += 1
    } catch {
      refused += 1
      let line = "\(error)"
      if line.isEmpty || line.contains("\n") { problems.append("\(text): not one line: \(line)") }
    }
    let seconds = Date().timeIntervalSince(begin)
    if seconds > slowest.seconds { slowest = (seconds, text) }
    let growth = peakMemory() - before
    if growth > largestGrowth {
      problems.append("\(text): memory grew by \(growth >> 20) MiB")
      // The kinds after it are judged by what they add.
      before += growth
      break
    }
  }
  alarm(0)
  print("\(target.name): \(count) files, \(accepted) read, \(refused) refused")
  if refused == 0 { problems.append("\(target.name): nothing was refused") }
}
work.remove()
print(
  "\(targets.count) kinds in \(String(format: "%.1f", Date().timeIntervalSince(start))) s, slowest "
    + "\(String(format: "%.3f", slowest.seconds)) s (\(slowest.text)), memory + "
    + "\((peakMemory() - first) >> 20) MiB")
for problem in problems { print("FAILED: \(problem)") }
exit(problems.isEmpty ? 0 : 1)
