extension Program {
  /// The same program with adjacent operations fused where `accepts` agrees; buffers keep their ids,
  /// scratch memory is planned anew.
  ///
  /// The fused program computes the same numbers, but gradients that an optimizer's update took straight
  /// from a product are not stored: read gradients from the program as it was recorded, without its updates.
  /// Short gaps between gradients that no operation writes are taken for padding that is 0.
  /// - Parameter accepts: whether a backend has a way to run an operation; asked for the longest chain first.
  public func fused(where accepts: (FusedGemm) -> Bool = { _ in true }) -> Program {
    let lists = routines.map {
      GradientFusion.fuse(ForwardFusion.fuse($0.operations, where: accepts), where: accepts)
    }
    let fused = routines.indices.map { number in
      Routine(
        name: routines[number].name, rows: routines[number].rows,
        operations: UpdateFusion(routines: lists, number: number).fuse(where: accepts))
    }
    return Program(
      replicas: replicas, buffers: buffers, routines: fused,
      memory: MemoryPlan(buffers: buffers, routines: fused))
  }
}
