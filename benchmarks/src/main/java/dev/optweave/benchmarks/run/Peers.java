package dev.optweave.benchmarks.run;

import java.util.List;
import java.util.Set;

/** Every library that is measured beside ours, in the order of the tables. */
public final class Peers {

    /** The peers. */
    public static final List<Peer> ALL =
            List.of(
                    plain("Java, a loop an equation", "UnfusedStep"),
                    plain("C, cc -O3 -march=native", "CStep"));

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
