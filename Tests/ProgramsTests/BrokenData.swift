import Programs

/// Broken rules of the operations that move data.
enum BrokenData {
  typealias Broken = CheckTests.Broken
  static let all: [Broken] = fill + shuffle + gather

  private static let fill: [Broken] = {
    let operands = Operands()
    return [
      Broken(
        Fill(output: operands.of(.int32, "labels", 5), value: 0),
        "fill: output must be float32, is int32; output labels [R=2, 5]"),
      Broken(
        Fill(output: operands.columns("gaps", 5, 3), value: 0),
        "fill: output must be contiguous; output gaps [R=2, 5, 3]"),
    ]
  }()

  private static let shuffle: [Broken] = {
    let operands = Operands()
    let order = operands.of(.uint32, "order", 70)
    let seed = operands.of(.uint32, "seed", 2)
    let enabled = operands.float("enabled", 1)
    let wide = operands.of(.uint32, "wide", 5, 4).columns(0..<3)
    return [
      Broken(
        Shuffle(order: operands.float("x", 70), seed: seed, enabled: enabled),
        "shuffle: order must be uint32, is float32; order x [R=2, 70]"),
      Broken(
        Shuffle(order: order, seed: operands.of(.int32, "signed", 2), enabled: enabled),
        "shuffle: seed must be uint32, is int32; seed signed [R=2, 2]"),
      Broken(
        Shuffle(order: order, seed: seed, enabled: operands.of(.int32, "flag", 1)),
        "shuffle: enabled must be float32, is int32; enabled flag [R=2, 1]"),
      Broken(
        Shuffle(order: order, seed: operands.of(.uint32, "long", 4), enabled: enabled),
        "shuffle: seed must have 2 elements, has 4; seed long [R=2, 4]"),
      Broken(
        Shuffle(order: order, seed: seed, enabled: operands.float("flags", 2)),
        "shuffle: enabled must have 1 elements, has 2; enabled flags [R=2, 2]"),
      Broken(
        Shuffle(order: wide, seed: seed, enabled: enabled),
        "shuffle: order must be contiguous; order wide [R=2, 5, 3]"),
    ]
  }()

