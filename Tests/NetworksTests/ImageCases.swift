import Networks
import Programs

extension TrainingCase {
  /// Networks on images: every kind of layer, alone and in branches.
  static let images: [TrainingCase] = [
    image(
      "convolutions, pooling, flatten", shape: FeatureShape(height: 5, width: 4, channels: 2),
      [
        ConvolutionLayer(3, WindowForm(height: 3, width: 2), activation: .tanh),
        PoolingLayer(.max, WindowForm(size: 2, padding: .covering)),
        ConvolutionLayer(
          2, WindowForm(size: 2, stride: 2, padding: .explicit(Window.Padding(all: 1))),
          activation: .silu),
        PoolingLayer(
          .average(countsPadding: false), WindowForm(size: 2, stride: 1, padding: .same)),
        Flatten(), DropoutLayer(), Dense(outputs, activation: .identity),
      ]),
    image(
      "fire module and inverted residual", shape: FeatureShape(height: 4, width: 3, channels: 2),
      [
        ConvolutionLayer(3, WindowForm(size: 1), activation: .elu),
        Branches(
          [
            [ConvolutionLayer(2, WindowForm(size: 1), activation: .tanh)],
            [ConvolutionLayer(2, WindowForm(size: 3, padding: .same), activation: .gelu)],
          ], joint: .concatenation),
        Branches.residual([
          ConvolutionLayer(5, WindowForm(size: 1), hasBias: false),
          BatchNormalization(activation: .tanh),
          DepthwiseConvolutionLayer(WindowForm(size: 3, padding: .same), hasBias: false),
          BatchNormalization(activation: .softplus),
          ConvolutionLayer(4, WindowForm(size: 1), hasBias: false), BatchNormalization(),
        ]),
        PoolingLayer(.average(countsPadding: true)), Dense(outputs, activation: .identity),
      ]),
    image(
      "branches in branches", shape: FeatureShape(height: 3, width: 3, channels: 2),
      [
        Branches(
          [
            [DropoutLayer()], [],
            [
              Branches(
                [
                  [BatchNormalization()], [Rectifier(.learnt)],
                  [
                    PoolingLayer(
                      .max, WindowForm(size: 3, padding: .explicit(Window.Padding(all: 1))))
                  ],
                ], joint: .concatenation)
            ],
            [
              DepthwiseConvolutionLayer(WindowForm(size: 3, padding: .same), activation: .sigmoid),
              Branches(
                [
                  [], [ConvolutionLayer(2, WindowForm(size: 1), activation: .tanh)],
                  [DropoutLayer()],
                ],
                joint: .sum),
            ],
          ], joint: .concatenation),
        ActivationLayer(.tanh),
        Branches.residual(
          [ConvolutionLayer(2, WindowForm(size: 2), activation: .tanh)],
          shortcut: [
            PoolingLayer(.average(countsPadding: true), WindowForm(size: 2)),
            ConvolutionLayer(2, WindowForm(size: 1)),
          ]),
        ActivationLayer(.gelu),
        Branches(
          [
            [Flatten(), Dense(2, activation: .tanh)],
            [PoolingLayer(.max), DropoutLayer()],
          ], joint: .concatenation),
        Dense(outputs, activation: .identity),
      ]),
    // Batch norm in place in the joint, its gradient in columns of the joint's.
    image(
      "flattened images that meet others", shape: FeatureShape(height: 3, width: 3, channels: 2),
      [
        ConvolutionLayer(1, WindowForm(size: 2), activation: .tanh),
        Branches(
          [
            [Flatten(), BatchNormalization(activation: .tanh)],
            [Flatten(), Dense(3, activation: .tanh)],
          ], joint: .concatenation),
        Dense(outputs, activation: .identity),
      ]),
    // Of more places than a byte tells: rows first, then columns.
    image(
      "wide windows", shape: FeatureShape(height: 10, width: 9, channels: 1),
      [
        ConvolutionLayer(2, WindowForm(size: 2), activation: .tanh),
        PoolingLayer(
          .max, WindowForm(size: 17, stride: 4, padding: .explicit(Window.Padding(all: 8)))),
        Flatten(), Dense(outputs, activation: .identity),
      ]),
  ]

  private static func image(
    _ name: String, shape: FeatureShape, _ layers: [any Layer]
  ) -> TrainingCase {
    TrainingCase(name: name, shape: shape, layers: layers)
  }
}
