"""Real Java kernels under load, for a long time and several at once. Maven calls it, see lib/pom.xml:

    soak.py soak --minutes 120   one kernel, seeded random actions: trainings, interrupts, moves of controls, saves, errors
    soak.py many                 four kernels that train side by side
    soak.py hundred              a hundred trainings in one kernel, and what is on its heap before and after

What has to hold, and what is counted as a leak, is said at `Soak`, `LEAK_RULES`, `many` and `hundred`. What the cells call is in
soak.jshell.
"""

import argparse
import csv
import random
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from queue import Empty

import psutil
from jupyter_client import KernelManager

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[3]
TARGET = ROOT / "target" / "soak"
SETUP = (HERE / "soak.jshell").read_text(encoding="utf-8")
PROBE_SECONDS = 60
WORK_SECONDS = 600   # for what takes a second on a machine that has nothing else to do
TRAININGS = 40
CALIBRATION_CELLS = 200
MB = 1 << 20


class Failed(Exception):
    """The kernel did not do as promised; the message is for the reader."""


# --- one kernel and the page that it believes to talk to ---

class Kernel:
    """A kernel with the cells of soak.jshell, and what a page would know of it: its controls and what came last."""

    def __init__(self):
        self.manager = KernelManager(kernel_name="java")
        self.manager.start_kernel(cwd=str(ROOT / "notebooks"))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=WORK_SECONDS)
        self.cells = 0
        self.controls = {}   # the identifier of a control by its label
        self.messages = []   # what arrived that belongs to no cell, or beside its outputs: messages to controls
        self.run(SETUP)
        self.run("System.out.println(\"pid \" + ProcessHandle.current().pid());")
        self.process = psutil.Process(int(re.search(r"pid (\d+)", self.text)[1]))

    # cells

    def send(self, code):
        """Starts a cell; `wait` waits for its end."""
        self.cells += 1
        self.outputs, self.running = [], self.client.execute(code, store_history=False)
        return self.running

    def wait(self, limit=WORK_SECONDS):
        """Until the cell that was started last has ended and all its outputs are here; returns "ok" or "error"."""
        end, reply = time.monotonic() + limit, None
        while reply is None or not self.idle:
            if not self.manager.is_alive():
                raise Failed("the kernel has died")
            if time.monotonic() > end:
                raise Failed(f"no answer within {limit} s")
            self.arrived(0.02)
            reply = reply or self.reply()
        return reply["content"]["status"]

    def wait_for_begin(self):
        """Until the cell that was started last is being executed."""
        end = time.monotonic() + WORK_SECONDS
        while not any(message["msg_type"] == "execute_input" for message in self.outputs):
            if time.monotonic() > end:
                raise Failed(f"the cell has not begun within {WORK_SECONDS} s")
            self.arrived(0.02)

    @property
    def idle(self):
        """Whether all outputs of the last cell are here."""
        return any(m["msg_type"] == "status" and m["content"]["execution_state"] == "idle" for m in self.outputs)

    def reply(self):
        try:
            message = self.client.get_shell_msg(timeout=0)
        except Empty:
            return None
        return message if message["parent_header"].get("msg_id") == self.running else None

    def arrived(self, seconds):
        """Takes in the messages for the page that have arrived, after a wait for the first one."""
        wait = seconds
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=wait)
            except Empty:
                return
            wait = 0
            kind, content = message["msg_type"], message["content"]
            if kind == "comm_open":
                label = content["data"].get("state", {}).get("description")
                if label:
                    self.controls[label] = content["comm_id"]
            elif kind == "comm_msg":
                self.messages.append(content["data"])
                del self.messages[:-1000]
            elif message["parent_header"].get("msg_id") == self.running:
                self.outputs.append(message)

    def run(self, code, limit=WORK_SECONDS):
        """A cell that has to go well."""
        self.send(code)
        if self.wait(limit) != "ok":
            raise Failed(f"an error in `{code.splitlines()[0]}`:\n{self.error}")
        return self.text

    @property
    def text(self):
        """What the last cell printed."""
        return "".join(m["content"]["text"] for m in self.outputs if m["msg_type"] == "stream")

    @property
    def error(self):
        return "\n".join("\n".join(m["content"]["traceback"]) for m in self.outputs if m["msg_type"] == "error")

    @property
    def pictures(self):
        return sum("image/png" in m["content"].get("data", {}) for m in self.outputs)

    # what a page sends

    def page(self, kind, content):
        self.client.shell_channel.send(self.client.session.msg(kind, content))

    def move(self, label, value):
        self.page("comm_msg", {"comm_id": self.controls[label],
                               "data": {"method": "update", "state": {"value": value}, "buffer_paths": []}})

    def click(self, label):
        self.page("comm_msg", {"comm_id": self.controls[label], "data": {"method": "custom", "content": {"event": "click"}}})

    def until(self, what, fits):
        """Waits until a message to a control fits."""
        end = time.monotonic() + WORK_SECONDS
        while not any(map(fits, self.messages)):
            if time.monotonic() > end:
                raise Failed(f"{what}: not within {WORK_SECONDS} s")
            self.arrived(0.02)

    def measure(self):
        """Numbers that must not grow for ever, after a garbage collection."""
        said = self.run("Soak.measure();")
        pid, heap, classes, threads, ours = map(int, re.search(r"measured (.*)", said)[1].split())
        if pid != self.process.pid:
            raise Failed("this is another kernel than at the start")
        files = self.process.num_fds() if hasattr(self.process, "num_fds") else self.process.num_handles()
        return {"cells": self.cells, "heap": heap, "classes": classes, "resident": self.process.memory_info().rss,
                "threads": threads, "ours": ours, "files": files}

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


