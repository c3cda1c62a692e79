/// Writes layers one below the other, with `if`, `switch` and `for` between them.
@resultBuilder
public enum NetworkBuilder {
  /// One layer.
  public static func buildExpression(_ layer: some NetworkLayer) -> [any NetworkLayer] { [layer] }
  /// Layers that were put together elsewhere.
  public static func buildExpression(_ layers: [any NetworkLayer]) -> [any NetworkLayer] { layers }
  /// Layers one after another.
  public static func buildBlock(_ parts: [any NetworkLayer]...) -> [any NetworkLayer] {
    parts.flatMap(\.self)
  }
  /// An `if` without `else`.
  public static func buildOptional(_ layers: [any NetworkLayer]?) -> [any NetworkLayer] {
    layers ?? []
  }
  /// One side of a choice.
  public static func buildEither(first layers: [any NetworkLayer]) -> [any NetworkLayer] { layers }
  /// The other side.
  public static func buildEither(second layers: [any NetworkLayer]) -> [any NetworkLayer] { layers }
  /// A `for` loop.
  public static func buildArray(_ parts: [[any NetworkLayer]]) -> [any NetworkLayer] {
    parts.flatMap(\.self)
  }
}

/// Writes the branches of a ``Branches`` one below the other, with `if`, `switch` and `for` between them.
@resultBuilder
public enum BranchBuilder {
  /// One branch.
  public static func buildExpression(_ branch: Branch) -> [Branch] { [branch] }
  /// Branches side by side.
  public static func buildBlock(_ parts: [Branch]...) -> [Branch] { parts.flatMap(\.self) }
  /// An `if` without `else`.
  public static func buildOptional(_ branches: [Branch]?) -> [Branch] { branches ?? [] }
  /// One side of a choice.
  public static func buildEither(first branches: [Branch]) -> [Branch] { branches }
  /// The other side.
  public static func buildEither(second branches: [Branch]) -> [Branch] { branches }
  /// A `for` loop.
  public static func buildArray(_ parts: [[Branch]]) -> [Branch] { parts.flatMap(\.self) }
}
