package dev.optweave.benchmarks.question;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a step costs besides its elements. */
@Command(name = "small", description = "A step over 1, 100 and 10,000 tensors of 64 elements.")
public final class SmallCommand extends PeersQuestion {

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "WORKLOAD",
            description = "What is stepped (default: ${DEFAULT-VALUE}).")
    private List<String> workloads = List.of("1x64", "100x64", "10000x64");

    @Override
    protected List<String> workloads() {
        return chosen("--workload", workloads, List.of("1x64"));
    }
}
