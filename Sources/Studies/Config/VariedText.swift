import Networks
import Programs
import Training

/// The value of a varied key as short text for tables: no commas, and the same for the same setting
/// however it was written.
enum VariedText {
  /// `none`, `dropout 0.2`, `l2 0.001` or `dropout 0.2 + l2 0.001`.
  static func regularizer(_ regularizer: RegularizerConfig) -> String {
    let parts = regularizer.strengths.map { "\($0.name) \(number($0.value))" }
    return parts.isEmpty ? "none" : parts.joined(separator: " + ")
  }

  /// `none` or `shift 2 + flip 0.5`.
  static func augmentation(_ augmentation: ImageAugmentation) -> String {
    let parts = augmentation.strengths.filter { $0.value != 0 }
      .map { "\($0.name) \(number($0.value))" }
    return parts.isEmpty ? "none" : parts.joined(separator: " + ")
  }

  /// The method and what differs from its defaults: `adam`, `adam rate=0.01 beta1=0.8`, `sgd momentum=0.9`.
  static func optimizer(_ optimizer: OptimizerConfig) -> String {
    let method = optimizer.name
    var parts = [method.configName]
    if optimizer.rate != method.defaultRate { parts.append("rate=\(number(optimizer.rate))") }
    for name in method.coefficientNames {
      // A momentum of 0 is another program than none.
      if let value = optimizer.coefficients[name],
        name == "momentum" || value != method.defaultCoefficient(name)
      {
        parts.append("\(name)=\(number(value))")
      }
    }
    if method == .nesterov { parts.append("nesterov") }
    return parts.joined(separator: " ")
  }

  /// The name and what differs from its defaults: `cosine`, `exponential decay=0.95`.
  static func schedule(_ schedule: Schedule) -> String {
    let settings = schedule.method.settings.filter { schedule[$0.name] != $0.fallback }
    let parts = settings.map { "\($0.name)=\(number(schedule[$0.name]))" }
    return ([schedule.method.rawValue] + parts).joined(separator: " ")
  }

  /// `none`, `value 1` or `norm 1`.
  static func clip(_ clip: GradientClip) -> String {
    switch clip {
    case .none: "none"
    case .value(let value): "value \(number(value))"
    case .norm(let norm): "norm \(number(norm))"
    }
  }

  /// `none`, `patience=5` or `patience=5 min-delta=0.01`.
  static func earlyStopping(_ rule: EarlyStopping?) -> String {
    guard let rule else { return "none" }
    return "patience=\(rule.patience)"
      + (rule.minDelta == 0 ? "" : " min-delta=\(number(rule.minDelta))")
  }

  /// The name, and the slope if it is not the default: `gelu`, `leaky-relu 0.01`.
  static func activation(_ activation: HiddenActivation, _ slope: Double?) -> String {
    guard let slope, slope != activation.defaultSlope else { return activation.name }
    return "\(activation.name) \(number(slope))"
  }

  /// The place and what differs from the defaults: `none`, `before`, `after momentum=0.9`.
  static func batchNorm(
    _ placement: BatchNormPlacement, _ constants: BatchNormConstants
  ) -> String {
    ([placement.rawValue] + self.constants(constants)).joined(separator: " ")
  }

  /// What differs from the defaults: `momentum=0.9`.
  static func constants(_ constants: BatchNormConstants) -> [String] {
    let standard = BatchNormConstants()
    var parts: [String] = []
    if constants.momentum != standard.momentum {
      parts.append("momentum=\(number(constants.momentum))")
    }
    if constants.epsilon != standard.epsilon {
      parts.append("epsilon=\(number(constants.epsilon))")
    }
    return parts
  }

  /// The name and its number: `he-normal`, `constant 0.05`.
  static func initializer(_ initializer: Initializer) -> String {
    initializer.name + (initializer.number.map { " \(number($0))" } ?? "")
  }

  /// Layer widths: `128-64`.
  static func widths(_ widths: [Int]) -> String {
    widths.map(String.init).joined(separator: "-")
  }

  /// A file's name, or its whole path.
  static func path(_ path: String, full: Bool) -> String {
    full ? path : String(path.split(separator: "/").last ?? "")
  }

  /// A number without needless decimals: `0.2`, `1`, `1e-05`.
  static func number(_ value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
