// swift-tools-version: 6.1
import PackageDescription

// The target list is the architecture diagram: a target imports only targets above it.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Every kernel file, embedded into the binary.
let kernels = [
  "activation.cl", "activation_functions.cl", "addition.cl", "augmentation.cl", "average_pool.cl",
  "batch_norm.cl", "batch_norm_gradient.cl", "column_sum.cl", "core_augmentation.cl",
  "core_batch_norm.cl", "core_column.cl", "core_convolution.cl", "core_depthwise.cl",
  "core_depthwise_gradients.cl", "core_dropout.cl", "core_epoch.cl", "core_gather.cl",
  "core_gemm.cl", "core_gemm_transposed.cl",
  "core_gemm_update.cl", "core_layer.cl", "core_leaky_rectifier.cl", "core_loss.cl",
  "core_noise.cl", "core_patches.cl", "core_pooling.cl", "core_pooling_rows.cl", "core_softmax.cl",
  "core_tile.cl", "core_uniform_draw.cl", "core_update.cl", "core_weights.cl", "depthwise.cl",
  "dropout.cl", "fill.cl", "gather.cl", "gemm_group.cl", "gemm_group_layer.cl",
  "gemm_group_update.cl", "gradient_transform.cl", "group_product.cl", "image_placement.cl",
  "input_noise.cl", "leaky_rectifier.cl", "max_norm.cl", "max_pool.cl", "optimizer.cl",
  "optimizer_step.cl", "patches.cl", "permutation.cl", "philox.cl", "prelude.cl", "roofline.cl",
  "row_metrics.cl", "shuffle.cl", "softmax.cl", "softmax_cross_entropy.cl", "squared_error.cl",
  "uniform_draw.cl", "vector.cl", "weight_penalty.cl", "window.cl",
]

/// A system library found through pkg-config; `apt` names its Debian package.
func system(_ name: String, pkgConfig: String, apt: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func library(
  _ name: String, _ dependencies: [Target.Dependency], path: String? = nil,
  exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path, exclude: exclude, resources: resources,
    swiftSettings: settings)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []
) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "lockstep",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "lockstep", targets: ["LockstepCLI"]),
    .library(name: "Lockstep", targets: ["Lockstep"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
  ],
  targets: [
    system("COpenBLAS", pkgConfig: "openblas", apt: "libopenblas-dev"),
    system("COpenCL", pkgConfig: "OpenCL", apt: "ocl-icd-opencl-dev"),
    system("CCLBlast", pkgConfig: "clblast", apt: "libclblast-dev"),
    system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    system("CLibPNG", pkgConfig: "libpng", apt: "libpng-dev"),

    library(
      "Kernels", [], path: "Kernels", exclude: ["README.md"],
      resources: kernels.map { .embedInCode($0) }),
    library("Programs", []),
    .target(name: "CFloatingPoint"),
    .target(name: "CPUKernels"),
    library("CPUBackend", ["Programs", "CPUKernels", "COpenBLAS", "CFloatingPoint"]),
    library("OpenCLBackend", ["Programs", "Kernels", "COpenCL", "CCLBlast"]),
    library("Networks", ["Programs", .product(name: "Crypto", package: "swift-crypto")]),
    library(
      "Datasets",
      [
        "Programs", "CZlib", "CLibPNG", "SwiftCSV",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    library("Training", ["Programs", "Networks", "Datasets"]),
    library(
      "Studies",
      [
        "Training", "Networks", "Datasets", "Programs", "Yams",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    library("Reports", ["Studies", "Training", "Datasets", "Programs"]),
    library(
      "ExportMessages", [.product(name: "SwiftProtobuf", package: "swift-protobuf")],
      exclude: ["onnx.proto", "tensorboard.proto"]),
    library(
      "Exports",
      [
        "ExportMessages", "Reports", "Studies", "Training", "Networks", "Datasets", "Programs",
        "CZlib", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ]),
    library(
      "Runs",
      [
        "Reports", "Studies", "Training", "Datasets", "SwiftCSV",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    library(
      "Lockstep",
      [
        "Programs", "CPUBackend", "OpenCLBackend", "Networks", "Datasets", "Training", "Studies",
        "Reports", "Exports", "Runs",
      ]),
    .executableTarget(
      name: "LockstepCLI",
      dependencies: [
        "Programs", "CPUBackend", "OpenCLBackend", "Networks", "Datasets", "Training", "Studies",
        "Reports", "Exports", "Runs", "Lockstep",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),

    .target(
      name: "OperationCases", dependencies: ["Programs"], path: "Tests/OperationCases",
      swiftSettings: settings),
    library("DataFixtures", ["CZlib"], path: "Tests/DataFixtures"),
    tests("ProgramsTests", ["Programs"], exclude: ["activations.json"]),
    tests("CPUBackendTests", ["CPUBackend", "CPUKernels", "Programs"]),
    .executableTarget(
      name: "FuzzHarness",
      dependencies: [
        "CPUBackend", "CZlib", "DataFixtures", "Datasets", "Exports", "Networks", "Programs",
        "Reports", "Runs", "Studies", "Training",
        .product(name: "Crypto", package: "swift-crypto"),
      ], path: "Tests/FuzzHarness", swiftSettings: settings),
    tests(
      "BackendConformanceTests", ["OperationCases", "Programs", "CPUBackend", "OpenCLBackend"]),
    tests(
      "OpenCLBackendTests", ["Programs", "OpenCLBackend", "CPUBackend", "Kernels", "CCLBlast"]),
    tests(
      "NetworksTests",
      ["Networks", "Programs", "OperationCases", "CPUBackend", "OpenCLBackend"],
      exclude: ["optimizer-trajectories.json", "PyTorch"]),
    tests(
      "DatasetsTests",
      [
        "Datasets", "Programs", "CZlib", "DataFixtures",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    tests(
      "TrainingTests",
      ["Training", "Networks", "Datasets", "Programs", "CPUBackend", "OpenCLBackend"]),
    tests(
      "StudiesTests",
      [
        "Studies", "Training", "Networks", "Datasets", "Programs", "CPUBackend",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests("ReportsTests", ["Reports", "Studies", "Training", "Datasets", "Networks", "Programs"]),
    tests(
      "ExportsTests",
      [
        "Exports", "ExportMessages", "Reports", "Studies", "Training", "Networks", "Datasets",
        "Programs", "CZlib", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
      ]),
    tests(
      "RunsTests",
      ["Runs", "Reports", "Studies", "Training", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("LockstepTests", ["Lockstep", "LockstepCLI", "OpenCLBackend"]),
    tests("CommandLineTests", ["LockstepCLI", "FuzzHarness", "Datasets"]),
  ],
  swiftLanguageModes: [.v6]
)
