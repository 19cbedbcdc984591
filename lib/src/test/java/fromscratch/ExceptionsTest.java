package fromscratch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** The library has few exceptions of its own, and a reader finds them all in one table. */
class ExceptionsTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(fromscratch\\.\\S+Exception)` \\|");

    @Test
    void the_exceptions_that_a_reader_can_meet_are_those_in_environment_md() throws IOException {
        List<String> documented = ROW.matcher(Files.readString(Path.of("..", "environment.md"))).results()
            .map((MatchResult row) -> row.group(1)).sorted().toList();
        List<String> found = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("fromscratch").stream()
            .filter(type -> type.isAssignableTo(Throwable.class) && type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getName).sorted().toList();
        assertThat(found).isEqualTo(documented).hasSizeLessThan(6);
    }
}
