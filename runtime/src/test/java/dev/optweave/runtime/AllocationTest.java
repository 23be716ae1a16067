package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Storage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Steps allocate nothing, not a byte after the first of them.
 *
 * <p>The virtual machine does: when a method has been called so often that the optimizing compiler
 * is to compile it, the calling thread first makes all string constants of the method's class, such
 * as the messages of errors, and they are counted as that thread's. The steps therefore run in a
 * program of their own that stops at the simpler compiler. That one leaves no allocation out, as
 * the optimizing compiler may, so that whatever the sources allocate is counted.
 */
class AllocationTest {

    private static final List<String> NOTHING_LEFT_OUT = List.of("-XX:TieredStopAtLevel=1");

    /** The optimizing compiler is asked for what has been called a few hundred times. */
    private static final List<String> EARLY =
            List.of(
                    "-XX:Tier4InvocationThreshold=300",
                    "-XX:Tier4MinInvocationThreshold=100",
                    "-XX:Tier4CompileThreshold=1000");

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStepAllocatesNothing(int threads) throws IOException, InterruptedException {
        assertThat(output("steps", threads))
                .containsExactly(
                        "Sgd 0", "Adam 0", "Trust 0", "LookAhead 0", "Sam 0", "Averaging 0");
    }

    @ParameterizedTest
    @EnumSource(
            value = Storage.class,
            names = {"FLOAT32", "BFLOAT16", "FLOAT16", "INT8_BLOCK"})
    void aStepInReducedStorageAllocatesNothing(Storage storage)
            throws IOException, InterruptedException {
        assertThat(output("reduced", storage)).containsExactly("LookAhead 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theWholeStepAllocatesNothing(int threads) throws IOException, InterruptedException {
        assertThat(output("whole", threads))
                .containsExactly(
                        "Adam 0, some steps skipped",
                        "Adam 0, some steps skipped",
                        "Trust 0, some steps skipped",
                        "Trust 0, some steps skipped",
                        "Sam 0, some steps skipped",
                        "Sam 0, some steps skipped");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStepOverPackedTensorsAllocatesNothing(int threads)
            throws IOException, InterruptedException {
        assertThat(output("packed", threads)).containsExactly("Adam 0", "Trust 0", "LookAhead 0");
    }

    /**
     * The optimizing compiler makes code in which vectors are no objects, or are where it does not
     * find out. Here it begins early and is done before the steps that count; three further
     * stretches are for what it replaces later.
     */
    @ParameterizedTest
    @CsvSource({
        "steps, 1, Sgd 0; Adam 0; Trust 0; LookAhead 0; Sam 0; Averaging 0",
        "steps, 2, Sgd 0; Adam 0; Trust 0; LookAhead 0; Sam 0; Averaging 0",
        "reduced, INT8_BLOCK, LookAhead 0",
        "reduced, BFLOAT16, LookAhead 0",
        "reduced, FLOAT16, LookAhead 0",
        "reduced, FLOAT32, LookAhead 0",
        "packed, 1, Adam 0; Trust 0; LookAhead 0",
        "packed, 2, Adam 0; Trust 0; LookAhead 0",
        "whole, 1, 'Adam 0, some steps skipped; Adam 0, some steps skipped; "
                + "Trust 0, some steps skipped; Trust 0, some steps skipped; "
                + "Sam 0, some steps skipped; Sam 0, some steps skipped'",
        "whole, 2, 'Adam 0, some steps skipped; Adam 0, some steps skipped; "
                + "Trust 0, some steps skipped; Trust 0, some steps skipped; "
                + "Sam 0, some steps skipped; Sam 0, some steps skipped'"
    })
    void aStepAllocatesNothingOnceTheOptimizingCompilerIsDone(
            String steps, String argument, String expected)
            throws IOException, InterruptedException {
        assertThat(
                        ProgramOfItsOwn.output(
                                EARLY, AllocationSteps.class, steps, argument, "compiled"))
                .containsExactly(expected.split("; "));
    }

    /** If nothing were counted, all of the above would be true. */
    @Test
    void whatAStepAllocatesIsCounted() throws IOException, InterruptedException {
        assertThat(output("wasteful", 24)).containsExactly("Sgd 24000");
    }

    private static List<String> output(String steps, Object argument)
            throws IOException, InterruptedException {
        return ProgramOfItsOwn.output(
                NOTHING_LEFT_OUT, AllocationSteps.class, steps, argument.toString());
    }

    /**
     * Until they are compiled, vectors are objects. How many steps that takes depends on when the
     * compiler's own threads get to it, so this waits for a stretch of steps without an allocation.
     */
    @ParameterizedTest
    @EnumSource(
            value = Storage.class,
            names = {"SAME", "BFLOAT16", "INT8_BLOCK"})
    void aStepInVectorsAllocatesNothingOnceItIsCompiled(Storage storage) {
        for (OptimizerBuilder<?, ?> builder : VectorSteps.builders()) {
            Optimizer optimizer = VectorSteps.optimizer(builder, storage);
            assertThat(VectorSteps.bytesOfAHundredSteps(optimizer))
                    .as("bytes of 100 steps; %s in %s", optimizer, storage)
                    .isZero();
        }
    }
}
