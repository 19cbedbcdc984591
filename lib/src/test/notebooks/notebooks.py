"""Executes the notebooks with the real Java kernel. Maven calls it, see lib/pom.xml:

    notebooks.py check    compares the outputs with those stored
    notebooks.py accept   stores the outputs
    notebooks.py html     writes the executed notebooks as web pages to target/site
    notebooks.py twice    executes all cells twice in the same kernel: nothing may fail
    notebooks.py middle   begins with a cell in the middle, as after a restart of the kernel, and goes on to the end: a
                          cell that lacks something has to say which one to run, and then that has to help

Tags of cells: "varies" (the text is not compared: times, speeds), "raises-exception" (an error is wanted),
"your-turn" and "checker" (a gap for the reader and what checks it; the solution stands in the next cell, and `check`
tries whether the checker accepts it), "clothes:NAME" (this notebook's stored outputs were made where the library gives
the data set NAME for clothes). Outputs are compared, and stored, only on the data they were made on, which for digits is
MNIST; on other data a notebook only has to run without an error.
"""

import argparse
import asyncio
import difflib
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import time
import zlib
from base64 import b64decode
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import get_kernel_spec
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ROOT = Path(__file__).resolve().parents[4]
FOLDER = ROOT / "notebooks"
SITE = ROOT / "target" / "site"
CELL_SECONDS = 600
# Where a control is shown: without its kernel it is nothing, and readers get the text or picture beside it.
WIDGET = "application/vnd.jupyter.widget-view+json"
DIFF_LINES = 40


class Failed(Exception):
    """A notebook is not as it should be; the message is for the reader."""


# --- executing ---

async def execute(path, try_solutions):
    """A copy of the notebook, executed anew from its first cell to its last."""
    notebook = nbformat.read(path, as_version=4)
    if try_solutions:
        insert_solutions(notebook)
    try:
        await client_of(notebook, path).async_execute()
    except CellExecutionError as error:
        # What the reader sees; the error's own text has the kernel's stack in place of a compiler's words.
        cell = failed_cell(notebook)
        raise Failed(f"{place(notebook, cell)} fails:\n{errors(cell) or plain(error.evalue or error.traceback)}") from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise Failed(f"{place(notebook, failed_cell(notebook))}: {error}") from None
    for cell in code_cells(notebook):
        cell.outputs = joined(cell.outputs)
        for output in cell.outputs:
            output.get("data", {}).pop(WIDGET, None)
        warnings = "".join(o.text for o in cell.outputs if o.output_type == "stream" and o.name == "stderr")
        if warnings:
            raise Failed(f"{place(notebook, cell)} writes to stderr:\n{warnings.rstrip()}")
    if try_solutions:
        judge_solutions(notebook)
    return notebook


