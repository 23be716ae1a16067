package dev.optweave.benchmarks.run;

import java.util.List;

/** Every library that is measured beside ours, in the order of the tables. */
public final class Peers {

    /** The peers. */
    public static final List<Peer> ALL = List.of();

    private Peers() {}
}
