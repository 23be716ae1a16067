package dev.optweave.processor.program;

import dev.optweave.State.Storage;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Program.Store;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What a step of a rule costs, counted in the program that the backends run.
 *
 * @param loops the loops over elements that a step runs, in order
 * @param copies how often a step copies the parameter: to set it aside and to put it back, where
 *     the gradient is taken at another point
 * @param storages the declared storage of the states that are not kept in the tensor's type
 */
public record Certificate(List<Traffic> loops, int copies, Map<String, Storage> storages) {

    public Certificate {
        loops = List.copyOf(loops);
        storages = Map.copyOf(storages);
    }

    /**
     * One loop's cost for each element.
     *
     * @param reads the names of what it reads from memory
     * @param writes the names of what it writes to memory
     * @param operations how often it applies each function
     * @param reductions how many values it adds to a reduction
     * @param temporaries how many of the writes are neither to the parameter nor to a state
     */
    public record Traffic(
            List<String> reads,
            List<String> writes,
            Map<Function, Integer> operations,
            int reductions,
            int temporaries) {

        public Traffic {
            reads = List.copyOf(reads);
            writes = List.copyOf(writes);
            operations = Map.copyOf(operations);
        }
    }

    /** Counts a step: the section before the gradient is taken, if there is one, and the update. */
    public static Certificate of(LoweredRule rule) {
        List<Traffic> loops = new ArrayList<>();
        for (Section section : List.of(Section.GRADIENT_POINT, Section.UPDATE)) {
            Program program = rule.sections().get(section);
            if (program != null) {
                for (Phase phase : program.phases()) {
                    if (phase.hasLoop()) {
                        loops.add(traffic(program, phase));
                    }
                }
            }
        }
        int copies = rule.section(Section.GRADIENT_POINT).isPresent() ? 2 : 0;
        return new Certificate(loops, copies, storages(rule));
    }

    private static Map<String, Storage> storages(LoweredRule rule) {
        Map<String, Storage> storages = new HashMap<>();
        for (StateVariable state : rule.rule().states()) {
            if (state.storage() != Storage.SAME) {
                storages.put(state.name(), state.storage());
            }
        }
        return storages;
    }

    /** The number of loops over elements. */
    public int phases() {
        return loops.size();
    }

    /** Bytes read for each element of that many bytes; scales of blocks do not count. */
    public int bytesRead(int elementBytes) {
        int bytes = copies * elementBytes;
        for (Traffic loop : loops) {
            bytes += bytes(loop.reads(), elementBytes);
        }
        return bytes;
    }

    /** Bytes written for each element of that many bytes; scales of blocks do not count. */
    public int bytesWritten(int elementBytes) {
        int bytes = copies * elementBytes;
        for (Traffic loop : loops) {
            bytes += bytes(loop.writes(), elementBytes);
        }
        return bytes;
    }

    private int bytes(List<String> names, int elementBytes) {
        int bytes = 0;
        for (String name : names) {
            bytes += bytes(name, elementBytes);
        }
        return bytes;
    }

    private int bytes(String name, int elementBytes) {
        return switch (storages.getOrDefault(name, Storage.SAME)) {
            case SAME -> elementBytes;
            case FLOAT32 -> Float.BYTES;
            case BFLOAT16, FLOAT16 -> Short.BYTES;
            case INT8_BLOCK -> Byte.BYTES;
        };
    }

    /** How often a function is applied for each element. */
    public int count(Function function) {
        int count = 0;
        for (Traffic loop : loops) {
            count += loop.operations().getOrDefault(function, 0);
        }
        return count;
    }

    /**
     * How many arrays a step writes only to read them again in the same step: the parameter set
     * aside, or what a loop stores that is neither parameter nor state.
     */
    public int temporaries() {
        int temporaries = copies > 0 ? 1 : 0;
        for (Traffic loop : loops) {
            temporaries += loop.temporaries();
        }
        return temporaries;
    }

    /** The certificate in lines of text. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(
                plural(phases(), "phase")
                        + (", " + bytesRead(Float.BYTES) + " bytes read")
                        + (" and " + bytesWritten(Float.BYTES) + " written per float element")
                        + (" (" + bytesRead(Double.BYTES))
                        + (" and " + bytesWritten(Double.BYTES) + " per double)"));
        lines.add(
                plural(count(Function.DIVIDE), "division")
                        + (", " + plural(count(Function.SQRT), "root"))
                        + (", " + plural(temporaries(), "temporary") + " in memory"));
        if (!storages.isEmpty()) {
            StringJoiner kept = new StringJoiner(", ");
            new TreeMap<>(storages).forEach((name, storage) -> kept.add(name + words(storage)));
            lines.add("kept " + kept);
        }
        StringJoiner others = new StringJoiner(", ");
        for (Function function : Function.values()) {
            int count = count(function);
            if (count > 0 && function != Function.DIVIDE && function != Function.SQRT) {
                others.add(count + " " + function.name().toLowerCase(Locale.ROOT));
            }
        }
        if (others.length() > 0) {
            lines.add("per element besides: " + others);
        }
        for (int loop = 0; loop < loops.size() && loops.size() > 1; loop++) {
            Traffic traffic = loops.get(loop);
            lines.add(
                    ("phase " + (loop + 1) + " reads " + names(traffic.reads()))
                            + ("; writes " + names(traffic.writes()))
                            + ("; reduces " + plural(traffic.reductions(), "value")));
        }
        return List.copyOf(lines);
    }

    private static String words(Storage storage) {
        return " in "
                + storage.name()
                + (storage == Storage.INT8_BLOCK ? " (and 4 bytes for every 256 elements)" : "");
    }

    private static Traffic traffic(Program program, Phase phase) {
        List<String> reads = new ArrayList<>();
        Map<Function, Integer> operations = new EnumMap<>(Function.class);
        for (int number : phase.body()) {
            Operation operation = program.instruction(number).operation();
            if (operation instanceof Operation.Load load) {
                reads.add(load.variable().name());
                if (load.variable().role() == Variable.Role.GRADIENT) {
                    // the gradient scale
                    operations.merge(Function.MULTIPLY, 1, Integer::sum);
                }
            } else if (operation instanceof Operation.Compute compute) {
                operations.merge(compute.function(), 1, Integer::sum);
            }
        }
        List<String> writes = new ArrayList<>();
        int temporaries = 0;
        for (Store store : phase.stores()) {
            Variable variable = store.variable();
            writes.add(variable.name());
            boolean lasts =
                    variable.role() == Variable.Role.PARAMETER
                            || variable.role() == Variable.Role.STATE;
            temporaries += lasts ? 0 : 1;
        }
        return new Traffic(reads, writes, operations, phase.reductions().size(), temporaries);
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }

    private static String plural(int count, String noun) {
        if (count == 1) {
            return "1 " + noun;
        }
        String plural =
                noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return count + " " + plural;
    }
}
