"""How each program is started, and how its answers are read: lines of a name, a tab and a number."""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

SCRIPTS = Path(__file__).parent
THREADS = ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"]


class Failed(Exception):
    """A program ended with an error; the message is for the reader."""


def run(command, log, threads=1):
    """The answers of a process, name → numbers; with the time until each one, and the memory and the time it took."""
    answers = defaultdict(list)
    environment = os.environ | {name: str(threads) for name in THREADS}
    with open(log, "a", encoding="utf-8") as errors:
        start = time.perf_counter()
        with subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=errors, env=environment,
                              encoding="utf-8") as process:
            for line in process.stdout:
                name, tab, number = line.rstrip("\n").rpartition("\t")
                if tab:
                    answers[name].append(float(number))
                    answers["until " + name].append(time.perf_counter() - start)
                else:
                    errors.write(line)
            wait(process, answers)
    if process.returncode:
        raise Failed(f"{Path(command[0]).name} … {' '.join(map(str, command[-5:]))} failed, see {log}")
    return answers


def wait(process, answers):
    """Waits for its end; "megabytes" is the peak of its resident memory, "cpu" its seconds on all processors together."""
    if not hasattr(os, "wait4"):  # Windows
        process.wait()
        answers |= {"megabytes": [float("nan")], "cpu": [float("nan")]}
        return
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    answers["megabytes"] = [usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)]
    answers["cpu"] = [usage.ru_utime + usage.ru_stime]


class Library:
    """Our side."""
    name = "fromscratch"

    def __init__(self, java, java_args, class_path, folder):
        self.java, self.java_args, self.class_path, self.folder = java, java_args, class_path, folder
        self.log = folder / "log.txt"

    def start(self, main_class, *words, threads=1):
        arguments = [*self.java_args.split(), f"-Dfromscratch.threads={threads}", "-Djava.awt.headless=true"]
        return run([self.java, *arguments, "-cp", self.class_path, f"fromscratch.bench.{main_class}", *words],
                   self.log, threads)

    def jmh(self, benchmark, threads, *words, warm_up=8):
        """The seconds of each combination of parameters: the median of five measurements in a process of its own."""
        result = self.folder / "jmh.json"
        run([self.java, "-cp", self.class_path, "org.openjdk.jmh.Main", benchmark, *words,
             "-f", "1", "-wi", str(warm_up), "-w", "200ms", "-i", "5", "-r", "200ms", "-rf", "json", "-rff", result,
             "-jvmArgs", f"{self.java_args} -Dfromscratch.threads={threads}"], self.log, threads)
        return [(b["benchmark"].split(".")[-1], b.get("params", {}), median(b["primaryMetric"]["rawData"][0]))
                for b in json.loads(result.read_text("utf-8"))]

    def version(self):
        return subprocess.run([self.java, "-version"], stderr=subprocess.PIPE, encoding="utf-8").stderr.splitlines()[0]

    def peak(self, threads):
        """GFLOP/s."""
        return self.start("FmaPeak", threads)["peak"][0]

    def products(self, shapes, threads, how="library", warm_up=8):
        """Seconds by shape."""
        measured = self.jmh(rf"ProductBenchmark\.{how}$", threads, "-p", "shape=" + ",".join(shapes), warm_up=warm_up)
        return {parameters["shape"]: seconds for _, parameters, seconds in measured}

    def training(self, sizes, batch, epochs, threads):
        return self.start("TrainingRun", sizes, batch, epochs, threads=threads)

    def loading(self, name, *folder):
        """Seconds until a data set is ready; a folder receives its files."""
        return self.start("LoadingRun", name, *folder)["loaded"][0]

    def predict(self, sizes, threads):
        """Seconds by "one" and "all"."""
        return {method: seconds for method, _, seconds in self.jmh("PredictBenchmark", threads, "-p", "sizes=" + sizes)}

    def images_per_second(self, sizes, batch, seconds, threads):
        return self.start("GrowthRun", sizes, batch, seconds, threads=threads)["images per second"][0]

    def draw_growth(self, csv, png):
        self.start("GrowthChart", csv, png)


class Peer:
    """A script peer_….py."""

    def __init__(self, name, python, script, data, log):
        self.name, self.data, self.log = name, data, log
        file, *words = script.split(" ")
        self.command = [python, SCRIPTS / file, *words]

    def start(self, *words, threads):
        return run([*self.command, *words], self.log, threads)

    def products(self, shapes, threads):
        answers = self.start("products", *shapes, threads=threads)
        return {shape: answers[shape][0] for shape in shapes if shape in answers}

    def training(self, sizes, batch, epochs, threads):
        return self.start("training", self.data, sizes, batch, epochs, threads=threads)

    def predict(self, sizes, threads):
        answers = self.start("predict", self.data, sizes, threads=threads)
        return {which: answers[which][0] for which in ["one", "all"]}
