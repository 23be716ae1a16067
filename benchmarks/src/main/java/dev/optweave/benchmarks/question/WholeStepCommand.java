package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.run.Peer;
import dev.optweave.benchmarks.run.Peers;
import dev.optweave.benchmarks.step.OurWholeStep;
import dev.optweave.benchmarks.step.StepBenchmark;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From scaled gradients to averaged parameters. */
@Command(
        name = "whole-step",
        description = {
            "All that a step of training does once the gradients are there: unscale, clip by the"
                    + " global norm, decay, update, average the parameters, zero the gradients.",
            "Ours does it in two passes, peers in a sequence of calls."
        })
public final class WholeStepCommand extends PeersQuestion {

    @Option(
            names = "--workload",
            split = ",",
            paramLabel = "WORKLOAD",
            description = "What is stepped (default: ${DEFAULT-VALUE}).")
    private List<String> workloads = List.of("gpt2-small", "resnet50", "1x1048576");

    @Override
    protected List<String> workloads() {
        return chosen("--workload", workloads, List.of("1x1048576"));
    }

    @Override
    protected List<Peer> peers() {
        return Peers.WHOLE_STEP;
    }

    @Override
    protected Class<? extends StepBenchmark> ours() {
        return OurWholeStep.class;
    }
}
