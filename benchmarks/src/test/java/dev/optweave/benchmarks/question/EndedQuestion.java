package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.report.Column;
import dev.optweave.benchmarks.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A program that measures until it is ended. Its child prints its own number, then waits. */
@Command(name = "ended")
public final class EndedQuestion extends Question {

    /** Asks the question; with an argument, is the child. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 0) {
            System.out.println("child " + ProcessHandle.current().pid());
            Thread.sleep(Long.MAX_VALUE);
        }
        System.exit(new CommandLine(new EndedQuestion()).execute());
    }

    /** Runs the child, and returns what it exits with. */
    static int child() throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndedQuestion.class.getName(),
                        "child")
                .inheritIO()
                .start()
                .waitFor();
    }

    @Override
    protected double seconds() {
        return 0;
    }

    @Override
    protected void answer() throws IOException, InterruptedException {
        measure(
                ending -> {
                    int code = child();
                    ending.settle();
                    say("a failure was taken down: " + code);
                },
                () ->
                        Optional.of(
                                new Table(
                                        List.of(Column.of("what"), Column.of("note")),
                                        List.of(List.of("first row", "1 of 3 rounds")))));
        say("went on");
    }
}
