import Foundation
import Reports
import Testing

@Test func scratch() throws {
  let folder = URL(fileURLWithPath: "/tmp/reports-out")
  let written = try StudyReport.write(Fixture.regularization(), to: folder)
  print(written.files.count, written.notices)
  print(ConsoleSummary.text(Fixture.regularization()))
  print(ConsoleSummary.text(Fixture.regularization(substituted: ["mnist", "fashion-mnist"])))
}
