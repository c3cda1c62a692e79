// Does dropout help? One network with and without it, each from five seeds, all trained at once.
//
//   swift run --package-path Examples/SeedStudy -c release

import Foundation
import Lockstep

@main
enum SeedStudy {
  static func main() async throws {
    let study = try Study(
      "dropout-on-digits", data: .syntheticDigits(train: 1500, test: 500),
      network: Network {
        Dense(64, activation: .relu)
        Dropout()
        Dense(.outputs)
      }, epochs: 3,
      trials: [.regularizers(.none, .dropout(0.3), .l2(0.001)), .seeds(1...5)])
    print("\(study.trials.count) trials")

    let trained = try await study.run(on: .auto) { event in
      if case .group(let number, of: let count, let words) = event {
        print("group \(number) of \(count): \(words)")
      }
    }

    for group in trained.summary.groups {
      guard let accuracy = group[.testAccuracy] else { continue }
      print("\(group.setting): \(percent(accuracy.mean)) ± \(percent(accuracy.halfWidth ?? 0))")
      if let comparison = trained.comparison(of: group.setting, .testAccuracy) {
        let difference = comparison.paired.difference.mean
        let verdict = comparison.isSignificant ? "differs" : "not decided"
        print("  \(percent(difference)) to the baseline, paired by seed: \(verdict)")
      }
    }

    // The same folder as `lockstep study` leaves; `lockstep predict` and the others take it.
    let folder = FileManager.default.temporaryDirectory.appending(path: study.name)
    for notice in try trained.write(to: folder) { print(notice) }
    print("\(folder.path)/tables.md has the tables")
    try FileManager.default.removeItem(at: folder)
  }

  static func percent(_ share: Double) -> String { "\((share * 1000).rounded() / 10) %" }
}
