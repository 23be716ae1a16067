package dev.optweave.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.optweave.architecture.ProductionClasses.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The stages of the processor: each may know the stages before it that are listed here, the empty
 * name for the top package.
 */
class ProcessorArrowsTest {

    private static final String PROCESSOR = "dev.optweave.processor";

    private static final Map<String, Set<String>> ARROWS =
            Map.of(
                    "source", Set.of(),
                    "diagnostic", Set.of("source"),
                    "equation", Set.of("source", "diagnostic"),
                    "check", Set.of("source", "diagnostic", "equation"),
                    "program", Set.of("source", "diagnostic", "equation"),
                    "emit", Set.of("source", "equation", "program"),
                    "reference", Set.of("source", "equation", "program"),
                    "declaration", Set.of("source", "diagnostic", "equation"),
                    "tool", Set.of("source", "diagnostic", "equation", "program"));

    private static final String MODIFIER = "javax.lang.model.element.Modifier";

    /** The in-memory compiler runs the processor, so it alone may know the top package. */
    private static final Set<String> ABOVE_THE_PROCESSOR = Set.of("tool");

    static Stream<String> stages() {
        return ARROWS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("stages")
    void stageKnowsOnlyWhatComesBeforeIt(String stage) {
        String top = ABOVE_THE_PROCESSOR.contains(stage) ? PROCESSOR : "dev.optweave";
        String[] allowed =
                Stream.concat(
                                ARROWS.get(stage).stream().map(ProcessorArrowsTest::inProcessor),
                                Stream.of(inProcessor(stage), "dev.optweave", top))
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(inProcessor(stage))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.optweave..").and(not(resideInAnyPackage(allowed))))
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void everyPackageIsAStageWithArrows() {
        Set<String> known = ARROWS.keySet().stream().collect(Collectors.toCollection(TreeSet::new));
        Set<String> found =
                ALL.stream()
                        .map(JavaClass::getPackageName)
                        .filter(name -> name.startsWith(PROCESSOR + "."))
                        .map(name -> name.substring(PROCESSOR.length() + 1).split("\\.")[0])
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(known).containsAll(found);
    }

    @Test
    void onlyDeclarationToolAndTheTopPackageKnowTheCompiler() {
        noClasses()
                .that()
                .resideInAPackage(PROCESSOR + "..")
                .and()
                .resideOutsideOfPackages(PROCESSOR, inProcessor("declaration"), inProcessor("tool"))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("javax..", "com.sun..").and(not(isModifier())))
                .check(ALL);
    }

    @Test
    void onlyTheTextsThatAreRenderedEmit() {
        noClasses()
                .that()
                .resideInAPackage(PROCESSOR + "..")
                .and()
                .resideOutsideOfPackage(PROCESSOR + ".emit..")
                .and()
                .doNotHaveFullyQualifiedName(PROCESSOR + ".Texts")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(PROCESSOR + ".emit..")
                .check(ALL);
    }

    /** A cold compiler takes long to load classes: a library costs each build what it loads. */
    @Test
    void theProcessorUsesNoLibrary() {
        noClasses()
                .that()
                .resideInAPackage(PROCESSOR + "..")
                .should()
                .dependOnClassesThat(
                        not(
                                resideInAnyPackage(
                                        "java..",
                                        "javax..",
                                        "com.sun.source..",
                                        "dev.optweave..",
                                        "org.jspecify..",
                                        "com.google.auto.service..")))
                .check(ALL);
    }

    @Test
    void instructionsExpressionsAndStatementsAreRecordsOrSealed() {
        classes()
                .that()
                .areAssignableTo(PROCESSOR + ".equation.Expr")
                .or()
                .areAssignableTo(PROCESSOR + ".equation.Statement")
                .or()
                .areAssignableTo(PROCESSOR + ".program.Operation")
                .should()
                .beRecords()
                .orShould()
                .beInterfaces()
                .check(ALL);
    }

    private static String inProcessor(String stage) {
        return stage.isEmpty() ? PROCESSOR : PROCESSOR + "." + stage + "..";
    }

    private static DescribedPredicate<JavaClass> isModifier() {
        return DescribedPredicate.describe(
                "is Modifier", type -> type.getBaseComponentType().getName().equals(MODIFIER));
    }
}
