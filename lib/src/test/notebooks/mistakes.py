"""Mistakes that readers make, in a real kernel: each is answered in a few lines that say what, where and what to do, and the
kernel lives on. Maven calls it after the notebooks, see KernelPythonTest.
"""

import re
import sys

from soak import Failed, Kernel

MOST_LINES = 8
# What only the machine need know: frames of a stack, JShell's wrappers, the compiler's warnings, names of modules.
NOISE = re.compile(r"^\s*at \S+\(|\$JShell\$|REPL\.|incubat|in module |fromscratch\.\w+\.|java\.lang\.", re.MULTILINE)

# A cell, what its answer holds, and what is printed first if anything is.
MISTAKES = [
    # not Java
    ("var n = new Netwrok();", ["cannot find symbol: class Netwrok", "in line 1 of this cell", "Did you mean Network?"]),
    ("var net = Soak.network(1);\nnet.layer();", ["method layer(), in variable net of type Network", "in line 2", "Did you mean layers()?"]),
    ("Charts.lines(\"title\", \"x\", \"y\");", ["cannot find symbol: method lines(String,String,String), in class Charts", "Did you mean line(…)?"]),
    ("int one = 3\nint two = 4;", ["';' expected", "in line 1 of this cell: int one = 3"]),
    ("for (int i = 0; i < 3; i++) {\n    System.out.println(i);", ["The cell ends before", "in line 1", "opened and not closed"]),
    ("System.out.println(\"hello);", ["unclosed string literal", "in line 1"]),
    ("System.out.println(later);", ["cannot find symbol: variable later", "in line 1", "run that cell first"]),
    ("Matrix.zeros(3);", ["method zeros in class Matrix cannot be applied", "required: int,int", "found:    int", "in line 1"]),
    ("int rate = 0.1;", ["possible lossy conversion from double to int", "in line 1"]),
    ("int twice() { return 2 * nothing; }\ntwice();", ["cannot find symbol: variable nothing", "Check the spelling"]),
    ("import numpy as np", ["'.' expected", "in line 1"]),
    ("%matplotlib inline", ["matplotlib", "begins with %"]),
    # files
    ("Network.load(Path.of(\"model.safetensor\"));", ["there is no such file", "check the name"]),
    ("Network.load(Path.of(\".\"));", ["found a folder", "name a file in it"]),
    ("Network.load(Path.of(\"images\", \"jupyterlab.png\"));", ["not a complete safetensors file", "save or download it again"]),
    ("Soak.network(1).save(Path.of(\"images\"));", ["this is a folder", "name a file in it"]),
    ("ImageFolder.read(Path.of(\"photos of nothing\"));", ["Expected a folder of pictures", "Check the path"]),
    ("Csv.read(Path.of(\"images\", \"jupyterlab.png\"));", ["not text in UTF-8", "check the path"]),
    ("DataSets.named(\"minst\");", ["There is no data set \"minst\"", "Choose \"mnist\""]),
    # numbers and shapes
    ("Matrix.zeros(3, 4).product(Matrix.zeros(3, 4));", ["3×4", "in line 1"]),
    ("Matrix.zeros(-1, 3);", ["IllegalArgumentException", "-1"]),
    ("Matrix.zeros(30_000, 60_000);", ["TooLittleMemoryException", "kernel.heap"]),
    ("Matrix.oneHot(new int[] {0, 10}, 10);", ["10", "in line 1"]),
    ("Soak.train.take(1_000_000);", ["1,500|1500", "in line 1"]),
    ("Experiment.defaults().with(\"learning-rate\", \"0,1\");", ["learning-rate", "found 0,1|found \"0,1\""]),
    ("Experiment.parse(\"hidden 128, rate 0.1\");", ["rate", "in line 1"]),
    ("new Trainer(Soak.network(1), new SoftmaxCrossEntropy(), new Sgd(0.1)).batchSize(0);", ["batch", "0"]),
    # pictures and controls
    ("show(Pictures.digit(Soak.test, 300));", ["there is no image 300", "counted from 0"]),
    ("show(Charts.heatMap(\"large\", Matrix.zeros(2_000, 3)));", ["expected 1 to 800 rows", "show a part of it"]),
    ("interact(() -> \"drawing\");", ["the controls that it follows", "found no control"]),
    ("Slider.decimal(\"rate\", 1, 0);", ["below the upper one", "1 and 0"]),
    ("new Playground(ToyProblem.RINGS).rate(0.2);", ["learning rate: must be one of", "found 0.2"]),
    # what is thrown
    ("List.of(1, 0).forEach(i ->\n    System.out.println(10 / i));", ["ArithmeticException: / by zero", "in line 2 of this cell"]),
    ("String text = null;\ntext.length();", ["because \"text\" is null", "in line 2", "text has no value"]),
    ("Object object = \"text\";\nInteger number = (Integer) object;", ["class String cannot be cast to class Integer", "in line 2"]),
    ("class Cfg { static final int N = Integer.parseInt(\"x\"); }\nSystem.out.println(Cfg.N);",
     ["ExceptionInInitializerError", "caused by NumberFormatException: For input string: \"x\"", "in line 2"]),
    ("System.out.println(Cfg.N);", ["NoClassDefFoundError: Could not initialize class Cfg", "the message then said why"]),
    ("var pool = Executors.newSingleThreadExecutor();\npool.submit(() -> 1 / (pool.isShutdown() ? 1 : 0)).get();",
     ["ExecutionException", "caused by ArithmeticException: / by zero", "in line 2"]),
    ("pool.shutdown();\nclass Deep { static int f(int n) { return f(n + 1) + 1; } }\nDeep.f(0);", ["StackOverflowError", "calls itself"]),
    ("{ byte[][] large = new byte[40][]; for (int i = 0; i < 40; i++) large[i] = new byte[1 << 30]; }",
     ["OutOfMemoryError", "kernel.heap=4g"]),
]


