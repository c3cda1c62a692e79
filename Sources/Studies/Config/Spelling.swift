/// Suggestions for misspelt names.
package enum Spelling {
  /// The one of `names` that is most like `word`, or `nil` if none is near; the first one wins a tie.
  package static func nearest(to word: String, among names: [String]) -> String? {
    let word = word.lowercased()
    let limit = max(1, word.count / 3)
    let ranked = names.map { (name: $0, distance: distance(word, $0.lowercased())) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= limit else {
      return nil
    }
    return best.name
  }

  /// How many letters must be inserted, deleted, replaced or swapped with their neighbour (the
  /// optimal string alignment distance).
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left)
    let right = Array(right)
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in 0..<left.count {
      var current = [i + 1]
      for j in 0..<right.count {
        let replaced = last[j] + (left[i] == right[j] ? 0 : 1)
        var best = min(replaced, last[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        current.append(best)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
