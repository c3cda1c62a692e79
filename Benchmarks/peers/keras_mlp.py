"""Keras 3 on TensorFlow: `model.fit` from arrays, XLA on (Keras's choice), no metrics.

`--variant fit` is `fit` as it is; `many-steps` runs 32 steps between two looks of Python at the work
(`steps_per_execution`).
"""

import harness

options = harness.arguments(replicas=False, variants=("fit", "many-steps"))

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["KERAS_BACKEND"] = "tensorflow"
import keras
import tensorflow
from keras_fit import Fit

tensorflow.config.threading.set_intra_op_parallelism_threads(options.threads)
tensorflow.config.threading.set_inter_op_parallelism_threads(options.threads)
keras.utils.set_random_seed(1)

layers = [keras.layers.Dense(width, activation="relu") for width in options.hidden]
model = keras.Sequential(
    [keras.layers.Input((harness.INPUTS,)), *layers, keras.layers.Dense(harness.CLASSES)])
Fit(options, model, *harness.data(options)).run()