# --- the long soak ---

class Soak:
    """Actions by lot. After each one a probe, a cell that prints a number, has to be answered within a minute; each
    training has a number that says all about it, and gives the same digest of its weights each time."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.kernel = Kernel()
        self.digests, self.done, self.longest, self.clicks = {}, Counter(), Counter(), 0
        self.actions = {
            self.train: 8, self.train_watched: 4, self.train_in_background: 4, self.interrupt: 6, self.interrupt_anything: 3,
            self.move_slider: 8, self.move_drawing: 6, self.click_button: 5, self.callback_throws: 4, self.reload_page: 3,
            self.use_panel: 6, self.new_control: 1, self.save: 6, self.chart: 5, self.table: 4, self.error: 6, self.class_again: 2}
        self.kernel.run("Soak.showControls();")

    def number(self):
        return self.random.randrange(TRAININGS)

    # actions

    def train(self):
        self.compare(self.kernel.run(f"Soak.train({self.number()});"))

    def train_watched(self):
        watch = self.random.choice(["new ProgressBar()", "new LiveCurve()", "new TrainingView(Soak.test)"])
        self.compare(self.kernel.run(f"Soak.train({self.number()}, {watch});"))

    def train_in_background(self):
        self.kernel.run(f"Soak.background({self.number()});")

    def interrupt(self):
        self.kernel.send(f"Soak.endless({self.number()});")
        self.stop(self.random.uniform(0, 2))
        begin = time.monotonic()
        if "usable" not in self.kernel.run("Soak.useInterrupted();"):
            raise Failed("an interrupted network does not work: " + self.kernel.text)
        self.longest["end"] = max(self.longest["end"], time.monotonic() - begin)

    def interrupt_anything(self):
        """Whatever it hits: what comes later has to work all the same."""
        number = self.number()
        self.kernel.send(self.random.choice([f"Soak.train({number});", f"Soak.save({number});", "show(Soak.curve(1));",
                                             "Soak.showNewControl(1);" if self.done["new_control"] > 3 else "var sum = 0;"]))
        self.stop(self.random.uniform(0, 0.5))

    def stop(self, after):
        """Presses the stop button so many seconds after the cell has begun: before that it would stop nothing."""
        self.kernel.wait_for_begin()
        time.sleep(after)
        begin = time.monotonic()
        self.kernel.manager.interrupt_kernel()
        self.kernel.wait(PROBE_SECONDS)
        self.longest["stop"] = max(self.longest["stop"], time.monotonic() - begin)

    def move_slider(self):
        for _ in range(self.random.randint(1, 50)):
            value = self.random.randrange(1, 1000) / 1000
            self.kernel.move("slider", value)
        self.heard = value
        self.say_heard()

    heard = 0.0

    def click_button(self):
        for _ in range(self.random.randint(1, 5)):
            self.kernel.click("button")
            self.clicks += 1
        self.say_heard()

    def say_heard(self):
        self.kernel.run(f"Soak.sayHeard({self.heard}, {self.clicks});")

    def move_drawing(self):
        """The drawing of the last value has to come, those between may be left out."""
        value = self.random.randrange(101) / 100
        self.kernel.messages.clear()
        for step in range(self.random.randint(1, 30), -1, -1):
            self.kernel.move("drawn", abs(value - step / 100))
        self.kernel.until("a new drawing", lambda data: "slope " + format(value, "g").removesuffix(".0") in str(data.get("state")))

    def callback_throws(self):
        value = self.random.randrange(1, 1000) / 1000
        self.kernel.messages.clear()
        self.kernel.move("failing", value)
        self.kernel.until("a red line", lambda data: f"soak {value}" in str(data.get("state")))

    def reload_page(self):
        """A new page asks for all controls; it has to hear of those that were shown."""
        comm = f"page-{sum(self.done.values())}"
        self.kernel.messages.clear()
        self.kernel.page("comm_open", {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}})
        self.kernel.page("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})
        self.kernel.until("the states of all controls", lambda data: data.get("method") == "update_states"
                          and {self.kernel.controls[label] for label in ("slider", "button", "drawn")} <= set(data["states"]))
        self.kernel.page("comm_close", {"comm_id": comm, "data": {}})

    def use_panel(self):
        """Its buttons as a child would press them, and its learning rate in between."""
        for _ in range(self.random.randint(1, 6)):
            word = self.random.choice(["Train", "Train", "Pause", "Stop", "Reset", "rate"])
            if word == "rate":
                self.kernel.move("learning rate", self.random.choice([0.001, 0.01, 0.1, 1]))
            else:
                self.kernel.click(word)
            time.sleep(self.random.uniform(0, 0.3))
        self.kernel.run("System.out.println(Soak.panel.runs().rowCount());")

    def new_control(self):
        self.kernel.run(f"Soak.showNewControl({self.number()});")

    def save(self):
        self.compare(self.kernel.run(f"Soak.save({self.number()});"))

    def chart(self):
        self.kernel.run(self.random.choice(["show(Soak.curve(2));", "show(Pictures.digits(Soak.test, 1, 2, 3));",
                                            "showSideBySide(Soak.curve(1), Pictures.digit(Soak.test, 7));"]))
        if self.kernel.pictures != 1:
            raise Failed(f"expected one picture, found {self.kernel.pictures}")

    def table(self):
        self.kernel.run("show(Tables.of(ConfusionMatrix.of(Soak.test.labels(), Soak.test.labels(), 10), Soak.test.classNames()));")
        if not any("text/html" in m["content"].get("data", {}) for m in self.kernel.outputs):
            raise Failed("expected a table, found none")

    def error(self):
        """A cell that fails, with an exception, an error of the virtual machine or of the compiler."""
        code = self.random.choice(["int[] none = {}; int first = none[0];", "throw new Exception(\"by lot\");", "int x = \"text\";",
                                   "class Endless { static int f(int n) { return f(n + 1) + 1; } } int deep = Endless.f(0);",
                                   "{ byte[][] large = new byte[40][]; for (int i = 0; i < 40; i++) large[i] = new byte[1 << 30]; }",
                                   "Network.load(Path.of(\"nowhere.safetensors\"));", "new Trainer(Soak.network(1), new SoftmaxCrossEntropy(), "
                                   "new Sgd(0.1)).fit(Soak.train.x(), Soak.test.labels());", "if (", "unknown.call();"])
        self.kernel.send(code)
        if self.kernel.wait() != "error":
            raise Failed(f"expected an error of `{code}`, found none")

    def class_again(self):
        """A reader edits a class of a cell and runs it again."""
        self.kernel.run(f"class Edited {{ int value = {self.number()}; }} System.out.println(new Edited().value);")

    # what has to hold

    def compare(self, said):
        for number, digest in re.findall(r"^digest (\d+) (\S+)$", said, re.MULTILINE):
            if self.digests.setdefault(number, digest) != digest:
                raise Failed(f"training {number} gave the weights {digest}, the first time {self.digests[number]}")
            self.done["digests compared"] += 1
        if "failed" in said:
            raise Failed("a training in the background: " + said)

    def probe(self):
        begin = time.monotonic()
        number = self.random.randrange(1000)
        if f"alive {number}" not in self.kernel.run(f"System.out.println(\"alive {number}\"); Soak.sayEnded();", PROBE_SECONDS):
            raise Failed(f"the probe printed {self.kernel.text!r}")
        self.longest["probe"] = max(self.longest["probe"], time.monotonic() - begin)
        self.compare(self.kernel.text)

    def measure(self):
        """With the panel's training ended and forgotten."""
        self.kernel.click("Reset")
        return self.kernel.measure()

    def step(self):
        action = self.random.choices(list(self.actions), list(self.actions.values()))[0]
        try:
            action()
            self.probe()
        except Failed as failed:
            raise Failed(f"{action.__name__}, action {sum(self.done.values())}: {failed}") from None
        self.done[action.__name__] += 1


