package dev.optweave.lab;

import dev.optweave.lab.message.UserException;
import dev.optweave.processor.diagnostic.Suggestion;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The lab's command line. */
@Command(
        name = "lab",
        mixinStandardHelpOptions = true,
        version = "Optweave lab 0.1.0-SNAPSHOT",
        description =
                "Tries update rules: races, replays, shows and checks them; lists OpenCL devices.",
        subcommands = {
            RaceCommand.class,
            ReplayCommand.class,
            ShowCommand.class,
            CheckCommand.class,
            StorageCommand.class,
            DevicesCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a trace deviates, or a checked rule has a mistake",
            "2:what was asked cannot be done, or there is no device; the message says why",
            "3:a defect of the lab itself"
        },
        footer = {
            "",
            "Examples:",
            "  lab race",
            "  lab race Lion AdamW MyRule.java --problem digits --report race.html",
            "  lab race AdamW:lr=1e-3 AdamW:lr=1e-2 --batch 64 --schedule cosine",
            "  lab race AdamW Lion --storage int8-block-stochastic",
            "  lab replay trace.json --rule AdamW",
            "  lab replay trace.json --backend opencl",
            "  lab show MyRule.java --java",
            "  lab check MyRule.java",
            "  lab storage AdamW --max-steps 1000"
        })
public final class Lab implements Runnable {

    /** Done. */
    static final int DONE = 0;

    /** A trace deviates, or a checked rule has a mistake. */
    static final int FAILED = 1;

    /** What was asked cannot be done. */
    static final int USAGE = 2;

    /** A defect of the lab itself. */
    static final int DEFECT = 3;

    private static final Set<String> COMMANDS =
            new TreeSet<>(Set.of("race", "replay", "show", "check", "storage", "devices", "help"));

    @Spec private CommandSpec spec;

    /** Runs a command and ends the program with its exit code. */
    public static void main(String[] arguments) {
        CommandLine commandLine = commandLine();
        Notes.to(System.err);
        commandLine.setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        System.exit(commandLine.execute(arguments));
    }

    /** The command line, which can be run without ending the program. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Lab());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setAbbreviatedOptionsAllowed(false);
        commandLine.setParameterExceptionHandler(
                (exception, arguments) -> {
                    CommandLine failed = exception.getCommandLine();
                    failed.getErr().println("lab: " + text(exception));
                    failed.getErr()
                            .println("try: " + failed.getCommandSpec().qualifiedName() + " --help");
                    return USAGE;
                });
        commandLine.setExecutionExceptionHandler(
                (exception, failed, parsed) -> {
                    if (exception instanceof UserException) {
                        failed.getErr().println("lab: " + exception.getMessage());
                        return USAGE;
                    }
                    failed.getErr().println("lab: this is a defect of the lab; please report it");
                    exception.printStackTrace(failed.getErr());
                    return DEFECT;
                });
        return commandLine;
    }

    private static String text(ParameterException exception) {
        if (exception instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String wrong = unmatched.getUnmatched().get(0);
            CommandSpec command = exception.getCommandLine().getCommandSpec();
            boolean option = wrong.startsWith("-");
            boolean top = !option && !command.subcommands().isEmpty();
            Set<String> known = option ? command.optionsMap().keySet() : COMMANDS;
            return (top ? "there is no command `" : option ? "there is no option `" : "too much: `")
                    + wrong
                    + "`"
                    + Suggestion.nearest(wrong, top || option ? known : Set.of())
                            .map(near -> "; did you mean `" + near + "`?")
                            .orElse("");
        }
        return exception.getMessage();
    }

    /** Called without a command. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: race, replay, show, check, storage or devices");
    }
}
