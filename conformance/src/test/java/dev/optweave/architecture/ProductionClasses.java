package dev.optweave.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/**
 * What the rules look at: annotations, processor and runtime, without tests and shaded libraries.
 */
final class ProductionClasses {

    private static final ImportOption OWN = location -> !location.contains("/shaded/");

    static final JavaClasses ALL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(OWN)
                    .importPackages("dev.optweave");

    private ProductionClasses() {}
}