# --- leaks ---

# JShell keeps each statement that it has run: its text, its classes, its variables. What a cell costs is measured first,
# with some that do as little as the probe's. Beyond that, the last fifth of the run may hold only so much more than the
# fifth in the middle; medians are compared, so that one sample does not decide. A leak of a run that is short passes:
# what is small enough to be unseen in two hours is small enough for a reader's day.
LEAK_RULES = {"heap": 8 * MB, "classes": 8 * MB, "resident": 96 * MB, "threads": 2, "ours": 0, "files": 3}
CELL_ALLOWANCE = 2


def cost_of_cells(kernel, count):
    """What a cell of two statements adds to each number; few have more."""
    for _ in range(20):   # the first ones load classes
        kernel.run(";")
    before = kernel.measure()
    for number in range(count):
        kernel.run(f"System.out.println({number}); Soak.sayEnded();")
    after = kernel.measure()
    return {name: max(0.0, (after[name] - before[name]) / (after["cells"] - before["cells"])) for name in ("heap", "classes")}


def fifth(samples, which):
    """The medians of a fifth of the samples, from 0 to 4."""
    part = samples[len(samples) * which // 5:max(len(samples) * (which + 1) // 5, len(samples) * which // 5 + 1)]
    return {name: statistics.median(sample[name] for sample in part) for name in part[0]}


def leaks(samples, cell):
    """A sentence for each number that grew more than its rule allows."""
    middle, last = fifth(samples, 2), fifth(samples, 4)
    cells = CELL_ALLOWANCE * (last["cells"] - middle["cells"])
    allowed = {name: rule + cells * cell.get(name, 0) for name, rule in LEAK_RULES.items()}
    allowed["resident"] += cells * sum(cell.values())
    return [f"{name}: {middle[name]:,.0f} in the middle, {last[name]:,.0f} at the end, that is more than {allowed[name]:,.0f} more"
            for name in LEAK_RULES if last[name] - middle[name] > allowed[name]]


def shown(sample):
    return (f"heap {sample['heap'] / MB:.1f} MB, classes {sample['classes'] / MB:.1f} MB, resident {sample['resident'] / MB:.0f} MB, "
            f"threads {sample['threads']:.0f} ({sample['ours']:.0f} of ours), files {sample['files']:.0f}")


# --- the commands ---

def soak(minutes, seed):
    TARGET.mkdir(parents=True, exist_ok=True)
    path = TARGET / "soak.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        run = Soak(seed)
        try:
            return soaked(run, minutes, csv.writer(file), file)
        finally:
            run.kernel.close()


def soaked(run, minutes, rows, file):
    begin = time.monotonic()
    cell = cost_of_cells(run.kernel, CALIBRATION_CELLS)
    print(f"soak: a cell costs {cell['heap'] / 1024:.1f} KB of heap and {cell['classes'] / 1024:.1f} KB for its class", flush=True)
    samples, interval, problem = [], max(5, 60 * minutes / 100), None
    rows.writerow(["seconds", "actions", *run.measure()])
    try:
        while time.monotonic() - begin < 60 * minutes or len(samples) < 5:
            due = time.monotonic() + interval
            while time.monotonic() < due:
                run.step()
            samples.append(run.measure())
            rows.writerow([round(time.monotonic() - begin), sum(run.done[a.__name__] for a in run.actions), *samples[-1].values()])
            file.flush()
            run.probe()
    except Failed as failed:
        problem = str(failed)
    actions = {name.__name__: run.done[name.__name__] for name in run.actions}
    print(f"soak: {sum(actions.values())} actions in {(time.monotonic() - begin) / 60:.1f} minutes: "
          + ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in actions.items()))
    print(f"soak: {run.done['digests compared']} trainings of {len(run.digests)} kinds, each kind with the same bits; "
          f"{run.kernel.cells} cells; kernel restarts: 0; longest wait for a probe {run.longest['probe']:.2f} s, "
          f"from interrupt to the cell's end {run.longest['stop']:.2f} s, to the training's {run.longest['end']:.2f} s")
    for name, which in {"first": 0, "middle": 2, "last": 4}.items():
        if samples:
            print(f"soak: {name + ' fifth':12} {shown(fifth(samples, which))}")
    return [problem] if problem else leaks(samples, cell)


