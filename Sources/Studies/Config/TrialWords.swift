import Networks
import Programs

extension TrialConfig {
  /// The settings in words for people, such as `("optimizer", "adam, rate 0.001")`; data set,
  /// regulariser and seed are left out.
  public var words: [(name: String, value: String)] {
    let network =
      switch model {
      case .mlp(let hidden, let activation, let placement):
        [
          "\(VariedText.widths(hidden)) hidden units", VariedText.activation(activation, slope),
          VariedText.initializer(initializer),
        ] + (placement == .none ? [] : ["batch norm " + VariedText.batchNorm(placement, batchNorm)])
      }
    return [
      ("network", network.joined(separator: ", ")),
      ("loss", loss.rawValue),
      ("optimizer", "\(optimizer.name.rawValue), rate \(optimizer.rate)"),
      ("epochs", String(epochs)),
      ("batch", String(batch)),
      ("training examples", data.train.map(String.init) ?? "all"),
      ("of which held out", String(data.validation)),
      ("test examples", data.test.map(String.init) ?? "all"),
      ("order", data.order.rawValue),
    ]
  }
}
