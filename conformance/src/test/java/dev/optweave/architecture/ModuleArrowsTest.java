package dev.optweave.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.optweave.architecture.ProductionClasses.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Which module may know which: annotations nothing, the runtime annotations, the processor both.
 */
class ModuleArrowsTest {

    @Test
    void theImportSeesEveryModule() {
        assertThat(ALL.contain("dev.optweave.OptimizerRule")).isTrue();
        assertThat(ALL.contain("dev.optweave.processor.equation.Expr")).isTrue();
        assertThat(ALL.contain("dev.optweave.runtime.kernel.RuleKernel")).isTrue();
    }

    @Test
    void annotationsDependOnTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("dev.optweave")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.optweave", "java..")
                .check(ALL);
    }

    @Test
    void runtimeDependsOnAnnotationsAlone() {
        classes()
                .that()
                .resideInAPackage("dev.optweave.runtime..")
                .and()
                .resideOutsideOfPackage("dev.optweave.runtime.opencl..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.optweave",
                        "dev.optweave.runtime..",
                        "java..",
                        "jdk.incubator.vector..",
                        "org.jspecify..")
                .check(ALL);
    }

    /** Everything else must load where there is no such module. */
    @Test
    void onlyVectorPackagesAndVectorLoopsKnowVectors() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.optweave.runtime.kernel.vector",
                        "dev.optweave.runtime.internal.vector")
                .and()
                .areNotAssignableTo("dev.optweave.runtime.kernel.vector.VectorKernel")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(ALL);
    }

    @Test
    void onlyThePackageForDevicesDependsOnLwjgl() {
        classes()
                .that()
                .resideInAPackage("dev.optweave.runtime.opencl..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.optweave",
                        "dev.optweave.runtime..",
                        "java..",
                        "org.jspecify..",
                        "org.lwjgl..")
                .check(ALL);
    }

    @Test
    void theRuntimeDoesNotDependOnItsPackageForDevices() {
        noClasses()
                .that()
                .resideInAPackage("dev.optweave.runtime..")
                .and()
                .resideOutsideOfPackage("dev.optweave.runtime.opencl..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.optweave.runtime.opencl..")
                .check(ALL);
    }

    @Test
    void stockOptimizersDependOnAnnotationsAndRuntimeAlone() {
        classes()
                .that()
                .resideInAPackage("dev.optweave.optimizers..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.optweave",
                        "dev.optweave.optimizers..",
                        "dev.optweave.runtime..",
                        "java..",
                        "jdk.incubator.vector..",
                        "org.jspecify..")
                .allowEmptyShould(true)
                .check(ALL);
    }

    @Test
    void processorDoesNotDependOnTheRuntime() {
        noClasses()
                .that()
                .resideInAPackage("dev.optweave.processor..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.optweave.runtime..", "dev.optweave.optimizers..")
                .check(ALL);
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.optweave.(**)").should().beFreeOfCycles().check(ALL);
    }
}
