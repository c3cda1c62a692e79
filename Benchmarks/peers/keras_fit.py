"""A Keras model that `model.fit` trains, as a peer of the harness."""

import time

import harness
import keras
import tensorflow


class Epochs(keras.callbacks.Callback):
    """The seconds of each epoch; stops the fit when the time is over."""

    def __init__(self, seconds):
        super().__init__()
        self.limit, self.seconds = seconds, []

    def on_train_begin(self, logs=None):
        self.end = time.perf_counter() + self.limit

    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        now = time.perf_counter()
        self.seconds.append(now - self.start)
        self.model.stop_training = len(self.seconds) >= 3 and now >= self.end


class Fit:
    """The harness's form of a peer; an epoch by itself is only used by `--check`.

    The examples are cut to whole batches, or the last one would be compiled anew.
    """

    name = "Keras"
    version = f"{keras.__version__} on TensorFlow {tensorflow.__version__}"

    def __init__(self, options, model, inputs, labels):
        used = len(labels) // options.batch * options.batch
        self.options, self.model = options, model
        self.inputs, self.labels = inputs[:used], labels[:used]
        self.model.compile(
            optimizer=keras.optimizers.Adam(harness.RATE, epsilon=harness.EPSILON),
            loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            steps_per_execution=32 if options.variant == "many-steps" else 1)

    def fit(self, seconds=0.0, epochs=1, **keywords):
        recorder = Epochs(seconds)
        self.model.fit(
            self.inputs, self.labels, batch_size=self.options.batch, epochs=epochs, shuffle=True,
            verbose=0, callbacks=[recorder] if seconds else [], **keywords)
        return recorder.seconds

    def first_step(self):
        self.fit()

    def epoch(self):
        self.fit()
        return len(self.labels)

    def loss(self):
        return self.model.evaluate(self.inputs, self.labels, verbose=0)

    def run(self):
        """Checks that it learns, or trains for the time asked for."""
        if self.options.check:
            return harness.run(self.options, self)
        harness.run_own_loop(
            self.options, self,
            lambda: (self.fit(self.options.seconds, epochs=1_000_000), len(self.labels)))
