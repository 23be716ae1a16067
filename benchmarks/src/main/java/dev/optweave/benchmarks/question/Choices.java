package dev.optweave.benchmarks.question;

import dev.optweave.benchmarks.step.OurStep;
import dev.optweave.benchmarks.workload.Workload;
import dev.optweave.optimizers.StockOptimizers;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what was chosen on the command line; each message begins with its option. */
final class Choices {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,10})(Ki|Mi|)");
    private static final Map<String, Integer> UNITS = Map.of("", 1, "Ki", 1 << 10, "Mi", 1 << 20);

    private Choices() {}

    /** Stock rules; `all` stands for every one. */
    static List<String> rules(List<String> names) {
        if (names.equals(List.of("all"))) {
            return StockOptimizers.names();
        }
        names.forEach(name -> requireAbout("--rule", () -> StockOptimizers.builder(name)));
        return names;
    }

    /** Storages of our states. */
    static List<String> storages(List<String> names) {
        if (names.equals(List.of("all"))) {
            return List.of("float", "bfloat16", "float16", "int8-block");
        }
        for (String name : names) {
            if (!OurStep.variants().contains(name)) {
                throw new WrongChoice(
                        "--storage: there is no storage `"
                                + name
                                + "`; allowed: all, "
                                + String.join(", ", OurStep.variants()));
            }
        }
        return names;
    }

    /** One thread and two, if there are as many processors. */
    static List<Integer> oneAndTwoThreads() {
        return processors() == 1 ? List.of(1) : List.of(1, 2);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Numbers of threads: more than processors would only wait for one another. */
    static List<Integer> threads(List<Integer> counts) {
        for (int count : counts) {
            if (count < 1 || count > processors()) {
                throw new WrongChoice(
                        "--threads: "
                                + count
                                + "; allowed: 1 to "
                                + processors()
                                + ", the number of processors");
            }
        }
        return counts;
    }

    /** Numbers of elements, such as 16384, 16Ki and 1Mi. */
    static List<Integer> sizes(List<String> texts) {
        return texts.stream().map(Choices::size).toList();
    }

    private static int size(String text) {
        Matcher matcher = SIZE.matcher(text);
        long size =
                matcher.matches()
                        ? Long.parseLong(matcher.group(1)) * UNITS.get(matcher.group(2))
                        : 0;
        if (size < 1024 || size % 1024 != 0 || size > 256 << 20) {
            throw new WrongChoice(
                    "--size: `"
                            + text
                            + "`; allowed: multiples of 1024 from 1Ki to 256Mi, such as 16Ki,"
                            + " 1048576 and 32Mi");
        }
        return (int) size;
    }

    /** A workload. */
    static Workload workload(String name) {
        try {
            return Workload.of(name);
        } catch (IllegalArgumentException e) {
            throw new WrongChoice("--workload: " + e.getMessage(), e);
        }
    }

    /** A size as people write it: 16Ki. */
    static String show(long size) {
        if (size % (1 << 20) == 0) {
            return (size >> 20) + "Mi";
        }
        return size % (1 << 10) == 0 ? (size >> 10) + "Ki" : Long.toString(size);
    }

    private static void requireAbout(String option, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new WrongChoice(option + ": " + e.getMessage(), e);
        }
    }
}
