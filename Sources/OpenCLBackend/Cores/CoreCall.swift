import Kernels

/// A call of a device function of `Kernels/core_*.cl` for one replica, as text, and how it may be cut.
struct CoreCall {
  /// What the elements are that a call may be restricted to.
  enum Extent: Equatable {
    /// All or nothing.
    case whole
    /// Rows of the batch (or of other activations): what follows in the same rows needs no other rows.
    case rows(Int, unit: Int)
    /// Parts of something else, such as parameters.
    case parts(Int, unit: Int)
  }

  /// The operation family, for profiles.
  let family: String
  /// The files that define what is called.
  let files: [KernelFile]
  let extent: Extent
  /// OpenCL C statements; `first` and `last` bound the extent.
  let text: String
}