async def execute_twice(path):
    """Raises Failed if a cell fails that is run a second time."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = code_cells(notebook) + code_cells(nbformat.read(path, as_version=4))
    try:
        await client_of(notebook, path).async_execute()
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        cell = failed_cell(notebook)
        raise Failed(f"{place(notebook, cell)} of twice {len(notebook.cells) // 2}:\n{errors(cell) or error}") from None


async def execute_from_the_middle(path):
    """Raises Failed if a cell that lacks something does not say which cell to run, or if running that does not help."""
    notebook = nbformat.read(path, as_version=4)
    cells = code_cells(notebook)
    begin = random.Random(path.name).randrange(len(cells) // 4, len(cells))
    client = client_of(notebook, path, allow_errors=True)
    advised = 0

    async def run(number, waiting=()):
        nonlocal advised
        for _ in cells:
            cell = cells[number - 1]
            await client.async_execute_cell(cell, notebook.cells.index(cell))
            if not errors(cell):
                return
            if "Run all cells above this one again" in errors(cell) and not waiting:
                advised += 1
                for above in range(1, number):
                    await run(above, (number,))
                continue
            advice = re.search(r"is not there yet\. It comes from code cell (\d+)", errors(cell))
            if not advice or int(advice[1]) in (number, *waiting):
                raise Failed(f"{place(notebook, cell)}, begun with cell [{begin + 1}], gives no good advice:\n{errors(cell)}")
            advised += 1
            await run(int(advice[1]), (number, *waiting))
        raise Failed(f"{place(notebook, cells[number - 1])} lacks more than there are cells")

    async with client.async_setup_kernel(cwd=str(path.parent)):
        for number in range(begin + 1, len(cells) + 1):
            await run(number)
    return f"began with cell {begin + 1} of {len(cells)} and followed {advised} times the advice"


def client_of(notebook, path, **more):
    """For the cells of the notebook, without what they put out before."""
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    return NotebookClient(notebook, kernel_name="java", timeout=CELL_SECONDS, record_timing=False, store_widget_state=False,
                          resources={"metadata": {"path": str(path.parent)}}, **more)


def errors(cell):
    return plain("\n".join("\n".join(o.traceback) for o in cell.outputs if o.output_type == "error"))


def joined(outputs):
    """What was printed in one go in one piece: how the kernel's messages cut it up is chance. (nbclient's own
    coalesce_streams joins across a picture between two texts, and so changes their order.)"""
    result = []
    for output in outputs:
        if result and output.output_type == result[-1].output_type == "stream" and output.name == result[-1].name:
            result[-1].text += output.text
        else:
            result.append(output)
    return result


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def failed_cell(notebook):
    """The last cell that was begun."""
    begun = [cell for cell in code_cells(notebook) if cell.execution_count or cell.outputs]
    return (begun or code_cells(notebook))[-1]


def place(notebook, cell):
    cells = code_cells(notebook)
    number = next(i for i, other in enumerate(cells, 1) if other is cell)
    first = next((line for line in cell.source.splitlines() if line.strip()), "")
    return f"cell [{number}] `{first.strip()}`"


def plain(text):
    """Without the colours of a terminal."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def tags(cell):
    return cell.metadata.get("tags", [])


# --- exercises ---

def insert_solutions(notebook):
    """Behind each checker: the solution, the checker once more, and the gap again, so that all goes on as before."""
    cells, gap = [], None
    for at, cell in enumerate(notebook.cells):
        cells.append(cell)
        if "your-turn" in tags(cell):
            gap = cell
        elif "checker" in tags(cell):
            following = notebook.cells[at + 1] if at + 1 < len(notebook.cells) else None
            fence = following and re.search(r"```java\n(.*?)\n```", following.source, re.DOTALL)
            if not gap or not fence:
                raise Failed(f"{place(notebook, cell)} is a checker without a gap before it and a solution behind it.")
            cells += [inserted(fence[1], "solution"), inserted(cell.source, "judge"), inserted(gap.source, "gap")]
    notebook.cells = cells


def inserted(source, role):
    return nbformat.v4.new_code_cell(source, metadata={"inserted": role})


def judge_solutions(notebook):
    """Raises Failed if a checker does not accept its solution; takes the inserted cells out again."""
    for cell in code_cells(notebook):
        if cell.metadata.get("inserted") == "judge":
            said = "".join(o.get("text", "") for o in cell.outputs)
            if "✓" not in said or re.search("^[✗…]", said, re.MULTILINE):
                raise Failed(f"{place(notebook, cell)} does not accept the solution that follows it:\n{said.rstrip()}")
    notebook.cells = [cell for cell in notebook.cells if "inserted" not in cell.metadata]


# --- comparing ---

def compare(stored, fresh):
    """Raises Failed at the first cell whose outputs differ. Both notebooks have the same cells."""
    for old, new in zip(code_cells(stored), code_cells(fresh), strict=True):
        if "varies" not in tags(new) and texts(old) != texts(new):
            raise Failed(f"{place(fresh, new)} puts out another text:\n{diff(texts(old), texts(new))}")
        if sizes(old) != sizes(new):
            raise Failed(f"{place(fresh, new)} puts out the pictures {sizes(new)}, stored are {sizes(old)}.")
        if any(one_colour(png) for png in pictures(new)):
            raise Failed(f"{place(fresh, new)} puts out a picture of one colour only.")


