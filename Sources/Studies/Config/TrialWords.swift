import Datasets
import Networks
import Programs
import Training

extension TrialConfig {
  /// The name under which ``words`` has the file of starting weights.
  public static let startingWeightsWord = "starting weights"

  /// The settings in words for people, `none` for what is not used, such as `("optimizer", "adam, rate
  /// 0.001")`; data set and seed are left out.
  ///
  /// All trials have the same names in the same order.
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
            "mobilenetv2" + (form.width == 1 ? "" : " of width \(form.width)")
          ] + VariedText.details(form) + [
            VariedText.activation(form.activation, slope)
          ], .before
        )
      case .layers(let layers):
        ([VariedText.layers(layers, slope)] + VariedText.constants(batchNorm), .none)
      }
    let network =
      form + [VariedText.initializer(initializer)]
      + (placement == .none ? [] : ["batch norm " + VariedText.batchNorm(placement, batchNorm)])
    return [
      ("network", network.joined(separator: ", ")),
      ("loss", loss.rawValue),
      (
        "label smoothing", labelSmoothing == 0 ? "none" : VariedText.number(labelSmoothing)
      ),
      (Self.startingWeightsWord, weights.map { VariedText.path($0, full: false) } ?? "none"),
      ("optimizer", optimizerWords),
      ("schedule", VariedText.schedule(schedule)),
      ("regulariser", VariedText.regularizer(regularizer)),
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
      ("own data", ownDataWords),
    ]
  }

  /// `sgd with momentum 0.9, rate 0.01`; of the other coefficients those that are not the method's defaults.
  private var optimizerWords: String {
    let momentum = optimizer.coefficients["momentum"].map { " \(VariedText.number($0))" } ?? ""
    let method = optimizer.name
    let others = method.coefficientNames.compactMap { name -> String? in
      guard name != "momentum", let value = optimizer.coefficients[name],
        value != method.defaultCoefficient(name)
      else { return nil }
      return ", \(name.replacing("-", with: " ")) \(VariedText.number(value))"
    }
    return "\(method.words)\(momentum), rate \(optimizer.rate)" + others.joined()
  }

  /// How the user's own data is read and divided.
  private var ownDataWords: String {
    guard OwnData(named: data.set) != nil else { return "none" }
    let own = data.own
    var parts: [String] = []
    if let size = own.size { parts.append("pictures of \(size.height) x \(size.width)") }
    if let target = own.target { parts.append("target \(target)") }
    if let task = own.task { parts.append(task.rawValue) }
    if !own.ignored.isEmpty { parts.append("without \(own.ignored.joined(separator: " "))") }
    return
      (parts + [
        "test share \(VariedText.number(own.testShare))", "split seed \(own.splitSeed)",
      ]).joined(separator: ", ")
  }
}
