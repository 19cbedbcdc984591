package fromscratch.audit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.apache.maven.artifact.versioning.ComparableVersion;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The database of known vulnerabilities of osv.dev, as a file: a ZIP archive for each ecosystem, in it a JSON file for
 * each vulnerability, in the format published at ossf.github.io/osv-schema.
 */
final class Osv {
    /** An artifact, by the name that the database has for it. */
    record Component(String name, String version) {
    }

    /** A vulnerability in something that is used here; {@code fixedIn} is empty if it is not mended yet. */
    record Finding(Component component, String id, String summary, List<String> fixedIn) {
        @Override
        public String toString() {
            return component.name + " " + component.version + "   " + id + "   " + summary
                + (fixedIn.isEmpty() ? "" : "   mended in " + String.join(", ", fixedIn));
        }
    }

    private Osv() {
    }

    /**
     * What is known of the components, in the order of the archive's entries.
     *
     * @throws IOException if there is no such archive, if it is not a whole one, or if it knows of nothing at all
     */
    static List<Finding> findings(Path archive, Collection<Component> components) throws IOException {
        Map<String, List<Component>> byName = components.stream().distinct().collect(Collectors.groupingBy(Component::name));
        List<Finding> findings = new ArrayList<>();
        try (ZipFile zip = new ZipFile(archive.toFile())) {   // unlike a stream of entries it refuses half an archive
            List<? extends ZipEntry> entries = zip.stream().filter(entry -> entry.getName().endsWith(".json")).toList();
            if (entries.isEmpty()) {
                throw new IOException("there is no vulnerability in it, a JSON file each");
            }
            for (ZipEntry entry : entries) {
                JsonElement json = JsonParser.parseReader(new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8));
                findings.addAll(findings(json.getAsJsonObject(), byName));
            }
        }
        return findings;
    }

    private static List<Finding> findings(JsonObject vulnerability, Map<String, List<Component>> byName) {
        List<Finding> findings = new ArrayList<>();
        if (vulnerability.has("withdrawn")) {
            return findings;
        }
        for (JsonObject affected : objects(vulnerability, "affected")) {
            String name = affected.has("package") ? affected.getAsJsonObject("package").get("name").getAsString() : "";
            for (Component component : byName.getOrDefault(name, List.of())) {
                if (isAffected(affected, component.version)) {
                    findings.add(new Finding(component, vulnerability.get("id").getAsString(),
                        vulnerability.has("summary") ? vulnerability.get("summary").getAsString() : "", fixes(affected)));
                }
            }
        }
        return findings;
    }

    /** A version is affected if it is in the list, or within one of the ranges. */
    private static boolean isAffected(JsonObject affected, String version) {
        boolean listed = affected.has("versions") && affected.getAsJsonArray("versions").asList().stream()
            .anyMatch(v -> v.getAsString().equals(version));
        return listed || ranges(affected).anyMatch(range -> isWithin(range, new ComparableVersion(version)));
    }

    /** The events in the order of their versions: what was said by the last one before this version holds for it. */
    private static boolean isWithin(JsonObject range, ComparableVersion version) {
        record Event(ComparableVersion at, boolean affectedFrom, boolean affectedAt) {
        }
        Function<JsonObject, Event> event = e ->
            e.has("introduced") ? new Event(new ComparableVersion(e.get("introduced").getAsString()), true, true)
                : e.has("fixed") ? new Event(new ComparableVersion(e.get("fixed").getAsString()), false, false)
                : e.has("last_affected") ? new Event(new ComparableVersion(e.get("last_affected").getAsString()), false, true) : null;
        boolean affected = false;
        for (Event e : objects(range, "events").stream().map(event).filter(Objects::nonNull)
            .sorted((a, b) -> a.at.compareTo(b.at)).toList()) {
            int order = version.compareTo(e.at);
            affected = order > 0 ? e.affectedFrom : order == 0 ? e.affectedAt : affected;
        }
        return affected;
    }

    private static List<String> fixes(JsonObject affected) {
        return ranges(affected).flatMap(range -> objects(range, "events").stream()).filter(e -> e.has("fixed"))
            .map(e -> e.get("fixed").getAsString()).distinct().toList();
    }

    /** Not those of commits. */
    private static Stream<JsonObject> ranges(JsonObject affected) {
        return objects(affected, "ranges").stream().filter(range -> !range.get("type").getAsString().equals("GIT"));
    }

    private static List<JsonObject> objects(JsonObject parent, String name) {
        return !parent.has(name) ? List.of()
            : StreamSupport.stream(parent.getAsJsonArray(name).spliterator(), false).map(JsonElement::getAsJsonObject).toList();
    }
}
