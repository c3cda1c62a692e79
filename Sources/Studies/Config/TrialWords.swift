import Networks
import Programs
import Training

extension TrialConfig {
  /// The settings in words for people, `none` for what is not used, such as `("optimizer", "adam, rate
  /// 0.001")`; data set, regulariser and seed are left out.
  public var words: [(name: String, value: String)] {
    let (form, placement): ([String], BatchNormPlacement) =
      switch model {
      case .mlp(let hidden, let activation, let placement):
        (
          [
            "\(VariedText.widths(hidden)) hidden units", VariedText.activation(activation, slope),
          ], placement
        )
      case .convolutional(let network):
        (
          [
            network.name.rawValue + (network.width == 1 ? "" : " of width \(network.width)"),
            VariedText.activation(network.activation, slope),
          ], network.batchNorm
        )
      case .mobileNetV2(let form):
        (
          [
            "mobilenetv2" + (form.width == 1 ? "" : " of width \(form.width)"),
            VariedText.activation(form.activation, slope),
          ], .before
        )
      case .layers(let layers): ([VariedText.layers(layers, slope)], .none)
      }
    let network =
      form + [VariedText.initializer(initializer)]
      + (placement == .none ? [] : ["batch norm " + VariedText.batchNorm(placement, batchNorm)])
    let momentum = optimizer.coefficients["momentum"].map { " \(VariedText.number($0))" } ?? ""
    return [
      ("network", network.joined(separator: ", ")),
      ("loss", loss.rawValue),
      (
        "label smoothing", labelSmoothing == 0 ? "none" : VariedText.number(labelSmoothing)
      ),
      ("optimizer", "\(optimizer.name.words)\(momentum), rate \(optimizer.rate)"),
      ("schedule", VariedText.schedule(schedule)),
      ("gradients clipped at", VariedText.clip(clip)),
      ("augmentation", VariedText.augmentation(augmentation)),
      ("epochs", String(epochs)),
      ("early stopping", VariedText.earlyStopping(earlyStopping)),
      ("batch", String(batch)),
      ("training examples", data.train.map(String.init) ?? "all"),
      (
        "of which held out",
        data.validation == 0 ? "0" : "the \(data.holdOut.rawValue) \(data.validation)"
      ),
      ("test examples", data.test.map(String.init) ?? "all"),
      ("order", data.order.rawValue),
      ("inputs", data.isStandardized ? "standardised" : "not standardised"),
    ]
  }
}
