package fromscratch.bench;

/** What a measuring program tells {@code bench.py}: lines of a name, a tab and a number. */
final class Answer {
    private Answer() {
    }

    static void print(String name, double value) {
        System.out.println(name + "\t" + value);
    }
}
