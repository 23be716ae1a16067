package dev.optweave.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static dev.optweave.architecture.ProductionClasses.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Habits that the libraries keep: silent, without global state, without the clock or luck. */
class CodingRulesTest {

    @Test
    void librariesPrintNothing() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(ALL);
        noClasses().should().callMethod(Throwable.class, "printStackTrace").check(ALL);
    }

    @Test
    void librariesLogNothingButTheBackendAndWhatADeviceLacks() {
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.optweave.runtime.opencl..")
                .and()
                .doNotHaveFullyQualifiedName("dev.optweave.runtime.internal.Notices")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(System.Logger.class)
                .check(ALL);
    }

    @Test
    void librariesNeitherExitNorReadTheEnvironment() {
        noClasses().should().callMethod(System.class, "exit", int.class).check(ALL);
        noClasses()
                .that()
                // which tells those without a device what of the environment may hide it
                .doNotHaveFullyQualifiedName("dev.optweave.runtime.opencl.NoDevice")
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .check(ALL);
    }

    @Test
    void resultsDependNeitherOnTheClockNorOnUnseededRandomNumbers() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(java.util.Random.class)
                .check(ALL);
    }

    @Test
    void runtimeUsesNoReflectionButToDefineVectorLoops() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.optweave.runtime..", "dev.optweave.optimizers..")
                .and()
                .resideOutsideOfPackage("dev.optweave.runtime.kernel.vector")
                .and()
                .areNotAssignableTo("dev.optweave.runtime.kernel.vector.VectorKernel")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..", "java.lang.invoke..")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void fieldsThatAllInstancesShareAreFinal() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .areNotAnonymousClasses()
                .should()
                .beFinal()
                .check(ALL);
    }

    @Test
    void everyPackageOfTheRuntimeIsNullMarked() {
        Set<String> unmarked =
                ALL.stream()
                        .map(JavaClass::getPackage)
                        .filter(
                                type ->
                                        type.getName()
                                                .matches("dev\\.optweave\\.(runtime|optimizers).*"))
                        .filter(
                                type ->
                                        !type.isAnnotatedWith(
                                                "org.jspecify.annotations.NullMarked"))
                        .map(type -> type.getName())
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unmarked).isEmpty();
    }
}
