package fromscratch;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Packages know each other in one direction only, so that each can be read without those above it. */
@AnalyzeClasses(packages = "fromscratch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule arrows_point_one_way = layeredArchitecture().consideringOnlyDependenciesInLayers()
        .layer("linalg").definedBy("fromscratch.linalg..")
        .layer("nn").definedBy("fromscratch.nn..")
        .layer("data").definedBy("fromscratch.data..")
        .layer("eval").definedBy("fromscratch.eval..")
        .layer("notebook").definedBy("fromscratch.notebook..")
        .whereLayer("notebook").mayNotBeAccessedByAnyLayer()
        .whereLayer("eval").mayOnlyBeAccessedByLayers("notebook")
        .whereLayer("data").mayOnlyBeAccessedByLayers("eval", "notebook")
        .whereLayer("nn").mayOnlyBeAccessedByLayers("eval", "notebook");

    @ArchTest
    static final ArchRule no_circles = slices().matching("fromscratch.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule only_the_notebook_package_knows_jupyter_and_charts = noClasses()
        .that().resideOutsideOfPackage("fromscratch.notebook..")
        .should().dependOnClassesThat().resideInAnyPackage("io.github.spencerpark..", "org.knowm.xchart..");
}