def many(kernels, rounds):
    """Kernels that train at the same time give the same bits; each has as many threads afterwards as before, all of
    them daemons; and each ends when it is told to."""
    team = [Kernel() for _ in range(kernels)]
    try:
        begin = time.monotonic()
        for kernel in team:
            kernel.run("Soak.train(3);")
        before = [kernel.measure() for kernel in team]
        for kernel in team:
            kernel.send(f"for (int i = 0; i < {rounds}; i++) Soak.train(i);")
        for kernel in team:
            if kernel.wait(2 * WORK_SECONDS) != "ok":
                return [kernel.error]
        digests = {tuple(re.findall(r"^digest \d+ (\S+)$", kernel.text, re.MULTILINE)) for kernel in team}
        after = [kernel.measure() for kernel in team]
        threads = {kernel.run("Soak.sayThreads();") for kernel in team}
        problems = []
        if len(digests) != 1 or len(next(iter(digests))) != rounds:
            problems.append(f"the kernels gave different weights: {digests}")
        if any(b["ours"] != a["ours"] for b, a in zip(before, after)):
            problems.append(f"threads before {[b['ours'] for b in before]}, after {[a['ours'] for a in after]}")
        if any("not a daemon" in said for said in threads):
            problems.append("a thread that would outlive the kernel: " + "".join(threads))
        print(f"many: {kernels} kernels trained {rounds} networks each side by side in {time.monotonic() - begin:.0f} s, with "
              f"{len(digests)} set(s) of weights and {[a['ours'] for a in after]} threads of ours")
        return problems
    finally:
        for kernel in team:
            kernel.close()


