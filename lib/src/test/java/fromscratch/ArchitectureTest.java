package fromscratch;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.util.ServiceLoader;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Packages know each other in one direction only, so that each can be read without those above it. */
@AnalyzeClasses(packages = "fromscratch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule arrows_point_one_way = layeredArchitecture().consideringOnlyDependenciesInLayers()
        .layer("files").definedBy("fromscratch.files..")
        .layer("linalg").definedBy("fromscratch.linalg..")
        .layer("nn").definedBy("fromscratch.nn..")
        .layer("data").definedBy("fromscratch.data..")
        .layer("eval").definedBy("fromscratch.eval..")
        .layer("notebook").definedBy("fromscratch.notebook..")
        .layer("cli").definedBy("fromscratch.cli..")
        .whereLayer("files").mayNotAccessAnyLayer()
        .whereLayer("linalg").mayNotAccessAnyLayer()
        .whereLayer("notebook").mayNotBeAccessedByAnyLayer()
        .whereLayer("cli").mayNotBeAccessedByAnyLayer()
        .whereLayer("eval").mayOnlyBeAccessedByLayers("notebook", "cli")
        .whereLayer("data").mayOnlyBeAccessedByLayers("eval", "notebook", "cli")
        .whereLayer("nn").mayOnlyBeAccessedByLayers("eval", "notebook", "cli");

    @ArchTest
    static final ArchRule no_circles = slices().matching("fromscratch.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_notebook_package_knows_jupyter_and_charts = noClasses()
        .that().resideOutsideOfPackage("fromscratch.notebook..")
        .should().dependOnClassesThat().resideInAnyPackage("io.github.spencerpark..", "org.knowm.xchart..");

    @ArchTest
    static final ArchRule only_the_command_line_knows_picocli = noClasses()
        .that().resideOutsideOfPackage("fromscratch.cli..")
        .should().dependOnClassesThat().resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule widgets_know_nothing_of_what_they_are_used_for = noClasses()
        .that().resideInAPackage("fromscratch.notebook.widgets..")
        .should().dependOnClassesThat(resideInAPackage("fromscratch..")
            .and(resideOutsideOfPackage("fromscratch.notebook.widgets..")));

    /** What reads files can't be made to load a class or start a program by what stands in them: it does neither for anyone. */
    @ArchTest
    static final ArchRule no_file_can_run_code = noClasses()
        .that().resideOutsideOfPackage("fromscratch.notebook..")
        .should().dependOnClassesThat(resideInAnyPackage("java.lang.reflect..", "java.beans..", "java.rmi..",
            "javax.naming..", "javax.script..", "javax.xml..")
            .or(type(ObjectInputStream.class)).or(type(ClassLoader.class)).or(type(ServiceLoader.class))
            .or(type(ProcessBuilder.class)))
        .orShould().callMethod(Class.class, "forName", String.class)
        .orShould().callMethod(Runtime.class, "exec", String.class).orShould().callMethod(Runtime.class, "exec", String[].class)
        .orShould().callMethod(System.class, "load", String.class).orShould().callMethod(System.class, "loadLibrary", String.class);

    /** Java lets Math.exp and its like differ in their last bit between machines; StrictMath's are the same everywhere. */
    @ArchTest
    static final ArchRule results_do_not_depend_on_the_machine = noClasses().should().accessTargetWhere(
        target(owner(type(Math.class))).and(target(nameMatching("exp|expm1|log|log10|log1p|pow|cbrt|hypot"
            + "|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh"))));

    /** Kernels.share knows how many threads there may be, and when a training is to keep to its own. */
    @ArchTest
    static final ArchRule work_is_shared_out_in_one_way = noClasses().should().accessTargetWhere(
        target(nameMatching("parallel|parallelStream|parallelSort|parallelSetAll|parallelPrefix")));

    @ArchTest
    static final ArchRule texts_do_not_depend_on_the_country = noClasses()
        .should().callMethod(String.class, "format", String.class, Object[].class)
        .orShould().callMethod(String.class, "formatted", Object[].class)
        .orShould().callMethod(String.class, "toLowerCase").orShould().callMethod(String.class, "toUpperCase")
        .orShould().callMethod(PrintStream.class, "printf", String.class, Object[].class);
}
