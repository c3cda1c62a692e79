import Programs

/// What the layers of one routine have in common.
struct RoutineContext {
  /// Where operations and scratch memory go.
  let recorder: Recorder
  /// A prefix for names, unique to the routine.
  let name: String
  /// Examples in a step, B.
  let batch: Int
  /// Whether this is a training step.
  let isTraining: Bool
  /// Where each parameter lies.
  let layout: ParameterLayout
  /// All parameters [R, P].
  let parameters: Tensor
  /// The gradients by those that are trained.
  let gradients: Tensor
  /// The per-replica settings that layers read.
  let settings: ReplicaTensors
  /// The numbers of the layers that are rectifiers, in order.
  let rectifiers: [Int]

  /// What the layers of `model` have in common in the routine `name`.
  init(
    _ model: Model, recorder: Recorder, name: String, batch: Int, isTraining: Bool,
    layout: ParameterLayout, parameters: Tensor, gradients: Tensor, settings: ReplicaTensors
  ) {
    self.recorder = recorder
    self.name = name
    self.batch = batch
    self.isTraining = isTraining
    self.layout = layout
    self.parameters = parameters
    self.gradients = gradients
    self.settings = settings
    rectifiers = model.placedLayers.filter { $0.layer is Rectifier }.map(\.number)
  }
}

/// What a layer needs to record itself in one place of one routine.
public struct LayerContext {
  let routine: RoutineContext
  /// The number of the layer, counted through the whole model, each before those inside it: keys its random
  /// draws of dropout.
  public let index: Int
  /// The shape of one example before the layer.
  public let input: FeatureShape
  /// Whether `backward` must return the gradient by the inputs; layers before any that is trained need not.
  public let needsInputGradient: Bool
  /// Where the output should go: channels of a tensor that several branches fill.
  ///
  /// Who cannot write there takes memory of its own, and the branches' joint copies.
  var destination: Tensor?
  /// What the gradient by the inputs should be added to: that of a branch beside, contiguous.
  ///
  /// Who cannot add returns a tensor of its own, and the branches' joint adds.
  var gradientSum: Tensor?
  /// Whether `forward` may overwrite its input.
  var isInputFree = false

  /// Where operations and scratch memory go.
  public var recorder: Recorder { routine.recorder }
  /// A prefix for names, unique to routine and layer.
  public var name: String { "\(routine.name).\(index)" }
  /// Examples in a step, B.
  public var batch: Int { routine.batch }
  /// Whether this is a training step.
  public var isTraining: Bool { routine.isTraining }
  /// The layer's parameters, in the order it declared them.
  public var parameters: [Tensor] {
    routine.layout.tensors(ofLayer: index, in: routine.parameters)
  }
  /// Where the gradients by the parameters go that are trained, in the same order.
  public var gradients: [Tensor] {
    routine.layout.tensors(ofLayer: index, in: routine.gradients)
  }
  /// How many rectifiers stand before this one: keys the draws of its slopes.
  ///
  /// Not its number, which changes with the dropout of other trials of a group.
  var rectifierOrdinal: Int { routine.rectifiers.firstIndex(of: index) ?? 0 }
  /// The per-replica settings that layers read.
  public var settings: ReplicaTensors { routine.settings }

  /// Scratch memory [R, dimensions] with a name that tells the layer.
  func scratch(
    _ suffix: String, _ dimensions: [Int], _ element: ElementType = .float32
  ) -> Tensor {
    recorder.scratch("\(name).\(suffix)", dimensions, element)
  }

  /// Memory for the output [R, rows, channels], rows possibly apart.
  func output(_ rows: Int, _ channels: Int) -> Tensor {
    destination ?? scratch("output", [rows, channels])
  }

  /// Memory for the gradient by the inputs [R, rows, channels], and whether it must be added to what is there.
  func inputGradient(_ rows: Int, _ channels: Int) -> (tensor: Tensor, accumulates: Bool) {
    guard let gradientSum else { return (scratch("inputGradient", [rows, channels]), false) }
    return (gradientSum.reshaped([rows, channels]), true)
  }

  /// Where an activation on `values` keeps its arguments, if its backward needs them.
  func preactivation(of activation: Activation, _ values: Tensor) -> Tensor? {
    isTraining && activation.needsPreactivation
      ? scratch("preactivation", [values.rows, values.channels]) : nil
  }

  /// The replica's slope, for an activation that has one.
  func slope(of activation: Activation) -> Tensor? {
    activation.defaultSlope == nil ? nil : settings.slope
  }
}
