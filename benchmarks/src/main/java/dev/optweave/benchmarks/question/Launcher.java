package dev.optweave.benchmarks.question;

import picocli.CommandLine.Model.CommandSpec;

/**
 * The script that starts the benchmarks. Peers take minutes to build: before it does, it asks
 * whether a question can be answered at all and needs them.
 */
final class Launcher {

    /** What a question that needs peers prints. */
    static final String PEERS = "peers";

    private Launcher() {}

    /** Whether it only asks, and nothing is to be measured. */
    static boolean asks() {
        return Boolean.getBoolean("optweave.bench.check");
    }

    /** Answers it. */
    static void answer(boolean needsPeers, CommandSpec spec) {
        if (needsPeers) {
            spec.commandLine().getOut().println(PEERS);
        }
    }
}