def texts(cell):
    """Everything in the outputs that is text, as lines, each kind under a heading."""
    lines = []
    for output in cell.outputs:
        if output.output_type == "stream":
            kinds = {output.name: output.text}
        elif output.output_type == "error":
            kinds = {"error": plain(f"{output.ename}: {output.evalue}")}
        else:
            kinds = {kind: text for kind, text in sorted(output.data.items()) if kind.startswith("text/")}
        for kind, text in kinds.items():
            lines += [f"--- {kind}", *text.splitlines()]
    return lines


def diff(old, new):
    lines = list(difflib.unified_diff(old, new, "stored", "new", lineterm="", n=2))
    left_out = len(lines) - DIFF_LINES
    return "\n".join(lines[:DIFF_LINES] + ([f"… and {left_out} more lines"] if left_out > 0 else []))


def pictures(cell):
    return [b64decode(o.data["image/png"]) for o in cell.outputs if "image/png" in o.get("data", {})]


def sizes(cell):
    return [f"{width}×{height}" for width, height in (struct.unpack(">II", png[16:24]) for png in pictures(cell))]


def one_colour(png):
    """Whether all pixels are equal. PNG stores each byte as a difference to what the left and upper ones predict."""
    chunks, at = {}, 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at:at + 8])
        chunks[kind] = chunks.get(kind, b"") + png[at + 8:at + 8 + length]
        at += 12 + length
    width, height, depth, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    bits = depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    row, pixel = (width * bits + 7) // 8, max(1, bits // 8)
    data = zlib.decompress(chunks[b"IDAT"])
    for y in range(height):
        prediction = data[y * (row + 1)]
        for i, difference in enumerate(data[y * (row + 1) + 1:(y + 1) * (row + 1)]):
            first = data[1 + i % pixel]
            left, upper = (first if i >= pixel else 0), (first if y > 0 else 0)
            if (difference + (0, left, upper, (left + upper) // 2, left or upper)[prediction]) % 256 != first:
                return False
    return True


# --- storing ---

def tidied(notebook):
    """Without what differs between machines and runs, so that a change of a file is a change of the notebook."""
    notebook.metadata = nbformat.from_dict({
        "kernelspec": {"display_name": "Java", "language": "java", "name": "java"},
        "language_info": {"name": "Java", "file_extension": ".jshell", "mimetype": "text/x-java-source",
                          "codemirror_mode": "java", "pygments_lexer": "java"}})
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return notebook


def store(notebook, path):
    """All of it or nothing: whoever stops this has the notebook as it was."""
    part = path.with_suffix(".part")
    nbformat.write(notebook, part)
    os.replace(part, path)


def write_page(name, notebook):
    from nbconvert import HTMLExporter
    page, _ = HTMLExporter().from_notebook_node(notebook, {"metadata": {"name": name}})
    page = re.sub(r'(href="[^":]*)\.ipynb(["#])', r"\1.html\2", page)
    SITE.mkdir(parents=True, exist_ok=True)
    (SITE / f"{name}.html").write_text(page, encoding="utf-8")


# --- the commands ---

def made_on(path):
    """Which data the stored outputs of a notebook were made on: "digits" and perhaps "clothes", each with its name."""
    words = {tag for cell in code_cells(nbformat.read(path, as_version=4)) for tag in tags(cell)}
    return {"digits": "mnist"} | dict(word.split(":", 1) for word in words if word.startswith("clothes:"))


def data_at_hand(kind):
    """The name of the data set that the library gives for "digits" or "clothes" on this machine."""
    spec = get_kernel_spec("java")
    argv = [word.replace("{resource_dir}", spec.resource_dir) for word in spec.argv]
    command = argv[:argv.index("-cp") + 2] + ["fromscratch.data.DataSets", "--which", kind]
    answer = subprocess.run(command, cwd=FOLDER, stdout=subprocess.PIPE, encoding="utf-8", errors="replace")
    if answer.returncode:
        sys.exit("notebooks: the library could not say which data there is, see above.")
    return answer.stdout.strip().splitlines()[-1]


def on_their_data(paths):
    """Those notebooks that will run on the data of their stored outputs; says so if others will not."""
    wanted = {path: made_on(path) for path in paths}
    at_hand = {kind: data_at_hand(kind) for kind in sorted({kind for kinds in wanted.values() for kind in kinds})}
    if at_hand["digits"] != "mnist":
        print("notebooks: without MNIST they run on the built-in digits; asked is only that they run without an error")
        return []
    for path in paths:
        for kind, name in wanted[path].items():
            if at_hand[kind] != name:
                print(f"notebooks: {path.name} was stored on {name} and runs on {at_hand[kind]} here; "
                      "asked is only that it runs without an error")
    return [path for path in paths if wanted[path].items() <= at_hand.items()]


async def handle(path, command, as_stored):
    """Executes one notebook and does with it what the command asks for; returns whether all is well."""
    begin, remark = time.monotonic(), ""
    try:
        if command == "twice":
            await execute_twice(path)
        elif command == "middle":
            remark = await execute_from_the_middle(path)
        else:
            fresh = await execute(path, try_solutions=command == "check")
        if command == "accept":
            store(tidied(fresh), path)
        elif command == "html":
            write_page(path.stem, fresh)
        elif command == "check" and as_stored:
            compare(nbformat.read(path, as_version=4), fresh)
        failure = None
    except Failed as failed:
        failure = str(failed).replace("\n", "\n    ")
    print(f"{'failed' if failure else 'ok':6}  {time.monotonic() - begin:6.1f} s  {path.name}{'  ' + remark if remark else ''}", flush=True)
    if failure:
        print(f"  {path.name}, {failure}", flush=True)
    return failure is None


async def handle_all(paths, command, comparable, jobs):
    turn = asyncio.Semaphore(jobs)

    async def in_turn(path):
        async with turn:
            return await handle(path, command, path in comparable)
    return await asyncio.gather(*map(in_turn, paths))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["check", "accept", "html", "twice", "middle"])
    parser.add_argument("--only", default="*", help="the beginning of the names, * and ? allowed")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time")
    options = parser.parse_args()

    paths = sorted(FOLDER.glob(options.only.removesuffix(".ipynb").removesuffix("*") + "*.ipynb"))
    if not paths:
        print(f"notebooks: none in {FOLDER.name}/ whose name begins with {options.only}, nothing executed")
        return
    comparable = on_their_data(paths)
    if options.command == "accept":
        paths = comparable
        if not paths:
            sys.exit("notebooks: not executed, because the outputs of other data are not to be stored: data/README.md says "
                     "how to get the data.")
    os.environ["FROMSCRATCH_OFFLINE"] = "1"  # what can be had is here now; a kernel would try the rest again

    begin = time.monotonic()
    if options.command == "html":
        shutil.copytree(FOLDER, SITE, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.ipynb", ".*"))
    well = asyncio.run(handle_all(paths, options.command, comparable, options.jobs))
    if options.command == "html" and all(well):
        shutil.copy(SITE / f"{paths[0].stem}.html", SITE / "index.html")
        print(f"notebooks: open {SITE / 'index.html'}")
    checked = " or ".join(["as stored"] * (len(comparable) > 0) + ["without an error"] * (len(comparable) < len(paths)))
    done = {"check": checked, "accept": "stored", "html": "written", "twice": "twice without an error",
            "middle": "begun in the middle and brought to their end"}
    print(f"notebooks: {len(well)} executed, {sum(well)} {done[options.command]}, {len(well) - sum(well)} failed "
          f"(in {time.monotonic() - begin:.0f} s)")
    if not all(well):
        if options.command == "check":
            print("notebooks: if the new outputs are what you want, store them: ./mvnw verify -Daccept "
                  "(one notebook: -Dnotebooks=03)")
        sys.exit(1)


if __name__ == "__main__":
    main()
