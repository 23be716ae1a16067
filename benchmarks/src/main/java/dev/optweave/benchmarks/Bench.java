package dev.optweave.benchmarks;

import dev.optweave.benchmarks.compile.CompileCommand;
import dev.optweave.benchmarks.question.AllCommand;
import dev.optweave.benchmarks.question.ModelsCommand;
import dev.optweave.benchmarks.question.PeersCommand;
import dev.optweave.benchmarks.question.RooflineCommand;
import dev.optweave.benchmarks.question.ScalingCommand;
import dev.optweave.benchmarks.question.SmallCommand;
import dev.optweave.benchmarks.question.WholeStepCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line that measures: one command for each question. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        version = "Optweave bench 0.1.0-SNAPSHOT",
        description = "Measures steps: a table on the terminal, and the same in target/bench.",
        subcommands = {
            RooflineCommand.class,
            PeersCommand.class,
            ModelsCommand.class,
            SmallCommand.class,
            WholeStepCommand.class,
            ScalingCommand.class,
            CompileCommand.class,
            AllCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; a row that could not be measured says why",
            "2:what was asked cannot be done; the message says why",
            "3:a defect of the benchmarks"
        })
public final class Bench implements Runnable {

    static final int USAGE = 2;
    static final int DEFECT = 3;

    private static final Logger RUNTIME = Logger.getLogger("dev.optweave");

    @Spec private CommandSpec spec;

    /** Answers a question and ends the program with its exit code. */
    public static void main(String[] arguments) {
        // What the runtime says of its backend is true of this process, where nothing is measured.
        RUNTIME.setLevel(Level.WARNING);
        CommandLine commandLine = commandLine();
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.exit(commandLine.execute(arguments));
    }

    /** The command line, which can be run without ending the program. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Bench());
        commandLine.setAbbreviatedOptionsAllowed(false);
        commandLine.setParameterExceptionHandler(
                (exception, arguments) -> {
                    CommandLine failed = exception.getCommandLine();
                    failed.getErr().println("bench: " + text(exception));
                    failed.getErr()
                            .println("try: " + failed.getCommandSpec().qualifiedName() + " --help");
                    return USAGE;
                });
        commandLine.setExecutionExceptionHandler(
                (exception, failed, parsed) -> {
                    failed.getErr().println("bench: this is a defect; please report it");
                    exception.printStackTrace(failed.getErr());
                    return DEFECT;
                });
        return commandLine;
    }

    private static String text(ParameterException exception) {
        List<String> unmatched =
                exception instanceof UnmatchedArgumentException u ? u.getUnmatched() : List.of();
        if (unmatched.isEmpty()) {
            return exception.getMessage();
        }
        String wrong = unmatched.get(0);
        CommandLine failed = exception.getCommandLine();
        if (wrong.startsWith("-")) {
            return "there is no option `"
                    + wrong
                    + "`; allowed: "
                    + String.join(
                            ", ", new TreeSet<>(failed.getCommandSpec().optionsMap().keySet()));
        }
        return failed.getSubcommands().isEmpty()
                ? "too much: `" + wrong + "`"
                : "there is no question `" + wrong + "`; allowed: " + questions(failed);
    }

    private static String questions(CommandLine commandLine) {
        return String.join(", ", new TreeSet<>(commandLine.getSubcommands().keySet()));
    }

    /** Called without a question. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a question is missing; allowed: " + questions(spec.commandLine()));
    }
}
