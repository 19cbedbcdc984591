package fromscratch;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** lib/src/test/README.md says which test holds which promise: the tests that it names must be there. */
class PromisesTest {
    private static final Path SOURCES =
        Path.of(System.getProperty("fromscratch.data", "../data")).toAbsolutePath().getParent().resolve("lib/src");
    /** A promise and its tests; headings and the lines below them are no rows. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!promise \\|)(.+?) \\| (.*?) *\\|$");
    /** {@code `FooTest.bar`} of Java, {@code `notebooks.py.bar`} of Python. */
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:\\.py)?)\\.(\\w+)`");

    @Test
    void each_promise_names_tests_and_each_of_them_exists() throws IOException {
        Map<String, String> sources = sources();
        List<String> wrong = new ArrayList<>();
        Matcher rows = ROW.matcher(Files.readString(SOURCES.resolve("test/README.md")));
        int promises = 0;
        while (rows.find()) {
            promises++;
            List<String> missing = missing(rows.group(2), sources);
            missing.forEach(test -> wrong.add(rows.group(1) + ": " + test));
        }
        assertThat(promises).as("rows of the table").isGreaterThan(20);
        assertThat(wrong).as("promises whose test is not there").isEmpty();
    }

    @Test
    void a_test_that_is_not_there_is_found() throws IOException {
        Map<String, String> sources = sources();
        assertThat(missing("`PromisesTest.a_test_that_is_not_there_is_found`, `notebooks.py.compare`", sources)).isEmpty();
        assertThat(missing("`PromisesTest.nothing`, `NoTest.nothing`, `notebooks.py.nothing`", sources))
            .containsExactly("PromisesTest.nothing", "NoTest.nothing", "notebooks.py.nothing");
        assertThat(missing("by hand", sources)).containsExactly("no test");
    }

    private static List<String> missing(String cell, Map<String, String> sources) {
        List<String> missing = new ArrayList<>();
        Matcher tests = TEST.matcher(cell);
        if (!tests.find()) {
            return List.of("no test");
        }
        do {
            String source = sources.getOrDefault(tests.group(1), "");
            // A test method, a rule of ArchUnit, a function of Python.
            if (!Pattern.compile("\\b(?:void|ArchRule|def) " + tests.group(2) + "\\b").matcher(source).find()) {
                missing.add(tests.group(1) + "." + tests.group(2));
            }
        } while (tests.find());
        return missing;
    }

    /** Of each test in Java, by its class, and of each Python file, by its name: those of profiles are not compiled here. */
    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> !file.startsWith(SOURCES.resolve("main")))
                .filter(file -> file.toString().matches(".*(Test\\.java|\\.py)"))
                .forEach(file -> sources.put(file.getFileName().toString().replaceFirst("\\.java$", ""), read(file)));
        }
        return sources;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
