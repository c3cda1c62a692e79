import CPUBackend
import Datasets
import Foundation
import Networks
import Programs
import Training

let r = Int(CommandLine.arguments[1])!, n = 7000
let mix = CommandLine.arguments.count > 2
let philox = Philox(seed: 1)
var px = [UInt8](); px.reserveCapacity(n * 784)
for i in 0..<n * 196 { let b = philox.block(UInt32(i), 0, 0, 0); px += [UInt8(truncatingIfNeeded: b.0), UInt8(truncatingIfNeeded: b.1), UInt8(truncatingIfNeeded: b.2), UInt8(truncatingIfNeeded: b.3)] }
let labels = (0..<n).map { Int32($0 % 10) }
let ex = Examples(count: n, featureCount: 784, features: .bytes(px), targets: .labels(labels, classes: 10))
let ds = Dataset(name: "r", title: "r", exampleShape: .init(height: 28, width: 28, channels: 1), classNames: [], train: ex, test: ex)
let data = try GroupData(sets: [ds], train: 7000, validation: 0, test: 1500)
var reps: [ReplicaSettings] = []
for i in 0..<r {
  let d: Double = mix && i % 3 == 1 ? 0.2 : 0
  let l: Double = mix && i % 3 == 2 ? 0.001 : 0
  reps.append(ReplicaSettings(seed: UInt64(i), dataSet: 0, rate: 0.001, coefficients: [0.9, 0.999, 1e-7], dropout: d, l2: l, isShuffled: true, startingWeights: nil))
}
let g = try LockstepGroup(GroupSettings(model: .mlp(input: .init(height: 28, width: 28, channels: 1), hidden: [128, 64], outputs: 10, dropout: mix), loss: .crossEntropy, optimizer: .adam, batch: 32, epochs: 4, data: data, replicas: reps), on: CPUBackend())
let out = try g.train(progress: { p in print(p.epoch, p.step, Int(p.examplesPerSecond)) })
print(out[0].epochs.map { $0.train.loss }, g.trainingSeconds, g.evaluationSeconds)
let p = try g.profile(steps: 100)
for e in p.entries.sorted(by: { $0.value.seconds > $1.value.seconds }) { print(e.key, e.value.seconds / Double(r * 100) * 1e6, "us") }
