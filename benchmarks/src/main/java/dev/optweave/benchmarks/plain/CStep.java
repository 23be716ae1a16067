package dev.optweave.benchmarks.plain;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.optweave.benchmarks.step.Contestant;
import dev.optweave.benchmarks.step.StepBenchmark;
import dev.optweave.benchmarks.step.StepTask;
import dev.optweave.benchmarks.workload.Workload;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * C, compiled for this processor: the loop that a generator has to be as fast as. {@link #step}
 * calls C once a step; {@link #steps} once for many, which does not pay for the call.
 */
@State(Scope.Benchmark)
public class CStep extends StepBenchmark {

    /** How many steps a call of {@link #steps} takes. */
    public static final int STEPS = 100;

    private Loops loops;

    @Override
    protected Contestant contestant(StepTask task, String variant)
            throws IOException, InterruptedException {
        CLibrary.load();
        loops = new Loops(task);
        return loops;
    }

    /** Many steps in C; the time is of one. Each thread takes its share of the elements. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public void steps() {
        loops.steps(STEPS);
    }

    /** A function of {@link CLibrary}. */
    private interface Update {
        void apply(long tensors, long count, long hyperparameters, long first, long steps);
    }

    private static Update update(String rule) {
        return switch (rule) {
            case "AdamW" -> CLibrary::adamw;
            case "AdaGrad" -> CLibrary::adagrad;
            case "Sgd" -> CLibrary::sgd;
            default ->
                    throw new IllegalArgumentException(
                            "no loop in C for " + rule + ", only for AdaGrad, AdamW and Sgd");
        };
    }

    private static int states(String rule) {
        return switch (rule) {
            case "AdamW" -> 2;
            case "AdaGrad" -> 1;
            default -> 0;
        };
    }

    private static double[] hyperparameters(StepTask task) {
        List<String> names =
                switch (task.rule()) {
                    case "AdamW" -> List.of("lr", "beta1", "beta2", "eps", "weightDecay");
                    case "AdaGrad" -> List.of("lr", "eps", "lrDecay");
                    default -> List.of("lr");
                };
        return names.stream().mapToDouble(task::hyperparameter).toArray();
    }

    static final class Loops implements Contestant {

        private static final int FIELDS = 5;

        private final Update update;
        private final Workload workload;
        private final Streams streams;
        private final Memory hyperparameters;
        private final Memory[] shares;
        private final long[] counts;
        private final Team team;
        private long taken;
        private long now;

        Loops(StepTask task) {
            update = update(task.rule());
            workload = task.workload();
            streams = new Streams(workload, states(task.rule()));
            double[] values = hyperparameters(task);
            hyperparameters = new Memory((long) values.length * Double.BYTES);
            hyperparameters.write(0, values, 0, values.length);
            List<List<Range>> ranges = Range.shares(workload, task.threads());
            shares = new Memory[ranges.size()];
            counts = new long[ranges.size()];
            for (int i = 0; i < shares.length; i++) {
                counts[i] = ranges.get(i).size();
                shares[i] = table(ranges.get(i));
            }
            team = new Team(task.threads());
        }

        /** The structures that C reads: four addresses and a length each. */
        private Memory table(List<Range> ranges) {
            Memory table = new Memory(Math.max(1, ranges.size()) * (long) FIELDS * Long.BYTES);
            table.clear();
            long place = 0;
            for (Range range : ranges) {
                for (int stream = 0; stream < streams.count(); stream++) {
                    long address = streams.address(stream, range.tensor());
                    table.setLong(
                            place + (long) stream * Long.BYTES,
                            address + (long) range.from() * Float.BYTES);
                }
                table.setLong(place + (FIELDS - 1L) * Long.BYTES, range.to() - range.from());
                place += (long) FIELDS * Long.BYTES;
            }
            return table;
        }

        @Override
        public void step() {
            steps(1);
        }

        void steps(int count) {
            now = count;
            team.run(this::share);
            taken += count;
        }

        private void share(int share) {
            update.apply(
                    Pointer.nativeValue(shares[share]),
                    counts[share],
                    Pointer.nativeValue(hyperparameters),
                    taken + 1,
                    now);
        }

        @Override
        public float[] parameter(int tensor) {
            return streams.values(tensor);
        }

        @Override
        public void close() {
            team.close();
            streams.close();
            hyperparameters.close();
            for (Memory share : shares) {
                share.close();
            }
        }
    }
}
