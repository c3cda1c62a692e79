import Programs

/// What a network is made of, layer by layer: shapes, parameters, arithmetic, memory.
public struct ModelTable: Sendable {
  /// One layer.
  public struct Row: Sendable, Equatable {
    /// What it is and does, such as `conv 3x3, 32 filters, relu`.
    public let title: String
    /// How many layers it is inside of.
    public let depth: Int
    /// The shape of one example after it.
    public let output: FeatureShape
    /// Its parameters, running statistics included; those of layers inside are theirs.
    public let parameters: Int
    /// Multiplications with a weight, each with an addition, for one example forward; those of layers inside
    /// are theirs.
    public let multiplyAdds: Int
    /// Bytes that the forward pass of a training step leaves for the backward one.
    public let activationBytes: Int
  }

  /// The shape of one example.
  public let input: FeatureShape
  /// Examples in a step.
  public let batch: Int
  /// The layers, each before those inside it.
  public let rows: [Row]

  /// The table of a model that trains on `batch` examples a step.
  public init(_ model: Model, batch: Int) {
    let layout = ParameterLayout(model)
    let records = Self.records(model, layout, batch: batch)
    input = model.input
    self.batch = batch
    var known: Set<Buffer> = []
    rows = zip(model.placedLayers, records).map { placed, record in
      // Outputs within a joint tensor are the joint's.
      let left = ([record.output] + record.saved).map(\.buffer)
        .filter { $0.lifetime == .scratch && known.insert($0).inserted }
      return Row(
        title: placed.layer.title, depth: placed.depth,
        output: placed.layer.output(input: placed.input),
        parameters: placed.layer.parameters(input: placed.input).reduce(0) { $0 + $1.count },
        multiplyAdds: placed.layer.multiplyAdds(input: placed.input),
        activationBytes: left.reduce(0) { $0 + $1.paddedByteCountPerReplica })
    }
  }

  /// All parameters, as Keras counts "total params".
  public var parameters: Int { rows.reduce(0) { $0 + $1.parameters } }
  /// All multiplications, each with an addition, for one example forward.
  public var multiplyAdds: Int { rows.reduce(0) { $0 + $1.multiplyAdds } }
  /// Bytes that the forward pass of a training step leaves for the backward one.
  public var activationBytes: Int { rows.reduce(0) { $0 + $1.activationBytes } }

  /// What each layer's forward operations leave in a training step, in the order of the layers' numbers.
  private static func records(
    _ model: Model, _ layout: ParameterLayout, batch: Int
  ) -> [LayerRecord] {
    let recorder = Recorder(replicas: 1)
    let parameters = recorder.persistent("parameters", [max(layout.count, 1)])
    let context = RoutineContext(
      model, recorder: recorder, name: "step", batch: batch, isTraining: true, layout: layout,
      parameters: parameters, gradients: parameters, settings: ReplicaTensors(recorder))
    let images = recorder.constant(
      "inputs", [batch * model.input.positions, model.input.channels])
    var records: [LayerRecord] = []
    recorder.routine("step") { records = model.forward(images, context) }
    func flat(_ records: [LayerRecord]) -> [LayerRecord] {
      records.flatMap { [$0] + $0.inner.flatMap(flat) }
    }
    return flat(records)
  }
}
