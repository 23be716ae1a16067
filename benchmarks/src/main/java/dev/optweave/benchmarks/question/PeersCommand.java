package dev.optweave.benchmarks.question;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The same update beside every peer. */
@Command(
        name = "peers",
        description = "Our step beside the peers' over one tensor or many of the same size.")
public final class PeersCommand extends PeersQuestion {

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "WORKLOAD",
            description = "What is stepped (default: ${DEFAULT-VALUE}).")
    private List<String> workloads =
            List.of("1x16384", "1x1048576", "1x33554432", "1000x1024", "10000x64");

    @Override
    protected List<String> workloads() {
        return chosen("--workload", workloads, List.of("1x16384"));
    }
}
