package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.report.Column;
import dev.optweave.benchmarks.report.Table;
import dev.optweave.benchmarks.run.Ending;
import dev.optweave.benchmarks.run.Job;
import dev.optweave.benchmarks.run.Series;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A program that is ended while it prepares to measure. */
@Command(name = "ended")
public final class EndedPreparation extends JmhQuestion {

    /** Asks the question. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EndedPreparation()).execute());
    }

    @Override
    protected List<Job> jobs() {
        return List.of();
    }

    @Override
    protected Table table(List<Series> measured) {
        return new Table(List.of(Column.of("what")), List.of());
    }

    @Override
    protected void prepare(Ending ending) throws IOException, InterruptedException {
        ending.check();
        EndedQuestion.child();
        ending.settle();
        say("a failure was taken down");
    }
}
