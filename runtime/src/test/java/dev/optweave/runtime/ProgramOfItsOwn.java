package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class of the tests as a program, in a virtual machine that no other test has used. */
final class ProgramOfItsOwn {

    private ProgramOfItsOwn() {}

    /**
     * The lines that it prints.
     *
     * @param options of the virtual machine
     * @throws AssertionError if it does not end well
     */
    static List<String> output(List<String> options, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "--add-modules", "jdk.incubator.vector"));
        command.addAll(options);
        List<String> places = List.of(place(State.class), place(Optimizer.class), place(program));
        command.addAll(List.of("-cp", String.join(File.pathSeparator, places)));
        command.add(program.getName());
        command.addAll(List.of(arguments));
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
