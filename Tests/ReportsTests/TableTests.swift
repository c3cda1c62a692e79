import Reports
import Testing

@Suite("Table")
struct TableTests {
  private static let table: Table = {
    var table = Table([.left("setting"), .right("loss")])
    table.append(["none", "0.5 ± 0.1"])
    table.append(["a|b", "12"])
    return table
  }()

  @Test("Markdown stands straight, marks alignment and escapes bars")
  func markdown() {
    #expect(
      Self.table.markdown() == """
        | setting |      loss |
        | ------- | --------: |
        | none    | 0.5 ± 0.1 |
        | a\\|b    |        12 |

        """)
  }

  @Test("plain text has no trailing blanks")
  func plainText() {
    var table = Table([.left("a"), .right("b"), .left("c")])
    table.append(["x", "10", ""])
    #expect(table.plainText() == "a   b  c\nx  10\n")
  }

  @Test("CSV quotes commas, quotes and line breaks, and nothing else")
  func quoting() {
    var table = Table([.left("a b"), .left("c,d")])
    table.append(["say \"x\"", "one\r\ntwo"])
    table.append(["", "plain 'text'; ok"])
    #expect(
      table.csv() == "a b,\"c,d\"\n\"say \"\"x\"\"\",\"one\r\ntwo\"\n,plain 'text'; ok\n")
    #expect(
      parseCSV(table.csv()) == [
        ["a b", "c,d"], ["say \"x\"", "one\r\ntwo"], ["", "plain 'text'; ok"],
      ])
  }
}
