package fromscratch;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is fetched for this project is the same for everybody, and is checked before it is used. */
class PinnedTest {
    private static final Path ROOT = Path.of(System.getProperty("fromscratch.data", "../data")).toAbsolutePath().getParent();
    private static final Pattern REQUIREMENT = Pattern.compile("([A-Za-z0-9._-]+)==\\S+(?: ; \\S+ [!=<]+ \"[^\"]+\")?(?: +# (.*; )?sha256:[0-9a-f]{64})?(?: +# [^;]*)?");
    /** For each system and each Python there is another file of these. */
    private static final Set<String> COMPILED = Set.of("safetensors", "numpy", "argon2-cffi-bindings", "cffi", "charset-normalizer",
        "debugpy", "MarkupSafe", "psutil", "pywinpty", "PyYAML", "pyzmq", "rpds-py", "tornado", "wcwidth", "appnope");

    @Test
    void maven_itself_has_a_checksum() throws IOException {
        assertThat(ROOT.resolve(".mvn/wrapper/maven-wrapper.properties")).content()
            .containsPattern("(?m)^distributionSha256Sum=[0-9a-f]{64}$").contains("distributionUrl=https://");
    }

    @Test
    void what_maven_fetches_is_checked_strictly() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve(".mvn/maven.config"))).contains("--strict-checksums",
            "-Daether.artifactResolver.postProcessor.trustedChecksums=true", "-Daether.trustedChecksumsSource.summaryFile=true",
            "-Daether.trustedChecksumsSource.summaryFile.basedir=${session.rootDirectory}/.mvn/checksums");
    }

    @Test
    void each_jar_on_the_class_path_has_the_stored_checksum() throws IOException, NoSuchAlgorithmException {
        Map<String, String> stored = Files.readAllLines(ROOT.resolve(".mvn/checksums/checksums.sha256")).stream()
            .map(line -> line.split(" +")).collect(Collectors.toMap(words -> words[1], words -> words[0]));
        List<Path> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> path.endsWith(".jar")).map(Path::of).toList();
        assertThat(jars).hasSizeGreaterThan(20);
        for (Path jar : jars) {
            String name = jar.toString().replace(File.separatorChar, '/');
            assertThat(stored.entrySet().stream().filter(entry -> name.endsWith("/" + entry.getKey())).map(Map.Entry::getValue))
                .as("%s in .mvn/checksums; environment.md says how to add what is new", name).containsExactly(sha256(jar));
        }
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void each_maven_plugin_and_each_dependency_has_a_version_of_its_own() throws Exception {
        Set<String> all = new TreeSet<>();
        Set<String> withVersion = new TreeSet<>();
        for (String pom : List.of("pom.xml", "lib/pom.xml")) {
            assertThat(Files.readString(ROOT.resolve(pom))).doesNotContain("-SNAPSHOT<", "<version>LATEST", "<version>RELEASE",
                "<version>[", "<version>(", "<repository>");
            all.addAll(artifacts(pom, "//*[self::plugin or self::dependency or self::path or self::extension]"));
            withVersion.addAll(artifacts(pom, "//*[self::plugin or self::dependency or self::path or self::extension][version]"));
        }
        assertThat(all).hasSizeGreaterThan(20).isEqualTo(withVersion);
    }

    private static List<String> artifacts(String pom, String elements) throws Exception {
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(ROOT.resolve(pom).toFile());
        NodeList names = (NodeList) XPathFactory.newInstance().newXPath().evaluate(elements + "/artifactId", document, XPathConstants.NODESET);
        return IntStream.range(0, names.getLength()).mapToObj(i -> names.item(i).getTextContent()).toList();
    }

    @Test
    void each_python_package_has_a_version_and_what_is_the_same_everywhere_a_checksum() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("requirements.txt")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        assertThat(lines).allSatisfy(line -> assertThat(line).matches(REQUIREMENT));
        assertThat(lines.stream().filter(line -> !line.contains("sha256:")).map(line -> line.split("==")[0]).collect(Collectors.toSet()))
            .isEqualTo(COMPILED);
    }
}