def hundred():
    """After a hundred trainings the heap holds what it held before, give or take a megabyte, and no more objects of the
    library. Ten trainings come first, as the first ones make what is then kept."""
    kernel = Kernel()
    try:
        kernel.run("for (int i = 0; i < 10; i++) Soak.trained(i, new LiveCurve());")
        before, heap_before = kernel.measure(), histogram(kernel)
        kernel.run("for (int i = 0; i < 100; i++) Soak.trained(i, new LiveCurve());", limit=5 * WORK_SECONDS)
        after, heap_after = kernel.measure(), histogram(kernel)
    finally:
        kernel.close()
    print(f"hundred: {'class':42} {'objects before':>15} {'after':>9} {'bytes before':>13} {'after':>11}")
    for name in sorted(heap_after, key=lambda name: -heap_after[name][1])[:12]:
        (objects, size), (objects_now, size_now) = heap_before.get(name, (0, 0)), heap_after[name]
        print(f"hundred: {name:42.42} {objects:15,} {objects_now:9,} {size:13,} {size_now:11,}")
    print(f"hundred: before: {shown(before)}")
    print(f"hundred: after:  {shown(after)}")
    problems = [f"{name}: {heap_before.get(name, (0, 0))[0]} objects before, {objects} after" for name, (objects, _) in heap_after.items()
                if name.startswith("fromscratch.") and objects > heap_before.get(name, (0, 0))[0]]
    if after["heap"] - before["heap"] > MB:
        problems.append(f"the heap grew by {(after['heap'] - before['heap']) / MB:.1f} MB")
    if after["ours"] > before["ours"]:
        problems.append(f"{before['ours']} threads of ours before, {after['ours']} after")
    return problems


def histogram(kernel):
    """Objects and bytes by class."""
    rows = re.findall(r"^ *\d+: +(\d+) +(\d+) +(\S+)", kernel.run("Soak.histogram();"), re.MULTILINE)
    return {name: (int(objects), int(size)) for objects, size, name in rows}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["soak", "many", "hundred"])
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kernels", type=int, default=4)
    options = parser.parse_args()
    commands = {"soak": lambda: soak(options.minutes, options.seed), "many": lambda: many(options.kernels, 12), "hundred": hundred}
    try:
        problems = commands[options.command]()
    except Failed as failed:
        problems = [str(failed)]
    for problem in problems:
        print(f"{options.command}: FAILED: {problem}")
    if problems:
        sys.exit(1)
    print(f"{options.command}: all is well")


if __name__ == "__main__":
    main()
