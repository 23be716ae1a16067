package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.workload.Workload;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The tensors of real networks, beside every peer. */
@Command(name = "models", description = "One step over all parameters of real networks.")
public final class ModelsCommand extends PeersQuestion {

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "WORKLOAD",
            description = "What is stepped (default: all networks).")
    private List<String> workloads = Workload.networks();

    @Override
    protected List<String> workloads() {
        return chosen("--workload", workloads, List.of("resnet50"));
    }
}
