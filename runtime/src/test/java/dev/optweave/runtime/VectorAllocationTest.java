package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State;
import dev.optweave.State.Storage;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Steps in vectors allocate nothing. Until they are compiled, vectors are objects; how many steps
 * that takes depends on when the compiler's own threads get to it, so this waits for a stretch of
 * steps without an allocation. It is a program of its own, since JDK 17 compiles loops by profiles
 * that all of a program shares, other tests' vectors among it.
 */
class VectorAllocationTest {

    @ParameterizedTest
    @EnumSource(
            value = Storage.class,
            names = {"SAME", "BFLOAT16", "INT8_BLOCK"})
    void aStepInVectorsAllocatesNothingOnceItIsCompiled(Storage storage)
            throws IOException, InterruptedException {
        assertThat(output(storage)).containsExactly("AdamW 0", "Lamb 0");
    }

    private static List<String> output(Storage storage) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "--add-modules", "jdk.incubator.vector"));
        List<String> places =
                List.of(place(State.class), place(Optimizer.class), place(VectorSteps.class));
        command.addAll(List.of("-cp", String.join(File.pathSeparator, places)));
        command.addAll(List.of(VectorSteps.class.getName(), storage.name()));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("exit code of %s", command).isZero();
        return output.lines().toList();
    }

    /** Where a class was loaded from. */
    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
