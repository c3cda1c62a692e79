import Datasets
import Testing

@Suite("Tables of one's own")
struct OwnTableTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func load(
    _ text: String, target: String = "price", _ change: (inout OwnData.Options) -> Void = { _ in }
  ) throws -> Dataset {
    var options = OwnData.Options()
    options.target = target
    change(&options)
    let path = try folder.write(Array(text.utf8), to: "t.csv")
    return try OwnData(.csv, path: path).load(options)
  }

  /// Forty rows: area, town, price.
  private func houses(from first: Int = 0, count: Int = 40) -> String {
    "area,town,price\n"
      + (first..<first + count).map { "\($0),\(["Ulm", "Bonn, Beuel"][$0 % 2].quoted),\(2 * $0)\n" }
      .joined()
  }

  /// Features and target of every example of both parts.
  private func rows(_ data: Dataset) -> (train: [[Float]], test: [[Float]]) {
    func rows(_ examples: Examples) -> [[Float]] {
      guard case .floats(let features) = examples.features else { return [] }
      return (0..<examples.count).map { row in
        let width = examples.featureCount
        let target: Float =
          switch examples.targets {
          case .labels(let labels, _): Float(labels[row])
          case .values(let values, _): values[row]
          }
        return Array(features[row * width..<(row + 1) * width]) + [target]
      }
    }
    return (rows(data.train), rows(data.test))
  }

  @Test func numbersStayAndTextsBecomeIndicators() throws {
    let data = try load(houses())
    #expect(data.exampleShape == ExampleShape(height: 1, width: 1, channels: 3))
    #expect(data.indicatorChannels == [1, 2] && data.classNames == [] && data.title == "t.csv")
    #expect(data.featureNames == ["area", "town=Bonn, Beuel", "town=Ulm"])
    #expect(data.testing(data.train).featureNames == data.featureNames)
    let (train, test) = rows(data)
    let sorted = (train + test).sorted { $0[0] < $1[0] }
    // Bonn, Beuel comes before Ulm.
    let expected = (0..<40).map { row -> [Float] in
      let isBonn = row % 2
      return [Float(row), Float(isBonn), Float(1 - isBonn), Float(2 * row)]
    }
    #expect(sorted == expected)
    #expect((3...16).contains(test.count), "a fifth of 40: \(test.count)")
    // The order is not that of the file, so that the last examples are as good as any.
    #expect(train.map { $0[0] } != train.map { $0[0] }.sorted())
  }

  @Test func rowsThatAreAddedMoveNoOther() throws {
    let before = rows(try load(houses()))
    let after = rows(try load(houses(count: 60)))
    #expect(before.test.allSatisfy(after.test.contains))
    #expect(before.train.allSatisfy(after.train.contains))
    #expect(after.test.count > before.test.count)
    // The order of the rows in the file does not matter either.
    let lines = houses().split(separator: "\n")
    let turned = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
    #expect(rows(try load(turned)) == before)
    let other = rows(try load(houses()) { $0.splitSeed = 1 })
    #expect(other.test != before.test)
    let half = rows(try load(houses()) { $0.testShare = 0.5 })
    #expect(half.test.count > before.test.count && before.test.allSatisfy(half.test.contains))
  }

  @Test func readsWhatSpreadsheetsWrite() throws {
    let plain = rows(try load(houses()))
    let text = houses()
    for other in [
      text.replacing("\n", with: "\r\n"), "\u{FEFF}" + text, String(text.dropLast()),
      text + "\n\n", text.replacing("\n", with: "\n\n"),
      text.replacing("\"Bonn, Beuel\"", with: "Bonn").replacing(",", with: ";"),
      text.replacing("area,town", with: "\"area\" , town"),
    ] {
      let data = try load(other)
      #expect(data.exampleShape.channels == 3, "\(other.prefix(40))")
      #expect(data.train.count + data.test.count == plain.train.count + plain.test.count)
    }
    let quoted = try load(
      text.replacing("Ulm", with: "say \"\"Ulm\"\", twice\nor more").replacing(
        ",say", with: ",\"say"
      ).replacing("more", with: "more\""), target: "price")
    #expect(quoted.exampleShape.channels == 3)
  }

  @Test func classesAreTextsOrNumbersIfAskedFor() throws {
    let towns = try load(houses(), target: "town")
    #expect(towns.classNames == ["Bonn, Beuel", "Ulm"])
    guard case .labels(_, classes: 2) = towns.train.targets else {
      Issue.record("not two classes")
      return
    }
    let text = "x,kind\n" + (0..<40).map { "\($0),\([10, 9, 2][$0 % 3])\n" }.joined()
    let kinds = try load(text, target: "kind") { $0.task = .classification }
    #expect(kinds.classNames == ["2", "9", "10"])
    let all = rows(kinds).train + rows(kinds).test
    let labels: [Float] = [2, 1, 0]
    #expect(all.count == 40 && all.allSatisfy { $0[1] == labels[Int($0[0]) % 3] })
    let values = try load(text, target: "kind")
    #expect(values.classNames == [])
  }

  @Test func ignoredColumnsAreLeftOut() throws {
    let data = try load(houses()) { $0.ignored = ["town"] }
    #expect(data.exampleShape.channels == 1)
    let gaps = houses().replacing("Ulm", with: "NA")
    #expect(try load(gaps) { $0.ignored = ["town"] }.exampleShape.channels == 1)
  }

  /// What is wrong, where, and what to do, in one line.
  @Test(
    arguments: [
      ("", "has no rows; expected a header line and rows of values under it"),
      ("a,price\n", "has no rows; expected a header line and rows of values under it"),
      ("a,price\n1,2\n3\n", "row 3 has 1 cells, the header has 2"),
      ("a,price\n1,2\n3,4,5\n", "row 3 has 3 cells, the header has 2"),
      ("a,,price\n1,2,3\n", "column 2 has no name in the header line"),
      ("a,a,price\n1,2,3\n", "two columns are called 'a'"),
      ("a,cost\n1,2\n", "data.target: there is no column 'price'; there are a, cost"),
      ("a,Price\n1,2\n", "data.target: there is no column 'price'; did you mean 'Price'?"),
      ("price\n1\n2\n", "has no column beside the target 'price'"),
      (
        "a,b,price\n1,2,3\n1,,3\n,2,3\n",
        "row 3, column 'b': the value is missing, and 1 more; fill it in, remove the row, or leave the "
          + "column out with data.ignore"
      ),
      (
        "a,price\n1,2\n1,NaN\n1,2\n",
        "row 3, column 'price': 'NaN' stands for a missing value; fill it in, remove the row, leave the "
          + "column out with data.ignore, or write another word if it is a value"
      ),
      (
        "a,price\n1,2\n2,3\n3x,4\n",
        "row 4, column 'a': '3x' is no number, as most of the column are"
      ),
      (
        "a,price\n1,2\n3,4\n",
        "its 2 examples leave no test part at data.split.test 0.2; add examples or choose another "
          + "share"
      ),
      ("a,price\n\"1,2\n3,4\n", "has a quote (\") that is never closed"),
      (
        "a,price\n\"1\"x,2\n3,4\n",
        "cannot be read: a quoted cell goes on behind its quote (x); double the quotes inside it"
      ),
    ])
  func saysWhatIsWrong(text: String, reason: String) {
    let error = dataError { _ = try load(text) }
    #expect(error?.description == "\(folder.path)/t.csv: \(reason)")
  }

  @Test(
    arguments: [
      (
        "a,price\n1,2\n2,1\n1e39,2\n",
        "row 4, column 'a': '1e39' is too large; numbers are held in 32 bits, up to 3.4e38"
      ),
      (
        "a,price\n1,2\n\n2,-3.5e38\n3,1\n",
        "row 4, column 'price': '-3.5e38' is too large; numbers are held in 32 bits, up to 3.4e38"
      ),
    ])
  func refusesNumbersBeyond32Bits(text: String, reason: String) {
    #expect(dataError { _ = try load(text) }?.reason == reason)
  }

  @Test("a kind called none is told how to be one, in quotes or not")
  func refusesWordsForMissingValues() throws {
    let text = "extra,price\nsauce,2\n\"none\",2\nnone,2\n"
    let reason =
      "row 3, column 'extra': 'none' stands for a missing value, and 1 more; fill it in, remove the "
      + "row, leave the column out with data.ignore, or write another word if it is a value"
    #expect(dataError { _ = try load(text) }?.reason == reason)
    let kinds = houses().replacing("Ulm", with: "nothing")
    #expect(try load(kinds, target: "town").classNames == ["Bonn, Beuel", "nothing"])
  }

  @Test func refusesWhatFitsNoTask() throws {
    let names = "name,price\n" + (0..<150).map { "n\($0)x,\($0)\n" }.joined()
    #expect(
      dataError { _ = try load(names) }?.reason
        == "column 'name' has 150 different texts, more than 100; leave it out with 'data.ignore: "
        + "[name]'")
    #expect(
      dataError { _ = try load(names, target: "name") }?.reason
        == "column 'name' has 150 different values, expected 2 to 100 classes")
    #expect(
      dataError { _ = try load(houses(), target: "town") { $0.task = .regression } }?.reason
        == "data.task: regression, but column 'town' has texts such as 'Ulm'")
    #expect(
      dataError { _ = try load(houses()) { $0.ignored = ["twon"] } }?.reason
        == "data.ignore: there is no column 'twon'; there are area, town, price")
    try folder.write([0xFF, 0xFE, 0x00], to: "b.csv")
    #expect(
      dataError { _ = try OwnData(.csv, path: folder.path + "/b.csv").load() }?.reason
        == "is not a text file (UTF-8)")
    #expect(
      dataError { _ = try OwnData(.csv, path: folder.path + "/no.csv").load() }?.reason
        == "no such file")
  }

  @Test func namesAreToldFromThoseOfTheCatalog() {
    #expect(OwnData(named: "csv:/a/b.csv") == OwnData(.csv, path: "/a/b.csv"))
    #expect(OwnData(named: "images:photos")?.title == "photos")
    #expect(OwnData(named: "mnist") == nil && OwnData(named: "csv") == nil)
  }
}

extension String {
  /// The text as a quoted cell if it has a comma.
  fileprivate var quoted: String { contains(",") ? "\"\(self)\"" : self }
}
