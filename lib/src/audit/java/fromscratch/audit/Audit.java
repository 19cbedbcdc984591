package fromscratch.audit;

import com.google.gson.JsonParseException;
import fromscratch.audit.Osv.Component;
import fromscratch.audit.Osv.Finding;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;

/**
 * Looks up all that is used here, Java's jars, Maven's plugins and Python's packages, among the known vulnerabilities,
 * see environment.md. Maven calls it with the names of the jars, {@code group:artifact:version} each, in a file.
 */
public final class Audit {
    /** osv.dev's own copies; the folder that {@code -Daudit.database} names has the same below it. */
    private static final URI PUBLIC = URI.create("https://osv-vulnerabilities.storage.googleapis.com/");
    private static final String MAVEN = "Maven";
    private static final String PYTHON = "PyPI";
    private static final String EXPECTED = "all.zip of " + MAVEN + " and of " + PYTHON + ", each in a folder of that name, and"
        + " -Daudit.database=<the folder that holds both>.";
    private static final Pattern REQUIREMENT = Pattern.compile("(?m)^([A-Za-z0-9._-]+)==([^\\s;#\\\\]+)");

    private final Path database;
    private final PrintStream out;

    Audit(Path database, PrintStream out) {
        this.database = database;
        this.out = out;
    }

    /**
     * Prints what is known, and ends with 1 if that is anything, with 2 if the database cannot be had.
     *
     * @param args the file of jars, requirements.txt, the folder of the database, whether it is to be fetched if it is
     *             older than a day ({@code true} or {@code false}), and the names of findings that were judged and are
     *             no danger here, separated by commas
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Audit audit = new Audit(Path.of(args[2]), System.out);
        if (Boolean.parseBoolean(args[3]) && !audit.fetch(PUBLIC)) {
            System.exit(2);
        }
        try {
            System.exit(audit.report(jars(Path.of(args[0])), packages(Path.of(args[1])), Set.of(args[4].split(","))) ? 0 : 1);
        } catch (IOException e) {
            System.out.println("NOTHING WAS CHECKED: " + e.getMessage());
            System.exit(2);
        }
    }

    // ---- what is used ----

    static List<Component> jars(Path list) throws IOException {
        return Files.readAllLines(list).stream().filter(line -> !line.isBlank()).map(line -> {
            int colon = line.lastIndexOf(':');
            return new Component(line.substring(0, colon), line.substring(colon + 1));
        }).toList();
    }

    /** Of a requirements.txt; PyPI's names are the same however they are written. */
    static List<Component> packages(Path requirements) throws IOException {
        List<Component> packages = new ArrayList<>();
        Matcher line = REQUIREMENT.matcher(Files.readString(requirements));
        while (line.find()) {
            packages.add(new Component(line.group(1).toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-"), line.group(2)));
        }
        return packages;
    }

    // ---- what is known ----

    /** Gets today's database; false, and a sentence that says why, if it cannot be had. */
    boolean fetch(URI from) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        for (String ecosystem : List.of(MAVEN, PYTHON)) {
            Path file = archive(ecosystem);
            if (Files.exists(file) && Files.getLastModifiedTime(file).toMillis() > System.currentTimeMillis() - Duration.ofDays(1).toMillis()) {
                continue;
            }
            Files.createDirectories(file.getParent());
            Path part = file.resolveSibling("all.zip.part");
            URI uri = from.resolve(ecosystem + "/all.zip");
            try {
                HttpResponse<Path> answer = client.send(HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(5)).build(),
                    BodyHandlers.ofFile(part));
                if (answer.statusCode() != 200) {
                    throw new IOException("it answered " + answer.statusCode());
                }
                new ZipFile(part.toFile()).close();   // a network that asks for a password answers with a page of its own
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                Files.deleteIfExists(part);
                out.println("NOTHING WAS CHECKED: the database " + uri + " could not be fetched (" + e + "). Where it cannot be"
                    + " reached, bring it along: " + EXPECTED);
                return false;
            }
        }
        return true;
    }

    /**
     * Whether nothing is known but what was accepted.
     *
     * @throws IOException if the database cannot be read
     */
    boolean report(List<Component> jars, List<Component> packages, Set<String> accepted) throws IOException {
        List<Finding> findings = new ArrayList<>();
        for (Map.Entry<String, List<Component>> used : Map.of(MAVEN, jars, PYTHON, packages).entrySet()) {
            if (used.getValue().isEmpty()) {
                throw new IllegalArgumentException("expected something of " + used.getKey() + " to look up, found nothing");
            }
            findings.addAll(findings(archive(used.getKey()), used.getValue()));
        }
        Map<Boolean, List<Finding>> byAccepted = findings.stream().collect(Collectors.partitioningBy(f -> accepted.contains(f.id())));
        byAccepted.get(false).stream().map(Finding::toString).sorted().forEach(out::println);
        out.println(jars.size() + " jars and " + packages.size() + " Python packages: " + byAccepted.get(false).size()
            + " known vulnerabilities" + (byAccepted.get(true).isEmpty() ? "" : ", and " + byAccepted.get(true).size() + " accepted ones"));
        return byAccepted.get(false).isEmpty();
    }

    private static List<Finding> findings(Path archive, List<Component> used) throws IOException {
        try {
            return Osv.findings(archive, used);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new IOException("the database " + archive.toAbsolutePath() + " could not be read (" + e + "). Expected is " + EXPECTED, e);
        }
    }

    private Path archive(String ecosystem) {
        return database.resolve(ecosystem).resolve("all.zip");
    }
}