  private static let gather: [Broken] = {
    let operands = Operands()
    let examples = operands.shared(.uint8, "examples", 2, 70, 12)
    let labels = operands.shared(.int32, "labels", 2, 70)
    let scales = operands.shared(.float32, "scales", 2, 1, 2)
    let dataSet = operands.of(.int32, "set", 1)
    let (x, y) = (operands.float("x", 5, 12), operands.of(.int32, "y", 5))
    func gather(
      examples otherExamples: Tensor? = nil, targets: Tensor? = nil, normalization: Tensor? = nil,
      dataSet otherSet: Tensor? = nil, order: Tensor? = nil, inputs: Tensor? = nil,
      batchTargets: Tensor? = nil
    ) -> Gather {
      Gather(
        examples: otherExamples ?? examples, targets: targets ?? labels,
        normalization: normalization ?? scales, dataSet: otherSet ?? dataSet, order: order,
        inputs: inputs ?? x, batchTargets: batchTargets ?? y)
    }
    return [
      Broken(
        gather(examples: operands.of(.uint8, "own", 2, 70, 12)),
        "gather: examples must be shared with dimensions data set, example, feature; "
          + "examples own [R=2, 2, 70, 12]"),
      Broken(
        gather(examples: operands.shared(.uint8, "flat", 70, 12)),
        "gather: examples must be shared with dimensions data set, example, feature; "
          + "examples flat [shared, 70, 12]"),
      Broken(
        gather(examples: operands.shared(.int32, "whole", 2, 70, 12)),
        "gather: examples must be uint8 or float32; examples whole [shared, 2, 70, 12]"),
      Broken(
        gather(targets: operands.shared(.int32, "few", 2, 69)),
        "gather: targets must be shared, one for each example; "
          + "examples examples [shared, 2, 70, 12], targets few [shared, 2, 69]"),
      Broken(
        gather(normalization: operands.shared(.float32, "scale", 2, 1)),
        "gather: normalization must be scale and shift by data set and channel; "
          + "examples examples [shared, 2, 70, 12], normalization scale [shared, 2, 1]"),
      Broken(
        gather(batchTargets: operands.of(.int32, "four", 4)),
        "gather: inputs and targets must have the same batch; inputs x [R=2, 5, 12], "
          + "targets four [R=2, 4]"),
      Broken(
        gather(inputs: operands.float("narrow", 5, 11)),
        "gather: inputs must have the features of the examples; inputs narrow [R=2, 5, 11], "
          + "examples examples [shared, 2, 70, 12]"),
      Broken(
        gather(inputs: operands.of(.uint8, "bytes", 5, 12)),
        "gather: inputs must be float32, is uint8; inputs bytes [R=2, 5, 12]"),
      Broken(
        gather(dataSet: operands.of(.uint32, "unsigned", 1)),
        "gather: dataSet must be int32, is uint32; dataSet unsigned [R=2, 1]"),
      Broken(
        gather(batchTargets: operands.float("values", 5)),
        "gather: targets must keep their type; targets labels [shared, 2, 70], "
          + "batch values [R=2, 5]"),
      Broken(
        gather(order: operands.of(.int32, "signed", 70)),
        "gather: order must be uint32, is int32; order signed [R=2, 70]"),
      Broken(
        gather(normalization: operands.shared(.int32, "whole", 2, 1, 2)),
        "gather: normalization must be float32, is int32; normalization whole [shared, 2, 1, 2]"),
      Broken(
        gather(batchTargets: operands.of(.int32, "pairs", 5, 2)),
        "gather: inputs and targets must have the same batch; inputs x [R=2, 5, 12], "
          + "targets pairs [R=2, 5, 2]"),
      Broken(
        gather(
          targets: operands.shared(.int32, "triples", 2, 70, 3),
          batchTargets: operands.of(.int32, "sixteen", 16)),
        "gather: inputs and targets must have the same batch; inputs x [R=2, 5, 12], "
          + "targets sixteen [R=2, 16]"),
      Broken(
        gather(targets: operands.shared(.int32, "flat", 140)),
        "gather: targets must be shared, one for each example; "
          + "examples examples [shared, 2, 70, 12], targets flat [shared, 140]"),
      Broken(
        gather(dataSet: operands.of(.int32, "sets", 2)),
        "gather: dataSet must have 1 elements, has 2; dataSet sets [R=2, 2]"),
      Broken(
        gather(examples: operands.shared(.uint8, "wide", 2, 70, 13).columns(0..<12)),
        "gather: examples must be contiguous; examples wide [shared, 2, 70, 12]"),
      Broken(
        gather(
          targets: operands.shared(.int32, "pairs", 2, 70, 2).columns(0..<1)),
        "gather: targets must be contiguous; targets pairs [shared, 2, 70, 1]"),
      Broken(
        gather(normalization: operands.shared(.float32, "wide", 2, 1, 3).columns(0..<2)),
        "gather: normalization must be contiguous; normalization wide [shared, 2, 1, 2]"),
      Broken(
        gather(batchTargets: operands.of(.int32, "pairs", 5, 2).columns(0..<1)),
        "gather: batch must be contiguous; batch pairs [R=2, 5, 1]"),
      Broken(
        gather(order: operands.of(.uint32, "pairs", 70, 2).columns(0..<1)),
        "gather: order must be contiguous; order pairs [R=2, 70, 1]"),
      Broken(
        gather(order: operands.of(.uint32, "long", 71)),
        "gather: order must not be longer than the data set; order long [R=2, 71], "
          + "examples examples [shared, 2, 70, 12]"),
    ]
  }()
}
