"""What the peers have in common: the data, the clock, and how they answer bench.py. Each peer is a script of its own:

    peer_….py products SHAPE...
    peer_….py training DATA SIZES BATCH EPOCHS
    peer_….py predict  DATA SIZES

and has a class Network(sizes, batch, x, labels) with epoch(), which returns the mean loss, and classes(x). An answer is
a line of a name, a tab and a number, as in Java.
"""

import gzip
import statistics
import sys
import time
from pathlib import Path

import numpy as np


def run(network, product=None, dtype=np.float32):
    """Does what the command line asks for. product(kind, a, b), if the peer has products, returns a function that
    computes one."""
    task, *words = sys.argv[1:]
    if task == "products":
        for shape in words if product else []:
            answer(shape, seconds_per_call(product(*operands(shape, dtype))))
    elif task == "training":
        training(network, dtype, words[0], sizes(words[1]), int(words[2]), int(words[3]))
    elif task == "predict":
        predict(network, dtype, words[0], sizes(words[1]))
    else:
        sys.exit(f"{sys.argv[0]}: there is no task {task}")


def answer(name, value):
    print(f"{name}\t{value}", flush=True)


def sizes(text):
    return [int(size) for size in text.split("-")]


# --- the tasks ---

def operands(shape, dtype):
    """Of "AtB 784x128x128" (rows × inner × columns of the product): the kind, and A and B as they are stored."""
    kind, size = shape.split(" ")
    rows, inner, cols = map(int, size.split("x"))
    rng = np.random.default_rng(1)
    a = rng.uniform(-1, 1, (inner, rows) if kind == "AtB" else (rows, inner)).astype(dtype)
    b = rng.uniform(-1, 1, (cols, inner) if kind == "ABt" else (inner, cols)).astype(dtype)
    return kind, a, b


def training(network, dtype, data, sizes, batch, epochs):
    begin = time.perf_counter()
    x, labels = load(data, "train", dtype)
    test_x, test_labels = load(data, "t10k", dtype)
    answer("loaded", time.perf_counter() - begin)
    model = network(sizes, batch, x, labels)
    for _ in range(epochs):
        begin = time.perf_counter()
        loss = model.epoch()
        answer("epoch", time.perf_counter() - begin)
    answer("loss", loss)
    answer("accuracy", np.mean(model.classes(test_x) == test_labels))


def predict(network, dtype, data, sizes):
    x, labels = load(data, "t10k", dtype)
    model = network(sizes, 100, x[:1000], labels[:1000])
    model.epoch()  # scikit-learn has no weights before
    images = x[np.arange(10_000) % len(x)]
    image = images[:1]
    answer("one", seconds_per_call(lambda: model.classes(image)))
    answer("all", seconds_per_call(lambda: model.classes(images)))


# --- data and clock ---

def load(folder, part, dtype):
    """Pixels from 0 to 1 [images × 784] and labels [images] of MNIST's IDX files, gzipped or not."""
    images = content(folder, f"{part}-images-idx3-ubyte")
    count = int.from_bytes(images[4:8], "big")
    x = np.frombuffer(images, np.uint8, offset=16).reshape(count, -1).astype(dtype)
    x /= 255
    return x, np.frombuffer(content(folder, f"{part}-labels-idx1-ubyte"), np.uint8, offset=8).astype(np.int64)


def content(folder, name):
    plain = Path(folder, name)
    return plain.read_bytes() if plain.exists() else gzip.decompress(Path(folder, name + ".gz").read_bytes())


def seconds_per_call(work, slices=5, seconds=0.2):
    """As JMH does it for our part: warm up, then the median of five measurements of 0.2 s."""
    measured = [one_slice(work, seconds) for _ in range(2 * slices)]
    return statistics.median(measured[slices:])


def one_slice(work, seconds):
    calls, begin = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - begin) < seconds:
        work()
        calls += 1
    return elapsed / calls
