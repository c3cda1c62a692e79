// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "SeedStudy",
  platforms: [.macOS(.v15)],
  dependencies: [
    // In a package of your own: .package(url: "…", from: "0.1.0").
    .package(name: "lockstep", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "SeedStudy", dependencies: [.product(name: "Lockstep", package: "lockstep")])
  ],
  swiftLanguageModes: [.v6]
)
