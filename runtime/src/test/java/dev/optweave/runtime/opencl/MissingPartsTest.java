package dev.optweave.runtime.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program is told, in a virtual machine of its own, where something is missing. */
class MissingPartsTest {

    /** Tries to open a device, and prints what it is told. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) {
            try (OpenClDevice device = OpenCl.device()) {
                System.out.println("opened " + device);
            } catch (OpenClException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @TempDir private Path empty;

    @Test
    void withoutLwjglItSaysWhichDependenciesToAdd() throws Exception {
        assertThat(run(entry -> !entry.contains("lwjgl"), List.of()))
                .contains("org.lwjgl:lwjgl-opencl")
                .contains("natives-linux");
    }

    @Test
    void withoutItsNativePartItSaysWhichClassifierToAdd() throws Exception {
        String nowhere = "-Dorg.lwjgl.system.SharedLibraryExtractPath=" + empty;
        assertThat(run(entry -> !entry.contains("natives"), List.of(nowhere)))
                .contains("native library is missing")
                .contains("classifier");
    }

    @Test
    void withoutALibraryItSaysWhatToInstall() throws Exception {
        String missing = "-Dorg.lwjgl.opencl.libname=libNoSuchThing.so";
        assertThat(run(entry -> true, List.of(missing)))
                .contains("there is no OpenCL library")
                .contains("pocl-opencl-icd");
    }

    @Test
    void withoutADriverItSaysWhatToInstall() throws Exception {
        Devices.info();
        assertThat(run(entry -> true, List.of()))
                .contains("no platform and so no device")
                .contains("OCL_ICD_VENDORS=" + empty, "unset them")
                .contains("pocl-opencl-icd");
    }

    @Test
    void aMissingFolderOfDriversIsNamed() throws Exception {
        Devices.info();
        String missing = empty.resolve("missing").toString();
        assertThat(run(entry -> true, List.of(), Map.of("OCL_ICD_VENDORS", missing)))
                .contains("no device", "OCL_ICD_VENDORS=" + missing, "unset them");
    }

    @Test
    void aPlatformWithoutDevicesIsNamedAndWhatHidesThem() throws Exception {
        requirePocl();
        String message = run(entry -> true, List.of(), asCalledBut("POCL_DEVICES", "nonsense"));
        assertThat(message)
                .contains("platforms (Portable Computing Language) have no device")
                .contains("POCL_DEVICES=nonsense", "unset them");
        for (String name : NoDevice.VARIABLES) {
            assertThat(message.contains(name + "="))
                    .as("whether `%s` names %s", message, name)
                    .isEqualTo(name.equals("POCL_DEVICES") || System.getenv(name) != null);
        }
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() throws Exception {
        requirePocl();
        String file = Files.createFile(empty.resolve("file")).resolve("cache").toString();
        assertThat(run(entry -> true, List.of(), asCalledBut("POCL_CACHE_DIR", file)))
                .contains("no device", "POCL_CACHE_DIR=" + file, "unset them");
    }

    @Test
    void withNothingSetADriverIsMissing() {
        assertThat(NoDevice.message(List.of(), Map.of("HOME", "x")))
                .contains("no platform", "install a driver")
                .doesNotContain("unset", "HOME");
    }

    private static void requirePocl() {
        String version = Devices.info().version();
        assumeTrue(version.contains("PoCL") || version.contains("pocl"), "the driver is not PoCL");
    }

    /** The variables by which the tests themselves find their device, but for one. */
    private static Map<String, String> asCalledBut(String name, String value) {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().retainAll(NoDevice.VARIABLES);
        environment.put(name, value);
        return environment;
    }

    /** Runs the program without drivers, and returns what it prints. */
    private String run(Predicate<String> onPath, List<String> options)
            throws IOException, InterruptedException {
        String none = Files.createTempDirectory(empty, "no").toString();
        return run(onPath, options, Map.of("OCL_ICD_VENDORS", none));
    }

    /**
     * Runs the program with these variables, none of the tests' own, and returns what it prints.
     */
    private String run(
            Predicate<String> onPath, List<String> options, Map<String, String> environment)
            throws IOException, InterruptedException {
        String path =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(onPath)
                        .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", path, Program.class.getName()));
        Path output = Files.createTempFile(empty, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(NoDevice.VARIABLES);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        assertThat(builder.start().waitFor()).isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
