import Kernels
import Programs

extension Preparation {
  /// `gather.cl`: x = feature, y = row of the batch.
  func gather(_ gather: Gather) throws -> Launch {
    let batch = gather.inputs.rows
    return try launch(
      .gather, size: style.rowsAndChannels(batch, max(gather.features, gather.targetWidth)),
      defines: [
        "CHANNELS": gather.normalizedChannels, "HAS_ORDER": gather.order == nil ? 0 : 1,
      ],
      types: [
        "EXAMPLE": gather.examples.element == .uint8 ? "uchar" : "float",
        "TARGET": gather.targets.element == .int32 ? "int" : "float",
      ],
      [
        view(gather.examples), view(gather.targets), view(gather.normalization),
        view(gather.dataSet), view(gather.order ?? gather.dataSet), rows(gather.inputs),
        column(gather.batchTargets, width: gather.targetWidth), .uint(batch),
        .uint(gather.exampleCount), .uint(gather.features),
        .uint(gather.targetWidth), .row,
      ])
  }
}
