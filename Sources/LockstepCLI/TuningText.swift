import Foundation
import OpenCLBackend
import Reports

/// A tuning report for people and for programs.
struct TuningText {
  let report: TuningReport
  let device: String
  /// Where the winners were kept, if anywhere.
  let file: String?

  private static func text(_ speed: Double?) -> String {
    speed.map { String(format: "%.1f", $0) } ?? "-"
  }

  /// Before and after by product, the total, CLBlast's parameters, what was rejected.
  var table: String {
    var table = Table([
      .left("product"), .right("clblast"), .right("tuned"), .right("batched"), .right("tuned"),
      .right("ours/clblast"), .left("engine"), .left("tile"),
    ])
    for product in report.products {
      let ratio = product.clblastBefore.flatMap { before in product.batchedAfter.map { $0 / before }
      }
      table.append([
        product.shape.description, Self.text(product.clblastBefore),
        Self.text(product.clblastAfter), Self.text(product.batchedBefore),
        Self.text(product.batchedAfter), Self.text(ratio), product.engine?.rawValue ?? "-",
        product.tile,
      ])
    }
    var text = "GFLOP/s on \(device), by default and tuned\n\n" + table.plainText() + "\n"
    if let total = report.total {
      text += "All products: \(Self.text(total.before)) before, \(Self.text(total.after)) after "
      text += "(\(String(format: "%.2f", total.after / total.before))x)\n"
    }
    if let clblast = report.clblast {
      text +=
        "CLBlast: \(Self.text(clblast.before)) before, \(Self.text(clblast.after)) after with "
      text += "\(clblast.values)\n"
    }
    for rejection in report.rejections {
      let product = rejection.product.map { " for \($0)" } ?? ""
      text += "REJECTED: \(rejection.candidate)\(product): \(rejection.reason)\n"
    }
    text += "\(report.candidates) candidates in \(String(format: "%.1f", report.seconds)) s"
    text += report.isComplete ? "" : ", not all there are"
    text += file.map { "; kept in \($0)" } ?? "; nothing kept"
    return text
  }

  /// One line a product: CLBlast's defaults and the best of ours.
  var lines: String {
    report.products.map {
      "\($0.shape); clblast \(Self.text($0.clblastBefore)); batched \(Self.text($0.batchedAfter))"
    }.joined(separator: "\n")
  }

  /// What `--json` prints.
  struct Object: Encodable {
    struct Product: Encodable {
      let product, engine, tile: String
      let clblastBefore, clblastAfter, batchedBefore, batchedAfter, before, after: Double?
    }

    let device: String
    let products: [Product]
    let before, after: Double?
    let clblastParameters: [String: Int]?
    let rejected: [TuningReport.Rejection]
    let candidates: Int
    let complete: Bool
    let seconds: Double
    let file: String?
  }

  var object: Object {
    Object(
      device: device,
      products: report.products.map { product in
        let speed = product.speed(isCPU: report.isCPU)
        return Object.Product(
          product: product.shape.description, engine: product.engine?.rawValue ?? "none",
          tile: product.tile, clblastBefore: product.clblastBefore,
          clblastAfter: product.clblastAfter, batchedBefore: product.batchedBefore,
          batchedAfter: product.batchedAfter, before: speed?.before, after: speed?.after)
      }, before: report.total?.before, after: report.total?.after,
      clblastParameters: report.clblast?.values.values, rejected: report.rejections,
      candidates: report.candidates, complete: report.isComplete, seconds: report.seconds,
      file: file)
  }
}
