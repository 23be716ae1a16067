package dev.optweave.lab;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.optweave.runtime.opencl.OpenCl;
import dev.optweave.runtime.opencl.OpenClException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What tests of commands share: a folder, and what the commands print. */
abstract class LabCommands {

    /** A rule of one's own. */
    static final String RULE =
            """
            import dev.optweave.*;
            @OptimizerRule
            @Update({
                "v = rho * v + g",
                "w -= lr * v"
            })
            interface MineRule {
                @LearningRate(0.1) double lr();
                @Hyper(value = 0.5, min = 0, max = 1) double rho();
                @State Slot v();
            }
            """;

    /** Trajectories of that rule, which follows them, and of a stock rule, which does not. */
    static final String TRACE =
            """
            {"traces": [
              {"name": "right", "rule": "MineRule.java", "set": {"lr": 0.5}, "shapes": [[2]],
               "initial": [[1, 2]], "gradients": [[[1, 0]], [[0, 1]]],
               "expected": [[[0.5, 2]], [[0.25, 1.5]]], "tolerance": 1e-12},
              {"name": "wrong", "rule": "Sgd", "set": {"lr": 0.5}, "shapes": [[1]],
               "initial": [[1]], "gradients": [[[1]]], "expected": [[[0.6]]]}
            ]}
            """;

    @TempDir Path folder;

    final StringWriter out = new StringWriter();

    final StringWriter err = new StringWriter();

    /** Leaves a test out where there is no device. */
    static void requireDevice() {
        try {
            assumeFalse(OpenCl.devices().isEmpty(), "no OpenCL device on this machine");
        } catch (OpenClException e) {
            abort("no OpenCL on this machine: " + e.getMessage());
        }
    }

    /** Writes a file into the folder. */
    Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    /** Runs a command line, and returns its exit code. */
    int run(String... arguments) {
        CommandLine commandLine = Lab.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
