"""Keras 3 on TensorFlow: `model.fit` from arrays, XLA on (Keras's choice), no metrics.

`--variant fit` is `fit` as it is; `many-steps` runs 32 steps between two looks of Python at the work
(`steps_per_execution`). The examples are cut to whole batches, or the last one would be compiled anew.
"""

import harness

options = harness.arguments(replicas=False, variants=("fit", "many-steps"))

import os
import time

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import tensorflow

tensorflow.config.threading.set_intra_op_parallelism_threads(options.threads)
tensorflow.config.threading.set_inter_op_parallelism_threads(options.threads)
keras.utils.set_random_seed(1)


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


class Keras:
    """The harness's form of a peer; an epoch by itself is only used by `--check`."""

    name = "Keras"
    version = f"{keras.__version__} on TensorFlow {tensorflow.__version__}"

    def __init__(self, inputs, labels):
        used = len(labels) // options.batch * options.batch
        self.inputs, self.labels = inputs[:used], labels[:used]
        layers = [keras.layers.Dense(width, activation="relu") for width in options.hidden]
        self.model = keras.Sequential(
            [keras.layers.Input((harness.INPUTS,)), *layers, keras.layers.Dense(harness.CLASSES)])
        self.model.compile(
            optimizer=keras.optimizers.Adam(harness.RATE, epsilon=harness.EPSILON),
            loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
            steps_per_execution=32 if options.variant == "many-steps" else 1)

    def fit(self, seconds=0.0, epochs=1, **keywords):
        recorder = Epochs(seconds)
        self.model.fit(
            self.inputs, self.labels, batch_size=options.batch, epochs=epochs, shuffle=True,
            verbose=0, callbacks=[recorder] if seconds else [], **keywords)
        return recorder.seconds

    def first_step(self):
        self.fit()

    def epoch(self):
        self.fit()
        return len(self.labels)

    def loss(self):
        return self.model.evaluate(self.inputs, self.labels, verbose=0)


peer = Keras(*harness.data(options))
if options.check:
    harness.run(options, peer)
else:
    harness.run_own_loop(
        options, peer,
        lambda: (peer.fit(options.seconds, epochs=1_000_000), len(peer.labels)))
