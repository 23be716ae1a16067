package dev.optweave.benchmarks.run;

import java.util.List;
import java.util.Set;

/** Every library that is measured beside ours, in the order of the tables. */
public final class Peers {

    /** Libraries under JavaCPP free their memory themselves and set themselves no limit. */
    private static final List<String> JAVACPP =
            List.of(
                    "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                    "-Dorg.bytedeco.javacpp.nopointergc=true");

    /** The peers. */
    public static final List<Peer> ALL =
            List.of(
                    new Peer(
                            "libtorch",
                            "libtorch",
                            "dev.optweave.benchmarks.libtorch.LibtorchStep",
                            List.of("fused", "optim", "cpp"),
                            Set.of("AdaGrad", "Adam", "AdamW", "Momentum", "Sgd"),
                            JAVACPP),
                    plain("Java, a loop an equation", "UnfusedStep"),
                    plain("C, cc -O3 -march=native", "CStep"));

    /** Those that are measured beside our whole step, with classes of their own for it. */
    public static final List<Peer> WHOLE_STEP =
            List.of(
                    new Peer(
                            "libtorch",
                            "libtorch",
                            "dev.optweave.benchmarks.libtorch.LibtorchWholeStep",
                            List.of("folded", "usual"),
                            Set.of("Adam", "AdamW"),
                            JAVACPP));

    private Peers() {}

    private static Peer plain(String name, String type) {
        return new Peer(
                name,
                "",
                "dev.optweave.benchmarks.plain." + type,
                List.of("float"),
                Set.of("AdamW", "AdaGrad", "Sgd"),
                List.of());
    }
}
