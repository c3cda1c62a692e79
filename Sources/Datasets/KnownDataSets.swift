/// The data sets that come with the program.
extension DataSource {
  private static let gray28 = ExampleShape(height: 28, width: 28, channels: 1)
  private static let digits = (0..<10).map { String($0) }

  /// Handwritten digits: LeCun, Cortes, Burges, 1998.
  static let mnist = DataSource(
    name: "mnist", title: "MNIST", shape: gray28, classNames: digits, trainCount: 60_000,
    testCount: 10_000,
    origin: .idx(
      IDXFiles(
        trainImages: DataFile(
          name: "train-images-idx3-ubyte.gz", size: 9_912_422,
          sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        trainLabels: DataFile(
          name: "train-labels-idx1-ubyte.gz", size: 28_881,
          sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        testImages: DataFile(
          name: "t10k-images-idx3-ubyte.gz", size: 1_648_877,
          sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        testLabels: DataFile(
          name: "t10k-labels-idx1-ubyte.gz", size: 4_542,
          sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        addresses: [
          "https://ossci-datasets.s3.amazonaws.com/mnist/",
          "https://storage.googleapis.com/cvdf-datasets/mnist/",
        ])))

  /// Articles of clothing: Xiao, Rasul, Vollgraf, arXiv 1708.07747, 2017.
  static let fashionMNIST = DataSource(
    name: "fashion-mnist", title: "Fashion-MNIST", shape: gray28,
    classNames: [
      "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
      "Ankle boot",
    ], trainCount: 60_000, testCount: 10_000,
    origin: .idx(
      IDXFiles(
        trainImages: DataFile(
          name: "train-images-idx3-ubyte.gz", size: 26_421_880,
          sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        trainLabels: DataFile(
          name: "train-labels-idx1-ubyte.gz", size: 29_515,
          sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        testImages: DataFile(
          name: "t10k-images-idx3-ubyte.gz", size: 4_422_102,
          sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        testLabels: DataFile(
          name: "t10k-labels-idx1-ubyte.gz", size: 5_148,
          sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
        addresses: [
          "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
          "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
        ])))

  /// Small photographs: Krizhevsky, "Learning multiple layers of features from tiny images", 2009.
  ///
  /// The checksums are those of the plain files in the published archive.
  static let cifar10 = DataSource(
    name: "cifar-10", title: "CIFAR-10", shape: CIFAR.shape,
    classNames: [
      "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
    ], trainCount: 50_000, testCount: 10_000,
    origin: .cifar(
      CIFARFiles(
        train: [
          "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
          "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
          "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
          "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
          "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
        ].enumerated().map { index, sha256 in
          DataFile(name: "data_batch_\(index + 1).bin", size: 30_730_000, sha256: sha256)
        },
        test: DataFile(
          name: "test_batch.bin", size: 30_730_000,
          sha256: "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b"))),
    isStandardized: true,
    archive: DataArchive(
      file: DataFile(
        name: "cifar-10-binary.tar.gz", size: 170_052_171,
        sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
      folder: "cifar-10-batches-bin",
      addresses: ["https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"]))

  /// Median house values of the 1990 census: Pace and Barry, "Sparse spatial autoregressions",
  /// Statistics & Probability Letters 33, 1997.
  ///
  /// The archive is the one that scikit-learn downloads and pins.
  static let californiaHousing = DataSource(
    name: "california-housing", title: "California housing", shape: CaliforniaHousing.shape,
    classNames: [], trainCount: CaliforniaHousing.trainCount,
    testCount: CaliforniaHousing.testCount,
    origin: .californiaHousing(
      DataFile(
        name: "cal_housing.data", size: 2_071_484,
        sha256: "a2b44dcc7e1c9091b43c4f458b25cbd1f7e8068d08edd26bc4703108d3fa6214")),
    isStandardized: true,
    archive: DataArchive(
      file: DataFile(
        name: "cal_housing.tgz", size: 441_963,
        sha256: "aaa5c9a6afe2225cc2aed2723682ae403280c4a3695a2ddda4ffb5d8215ea681"),
      folder: "CaliforniaHousing",
      addresses: ["https://ndownloader.figshare.com/files/5976036"]))

  /// Digits drawn by this program.
  static let syntheticDigits = DataSource(
    name: "synthetic-digits", title: "Synthetic digits", shape: SyntheticDigits.shape,
    classNames: digits, trainCount: 60_000, testCount: 10_000, origin: .generated)
}
