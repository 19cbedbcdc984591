"""Measures the library and its peers in turn, round after round. Maven starts it; ../README.md says what is measured."""

import argparse
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import prepare
from programs import Failed, Library
from results import Results

ROOT = Path(__file__).resolve().parents[4]
FOLDER = ROOT / "target" / "bench"

PARTS = ["products", "training", "cold", "predict", "growth"]

# AB, AtB (AᵀB) or ABt (ABᵀ), and rows × inner × columns: those of a training of 784-128-64-10, and larger ones.
SHAPES = ["AB 64x784x128", "AB 128x784x128", "AB 128x128x64", "AB 128x784x800", "AtB 784x128x128", "ABt 128x64x128",
          "ABt 128x10x64", "AB 1024x1024x1024"]

# Sizes of the layers, batch size, epochs.
COLD = ("784-128-64-10", 128, 10)
TRAININGS = [COLD, ("784-128-64-10", 32, 10), ("784-800-800-10", 128, 3)]

PREDICTING = "784-128-64-10"
PREDICTIONS = {"one": ("1 image", 1), "all": ("10000 images", 10_000)}

# What grows and how large it is, sizes, batch size.
POWERS = [2 ** i for i in range(12)]
GROWTH = ([(f"batch {n}", "784-128-64-10", n) for n in POWERS[:11]]
          + [(f"width {n}", f"784-{n}-10", 128) for n in POWERS[4:]]
          + [(f"depth {n}", "784" + n * "-128" + "-10", 128) for n in range(1, 7)])
GROWTH_BY_THREADS = ("784-800-800-10", 128)
GROWTH_EPOCH = 60_000  # images
GROWTH_SECONDS = 1     # to warm up, and again to measure


# --- the work: a multiply-add counts as two operations ---

def product_gflop(shape):
    rows, inner, cols = map(int, shape.split(" ")[1].split("x"))
    return 2 * rows * inner * cols / 1e9


def forward_gflop(sizes, images):
    """2 · Σ in · out for each image."""
    widths = [int(width) for width in sizes.split("-")]
    return 2 * sum(n * m for n, m in zip(widths, widths[1:])) * images / 1e9


def training_gflop(sizes, images):
    """Forward, the gradients of the weights, and those of the inputs, which the first layer does not need."""
    first_layer = "-".join(sizes.split("-")[:2])
    return 3 * forward_gflop(sizes, images) - forward_gflop(first_layer, images)


# --- the parts: one round of each ---

@dataclass
class Bench:
    library: Library
    peers: list
    threads: list
    images: int  # that there are to train on
    results: Results

    def round(self, parts):
        for threads in self.growing_threads() if "growth" in parts else self.threads:
            self.results.add_peak(threads, self.library.peak(threads))
        if "products" in parts:
            self.products()
        if "training" in parts:
            for training in TRAININGS:
                self.train(*training, self.add_training, *([self.add_cold] if training == COLD else []))
        elif "cold" in parts:
            self.train(*COLD, self.add_cold)
        if "cold" in parts:
            self.results.add("cold", "built-in digits drawn", max(self.threads), self.library.name, None,
                             self.library.loading("built-in digits"))
        if "predict" in parts:
            self.predict()
        if "growth" in parts:
            self.growth()

    def products(self):
        for threads in self.threads:
            for program in [self.library, *self.peers]:
                for shape, seconds in program.products(SHAPES, threads).items():
                    self.results.add("products", shape, threads, program.name, product_gflop(shape), seconds)
            if threads == 1:
                for shape, seconds in self.library.products(SHAPES, threads, "naive", 2).items():
                    self.results.add("products", shape, threads, "i-j-k loops", product_gflop(shape), seconds)

    def train(self, sizes, batch, epochs, *adders):
        for threads in self.threads:
            for program in [self.library, *self.peers]:
                run = program.training(sizes, batch, epochs, threads)
                for add in adders:
                    add(sizes, batch, epochs, threads, program.name, run)

    def add_training(self, sizes, batch, epochs, threads, name, run):
        self.results.add("training", f"{sizes} batch {batch}", threads, name, training_gflop(sizes, self.images),
                         median(run["epoch"][1:]), first_epoch=run["epoch"][0], loss=run["loss"][0],
                         accuracy=run["accuracy"][0], megabytes=run["megabytes"][0])

    def add_cold(self, sizes, batch, epochs, threads, name, run):
        self.results.add("cold", f"{sizes} batch {batch} epochs {epochs}", threads, name, None, run["until accuracy"][0],
                         loaded=run["loaded"][0], first_epoch=run["epoch"][0], cpu=run["cpu"][0],
                         megabytes=run["megabytes"][0])

    def predict(self):
        for threads in self.threads:
            for program in [self.library, *self.peers]:
                for which, seconds in program.predict(PREDICTING, threads).items():
                    case, images = PREDICTIONS[which]
                    self.results.add("predict", case, threads, program.name,
                                     forward_gflop(PREDICTING, images), seconds)

    def growth(self):
        for threads in self.threads:
            for case, sizes, batch in GROWTH:
                self.grow(case, sizes, batch, threads)
        for threads in self.growing_threads():
            self.grow(f"threads {threads}", *GROWTH_BY_THREADS, threads)

    def grow(self, case, sizes, batch, threads):
        seconds = GROWTH_EPOCH / self.library.images_per_second(sizes, batch, GROWTH_SECONDS, threads)
        self.results.add("growth", case, threads, self.library.name, training_gflop(sizes, GROWTH_EPOCH), seconds,
                         epochs_per_second=1 / seconds)

    def growing_threads(self):
        """1, 2, 4, … up to all."""
        most = max(self.threads)
        return sorted({*self.threads, *(n for n in POWERS if n < most)})


# --- the whole ---

def main():
    options = parsed()
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.chdir(ROOT)  # the library looks for data/ here
    library = Library(options.java, options.java_args, options.class_path, FOLDER)
    data = prepare.find_data(library, ROOT, FOLDER)
    python, versions = prepare.install_peers(FOLDER)
    machine = prepare.machine(options, library, versions, data)
    peers = prepare.peers(python, versions, data, library.log)
    bench = Bench(library, peers, options.threads, data.images, Results(FOLDER))
    for number in range(1, options.rounds + 1):
        print(f"bench: round {number} of {options.rounds}, {', '.join(options.parts)}", flush=True)
        bench.round(options.parts)
        bench.results.write(machine)  # each time, so that a run that is broken off was not for nothing
    if "growth" in options.parts:
        library.draw_growth(FOLDER / "growth.csv", FOLDER / "growth.png")
    bench.results.print()
    print(f"bench: written to {FOLDER}")


def parsed():
    parser = argparse.ArgumentParser()
    parser.add_argument("--parts", type=parts, default=PARTS, help=f"all, or some of {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=numbers, default=numbers(""), help="such as 1,4; else 1 and all cores")
    parser.add_argument("--java", required=True)
    parser.add_argument("--java-args", default="")
    parser.add_argument("--class-path", required=True)
    return parser.parse_args()


def parts(text):
    chosen = PARTS if text == "all" else text.split(",")
    if set(chosen) - set(PARTS):
        raise argparse.ArgumentTypeError(f"expected all or some of {','.join(PARTS)}, found {text}")
    return chosen


def numbers(text):
    return sorted({int(number) for number in text.split(",")} if text else {1, os.cpu_count()})


if __name__ == "__main__":
    try:
        main()
    except Failed as failed:
        sys.exit(f"bench: {failed}")
