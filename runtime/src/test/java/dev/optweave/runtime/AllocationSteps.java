package dev.optweave.runtime;

import com.sun.management.ThreadMXBean;
import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.runtime.kernel.RuleDescriptor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** A program that takes steps of many kinds and prints what they allocate after the first. */
final class AllocationSteps {

    private static final ThreadMXBean METER = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final DoubleSupplier CLOSURE = () -> 0;

    /** How many steps are taken before those that are measured, as a multiple of the usual. */
    private static int patience = 1;

    /** How many further stretches of steps may show that nothing is allocated. */
    private static int attempts;

    private AllocationSteps() {}

    /**
     * Prints for each optimizer its name and the bytes of its steps.
     *
     * @param arguments which steps, and how many threads, the storage or how wasteful; then {@code
     *     compiled} if the optimizing compiler is to be done before anything is measured
     */
    public static void main(String[] arguments) {
        if (arguments.length == 3 && arguments[2].equals("compiled")) {
            // steps on several threads are long ones
            patience = arguments[1].equals("2") ? 5 : 20;
            attempts = 3;
        }
        String argument = arguments[1];
        switch (arguments[0]) {
            case "steps" -> steps(Integer.parseInt(argument));
            case "reduced" -> reduced(Storage.valueOf(argument));
            case "whole" -> whole(Integer.parseInt(argument));
            case "packed" -> packed(Integer.parseInt(argument));
            case "wasteful" -> wasteful(Integer.parseInt(argument));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void steps(int threads) {
        for (RuleDescriptor rule :
                List.of(
                        Rules.SGD,
                        Rules.ADAM,
                        Rules.TRUST,
                        Rules.LOOK_AHEAD,
                        Rules.SAM,
                        Rules.AVERAGING)) {
            try (Handmade optimizer = optimizer(rule, threads)) {
                // Several threads take part only in steps that are too long for so many of them.
                run(optimizer, CLOSURE, patience * (threads == 1 ? 300 : 40));
                print(rule, bytesOfSteps(optimizer, CLOSURE, threads == 1 ? 1000 : 20), "");
            }
        }
    }

    private static Handmade optimizer(RuleDescriptor rule, int threads) {
        return Handmade.of(rule)
                .threads(threads)
                .set("lr", step -> 1e-3 / (step + 1))
                .clipByValue(10)
                .clipByNorm(100)
                .clipByGlobalNorm(10)
                .accumulateGradients(2)
                .group("small", tensor -> tensor.length() < 100, g -> g.lr(1e-4))
                .build(
                        Parameters.of(
                                Data.floats("a", 1, 13),
                                Data.doubles("b", 2, 5000),
                                Data.floats("c", 3, threads == 1 ? 9_000 : 1_100_000)));
    }

    private static void reduced(Storage storage) {
        boolean narrow = storage != Storage.FLOAT32;
        Handmade.Builder builder =
                Handmade.of(Rules.LOOK_AHEAD)
                        .storage(storage, narrow ? Rounding.STOCHASTIC : Rounding.NEAREST)
                        .clipByValue(10)
                        .clipByNorm(100)
                        .accumulateGradients(2);
        Handmade optimizer =
                (narrow ? builder.kahan() : builder.parameterRounding(Rounding.STOCHASTIC))
                        .build(
                                Parameters.of(
                                        Data.floats("a", 1, 700),
                                        Data.doubles("b", 2, 700),
                                        Data.bfloat16s("c", 3, 700)));
        run(optimizer, CLOSURE, patience * 300);
        print(Rules.LOOK_AHEAD, bytesOfSteps(optimizer, CLOSURE, 1000), "");
    }

    private static void whole(int threads) {
        for (RuleDescriptor rule : List.of(Rules.ADAM, Rules.TRUST, Rules.SAM)) {
            for (int accumulate : new int[] {1, 2}) {
                Handmade optimizer =
                        Handmade.of(rule)
                                .threads(threads)
                                .lossScale(8)
                                .skipNonFinite()
                                .clipByGlobalNorm(10)
                                .parameterEma(step -> step / (step + 9.0))
                                .zeroGradients()
                                .accumulateGradients(accumulate)
                                .build(
                                        Parameters.of(
                                                Data.bfloat16s("a", 1, 700),
                                                Data.doubles("b", 2, 5000),
                                                Data.floats("c", 3, threads * 9_000)));
                float[] g = optimizer.parameters().tensors().get(2).floatGradient();
                int[] calls = {0};
                DoubleSupplier closure =
                        () -> {
                            g[0] = calls[0]++ % 8 == 7 ? Float.NaN : 1;
                            return 0;
                        };
                run(optimizer, closure, patience * 300);
                long bytes = bytesOfSteps(optimizer, closure, 500);
                print(rule, bytes, optimizer.skippedSteps() > 0 ? ", some steps skipped" : "");
            }
        }
    }

    private static void packed(int threads) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tensors.add(Data.floats("f" + i, i, threads == 1 ? 30 + i : 10_000));
            tensors.add(Data.bfloat16s("b" + i, i, 1 + i));
        }
        for (RuleDescriptor rule : List.of(Rules.ADAM, Rules.TRUST, Rules.LOOK_AHEAD)) {
            Handmade optimizer =
                    Handmade.of(rule)
                            .threads(threads)
                            .accumulateGradients(2)
                            .clipByGlobalNorm(10)
                            .clipByValue(3)
                            .parameterEma(0.9)
                            .zeroGradients()
                            .kahan()
                            .build(Parameters.of(tensors).packed());
            int steps = threads == 1 ? 300 : 40;
            run(optimizer, CLOSURE, patience * steps);
            print(rule, bytesOfSteps(optimizer, CLOSURE, steps), "");
        }
    }

    /** Steps whose closure allocates an array of so many bytes, its header among them. */
    private static void wasteful(int bytes) {
        byte[][] kept = new byte[1][];
        DoubleSupplier closure =
                () -> {
                    kept[0] = new byte[bytes - 16];
                    return 0;
                };
        try (Handmade optimizer = optimizer(Rules.SGD, 1)) {
            run(optimizer, closure, patience * 300);
            print(Rules.SGD, bytesOfSteps(optimizer, closure, 1000), "");
        }
    }

    private static void print(RuleDescriptor rule, long bytes, String more) {
        System.out.println(rule.name() + " " + bytes + more);
    }

    private static long bytesOfSteps(Handmade optimizer, DoubleSupplier closure, int steps) {
        long bytes = bytesOnce(optimizer, closure, steps);
        for (int again = 0; bytes > 0 && again < attempts; again++) {
            bytes = bytesOnce(optimizer, closure, steps);
        }
        return bytes;
    }

    private static long bytesOnce(Handmade optimizer, DoubleSupplier closure, int steps) {
        long id = Thread.currentThread().getId();
        long before = METER.getThreadAllocatedBytes(id);
        run(optimizer, closure, steps);
        return METER.getThreadAllocatedBytes(id) - before;
    }

    private static void run(Handmade optimizer, DoubleSupplier closure, int steps) {
        for (int step = 0; step < steps; step++) {
            optimizer.step(closure);
        }
    }
}