def require(condition, cell, said):
    if not condition:
        raise Failed(f"the cell\n{cell}\nwas answered with\n{said}")


def plain(text):
    return re.sub("\x1b\\[[0-9;]*m", "", text)


def told(test):
    """What a test complains of; all are to be heard."""
    try:
        test()
    except Failed as failed:
        return str(failed)


def answered(kernel, cell, words):
    kernel.send(cell)
    status, said = kernel.wait(), plain(kernel.error)
    require(status == "error" and all(any(w in said for w in word.split("|")) for word in words), cell, said)
    require(not NOISE.search(said), cell, said)
    require(len(said.splitlines()) <= MOST_LINES, cell, said)


def thread(kernel):
    """What a thread of the reader's throws is said in two lines, below the cell that runs."""
    cell = "var thread = new Thread(() -> { int[] a = {}; a[0] = 1; }, \"mine\");\nthread.start(); thread.join(); Thread.sleep(200);"
    said = kernel.run(cell)
    require("The thread mine has ended with ArrayIndexOutOfBoundsException" in said and "in the line: " in said and "new Thread" in said, cell, said)
    require(not NOISE.search(said), cell, said)


def harmless(kernel):
    """What is no mistake, or does no harm."""
    for cell, expected in [
            ("// nothing\n/* and nothing */", ""),
            ("int size = 3;", ""), ("String size = \"three\"; System.out.println(size);", "three"),
            ("double größe = 1.5; System.out.println(größe);", "1.5"),
            ("show(null);", ""), ("show();", ""),
            ("System.out.println(Matrix.zeros(60_000, 784).toString().length() < 1_000);", "true"),
            ("System.out.println(\"x\".repeat(10_000_000).length());", "10000000"),
            ("for (int i = 0; i < 5_000; i++) System.out.println(i);", "4999")]:
        said = kernel.run(cell)
        require(expected in said, cell, said[-1000:])


def stopped(kernel):
    """A loop that nothing ends says that it goes on, a sleep that it was stopped."""
    for cell, expected in [("Thread.sleep(600_000);", "What it made so far is still there."),
                           ("while (true) { }", "goes on in the background: Kernel → Restart Kernel ends it.")]:
        kernel.send(cell)
        kernel.wait_for_begin()
        kernel.manager.interrupt_kernel()
        require(kernel.wait() == "error" and expected in plain(kernel.error), cell, plain(kernel.error))
    require("alive" in kernel.run("System.out.println(\"alive\");"), "alive", kernel.text)


def main():
    kernel = Kernel()
    try:
        failed = [said for said in (told(lambda: answered(kernel, *mistake)) for mistake in MISTAKES) if said]
        failed += [said for said in (told(lambda: test(kernel)) for test in (thread, harmless, stopped)) if said]
    finally:
        kernel.close()
    if failed:
        raise Failed("\n\n".join(failed))
    print(f"mistakes: {len(MISTAKES)} answered in a few lines each, all is well")


if __name__ == "__main__":
    try:
        main()
    except Failed as failed:
        sys.exit("mistakes: " + str(failed))
