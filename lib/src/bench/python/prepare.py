"""What the benchmark needs before it can start: the peers, the data, and a description of the machine."""

import gzip
import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from programs import Failed, Peer

REQUIREMENTS = Path(__file__).with_name("requirements-bench.txt")

# Package and module; then name and script of what is measured with it.
PEERS = {("numpy", "numpy"): {"numpy float32": "peer_numpy.py float32", "numpy float64": "peer_numpy.py float64"},
         ("torch", "torch"): {"pytorch": "peer_pytorch.py"},
         ("scikit-learn", "sklearn"): {"scikit-learn": "peer_sklearn.py"}}


@dataclass
class Data:
    name: str
    folder: Path  # with four IDX files
    images: int   # to train on


# --- the data ---

def find_data(library, root, folder):
    """MNIST, downloaded if need be; else the built-in digits, written into a folder for the peers."""
    try:
        library.loading("mnist")
        named = Path(os.environ.get("FROMSCRATCH_DATA") or root / "data") / "mnist"
        return data("mnist", named if named.exists() else root / "data" / "mnist")
    except Failed:
        print("bench: MNIST is not there and could not be downloaded, the built-in digits are taken", flush=True)
        os.environ["FROMSCRATCH_OFFLINE"] = "1"  # or each process would try the download again
        digits = folder / "built-in-digits"
        digits.mkdir(exist_ok=True)
        library.loading("built-in digits", digits)
        return data("built-in digits", digits)


def data(name, folder):
    labels = folder / "train-labels-idx1-ubyte"
    with open(labels, "rb") if labels.exists() else gzip.open(f"{labels}.gz") as file:
        return Data(name, folder, int.from_bytes(file.read(8)[4:], "big"))


# --- the peers ---

def install_peers(folder):
    """The Python of folder/venv, and of each package of PEERS the version, None if it cannot be had. pip's own settings
    are honoured, such as PIP_EXTRA_INDEX_URL."""
    venv = folder / "venv"
    python = venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    made_for = venv / REQUIREMENTS.name
    if not made_for.exists() or made_for.read_bytes() != REQUIREMENTS.read_bytes():
        print(f"bench: installing the peers into {venv}; PyTorch is large", flush=True)
        make(venv)
        made_for.write_bytes(REQUIREMENTS.read_bytes())
    return python, {package: install(python, package, module, folder / "log.txt") for package, module in PEERS}


def make(venv):
    if subprocess.run([sys.executable, "-m", "venv", "--clear", venv]).returncode:
        sys.exit(f"bench: {sys.executable} cannot make the virtual environment {venv}: if its module venv is missing "
                 "(Debian, Ubuntu), run \"sudo apt install python3-venv\".")


def install(python, package, module, log):
    """The version of a package, None if it cannot be installed or does not start here."""
    version = [python, "-c", f"import {module}; print({module}.__version__)"]
    with open(log, "a", encoding="utf-8") as out:
        asked = subprocess.run(version, stdout=subprocess.PIPE, stderr=out, encoding="utf-8")
        if asked.returncode:
            subprocess.run([python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input",
                            "-c", REQUIREMENTS, package], stdout=out, stderr=out)
            asked = subprocess.run(version, stdout=subprocess.PIPE, stderr=out, encoding="utf-8")
    if asked.returncode:
        print(f"bench: {package} cannot be installed here and is skipped, see {log}", flush=True)
        return None
    return asked.stdout.strip()


def peers(python, versions, data, log):
    return [Peer(name, python, script, data.folder, log) for (package, _), scripts in PEERS.items()
            if versions[package] for name, script in scripts.items()]


# --- the machine ---

def machine(options, library, versions, data):
    """In words, for machine.csv."""
    load = f"{os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else "unknown"
    return {"date": date.today().isoformat(), "processor": processor(), "cores": os.cpu_count(),
            "system": platform.platform(terse=True), "load before": load,
            "java": library.version(), "java arguments": options.java_args, "python": platform.python_version(),
            **{package: version or "skipped" for package, version in versions.items()},
            "data": data.name, "training images": data.images, "rounds": options.rounds}


def processor():
    """Its name, where the system tells it."""
    if Path("/proc/cpuinfo").exists():
        names = [line.partition(":")[2].strip() for line in open("/proc/cpuinfo", encoding="utf-8")
                 if line.startswith("model name")]
        if names:
            return names[0]
    if sys.platform == "darwin":
        return subprocess.run(["sysctl", "-n", "machdep.cpu.brand_string"], stdout=subprocess.PIPE, encoding="utf-8").stdout.strip()
    return platform.processor() or platform.machine()
