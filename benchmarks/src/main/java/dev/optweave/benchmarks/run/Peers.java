package dev.optweave.benchmarks.run;

import java.util.List;
import java.util.Locale;
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
                    floats(
                            "ND4J",
                            "dev.optweave.benchmarks.nd4j.Nd4jStep",
                            Set.of("AdaGrad", "Adam", "AdamW", "Nesterov", "RmsProp", "Sgd"),
                            "the updater's operation + subi, all tensors in one array"),
                    floats(
                            "TensorFlow",
                            "dev.optweave.benchmarks.tensorflow.TensorFlowStep",
                            Set.of(
                                    "AdaGrad",
                                    "Adam",
                                    "AdamW",
                                    "Momentum",
                                    "Nesterov",
                                    "RmsPropEpsInside",
                                    "Sgd"),
                            "ResourceApply operations, one run of a graph"),
                    floats(
                            "DJL",
                            "dev.optweave.benchmarks.djl.DjlStep",
                            Set.of("Adam", "AdamW", "HeavyBall", "Sgd"),
                            "Optimizer.update on PyTorch, epsilon 1e-30"),
                    new Peer(
                            "Tribuo",
                            "tribuo",
                            "dev.optweave.benchmarks.tribuo.TribuoStep",
                            List.of("double"),
                            Set.of("AdaGrad", "Momentum", "Nesterov", "RmsProp", "Sgd"),
                            List.of(),
                            "double",
                            "doubles, beside our step over doubles; one thread"),
                    plain("unfused Java", "UnfusedStep"),
                    plain("C -O3 -march=native", "CStep"));

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

    /** A library called through JavaCPP, or beside it; its module is its name in small letters. */
    private static Peer floats(String name, String type, Set<String> rules, String note) {
        return new Peer(
                name,
                name.toLowerCase(Locale.ROOT),
                type,
                List.of("float"),
                rules,
                JAVACPP,
                "float",
                note);
    }

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
