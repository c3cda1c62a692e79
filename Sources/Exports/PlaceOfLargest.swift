extension Collection where Element: Comparable {
  /// The place, from 0, of the first of the largest elements; 0 where there is none.
  package var placeOfLargest: Int {
    var largest = first
    var place = 0
    for (index, element) in enumerated() {
      guard let known = largest, known < element else { continue }
      (largest, place) = (element, index)
    }
    return place
  }
}
