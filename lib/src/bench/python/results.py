"""Collects what was measured and sums it up: medians over the rounds, ratios, shares of the peak."""

import csv
from collections import defaultdict
from statistics import median

from programs import Library

# How the columns are printed; in the CSV files they stand as they are, times in seconds.
TIMES = {"seconds", "lowest", "highest", "first_epoch", "loaded", "cpu"}
UNITS = [("µs", 1e6), ("ms", 1e3), ("s", 1)]
FORMATS = {"gflop_per_second": "{:.1f}", "share_of_peak": "{:.1%}", "epochs_per_second": "{:.3g}", "megabytes": "{:.0f}",
           "loss": "{:.4f}", "accuracy": "{:.2%}"}


class Results:
    def __init__(self, folder):
        self.folder = folder
        self.peaks = defaultdict(list)                              # threads → GFLOP/s
        self.parts = defaultdict(lambda: defaultdict(list))         # part → (case, threads, program) → measurements

    def add_peak(self, threads, gflops):
        self.peaks[threads].append(gflops)

    def add(self, part, case, threads, program, gflop, seconds, **more):
        """One measurement: that it took `seconds` to do `gflop` (None if that is not to be counted)."""
        self.parts[part][case, threads, program].append({"gflop": gflop, "seconds": seconds} | more)

    def summary(self, part):
        """A row for each case, number of threads and program, those of a case together."""
        measured = self.parts[part]
        order = list(dict.fromkeys((case, threads) for case, threads, _ in measured))
        for key in sorted(measured, key=lambda key: order.index(key[:2])):
            case, threads, program = key
            runs = measured[key]
            seconds = [run["seconds"] for run in runs]
            ours = [run["seconds"] for run in measured[case, threads, Library.name]]
            row = {"case": case, "threads": threads, "program": program, "seconds": median(seconds),
                   "lowest": min(seconds), "highest": max(seconds)}
            if part != "growth":  # of each round, then the median: what disturbs a round disturbs all programs in it
                row["times_ours"] = median(theirs / our for theirs, our in zip(seconds, ours))
            if runs[0]["gflop"] is not None:
                row["gflop_per_second"] = runs[0]["gflop"] / row["seconds"]
                row["share_of_peak"] = row["gflop_per_second"] / median(self.peaks[threads])
            more = [name for name in runs[0] if name not in ("gflop", "seconds")]
            yield row | {name: median(run[name] for run in runs) for name in more}

    def write(self, machine):
        """machine.csv, and a CSV file for each part."""
        peaks = {f"peak of {n} threads, GFLOP/s": f"{median(peak):.1f}" for n, peak in sorted(self.peaks.items())}
        write_csv(self.folder / "machine.csv", [{"what": what, "value": value} for what, value in (machine | peaks).items()])
        for part in self.parts:
            write_csv(self.folder / f"{part}.csv", list(self.summary(part)))

    def print(self):
        for part in self.parts:
            print(f"\n{part}")
            print_table(list(self.summary(part)))
        print()
        for threads, peak in sorted(self.peaks.items()):
            print(f"peak of {threads} thread{'s' if threads > 1 else ''}: {median(peak):.0f} GFLOP/s")


def columns(rows):
    return list(dict.fromkeys(name for row in rows for name in row))


def write_csv(file, rows):
    with open(file, "w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, columns(rows))
        writer.writeheader()
        writer.writerows(rows)


def print_table(rows):
    names = columns(rows)
    lines = [names] + [[text(name, row.get(name)) for name in names] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines)]
    left = [name in ("case", "program") for name in names]
    for line in lines:
        print("  ".join(word.ljust(width) if to_left else word.rjust(width)
                        for word, width, to_left in zip(line, widths, left)).rstrip())


def text(name, value):
    if not isinstance(value, float):
        return "" if value is None else str(value)
    if name in TIMES:
        unit, factor = next((u for u in UNITS if value < 1000 / u[1]), UNITS[-1])
        return f"{value * factor:.3g} {unit}"
    return FORMATS.get(name, "{:.2f}").format(value)
