package dev.optweave.optimizers;

import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares recorded numbers on every backend. */
@ParameterizedClass(name = "{0}")
@EnumSource(GoldenBackend.class)
abstract class GoldenTest {

    /** The one in turn. */
    @Parameter GoldenBackend backend;

    @BeforeParameterizedClassInvocation
    static void open(GoldenBackend backend) {
        backend.open();
    }

    @AfterParameterizedClassInvocation
    static void close(GoldenBackend backend) {
        backend.close();
    }
}
