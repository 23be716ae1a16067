package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.conformance.random.RandomRule;
import dev.optweave.processor.equation.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Compares random rules in random scenarios with the interpreter. The rules are compiled many at a
 * time, and compared on all processors, those for a device on one; what is found does not depend on
 * that.
 */
final class Fuzzer {

    /** The backends say once for each rule what runs it. */
    private static final Logger RUNTIME = Logger.getLogger("dev.optweave");

    private static final int BATCH = 50;

    /** What is compiled for a device together. */
    private static final int BATCH_ON_DEVICE = 250;

    private static final int MOST_FAILURES = 3;

    private final BinaryOperator<String> planted;
    private final Set<Execution> executions;
    private final boolean onDevice;

    /** A case that failed, as it was found. */
    record Failure(Trial trial, Scenario scenario, Difference difference) {}

    /**
     * What came of many trials.
     *
     * @param liveliness the part of all expected values that were neither zero nor infinite nor
     *     NaN: rules that soon give nothing else would agree on everything
     * @param scenarios in how many the rules ran
     */
    record Result(double liveliness, int scenarios, List<Failure> failures) {}

    /** A fuzzer of rules as they are generated. */
    Fuzzer(Execution... executions) {
        this((file, text) -> text, executions);
    }

    /**
     * A fuzzer that should find something.
     *
     * @param planted what is done to generated files, given name and text
     */
    Fuzzer(BinaryOperator<String> planted, Execution... executions) {
        RUNTIME.setLevel(Level.WARNING);
        this.planted = planted;
        this.executions = Set.of(executions);
        this.onDevice = this.executions.equals(Set.of(Execution.OPENCL));
    }

    /**
     * Tries as many seeds in a row.
     *
     * @throws AssertionError that tells the smallest rules that fail, if any does
     */
    static void assertNoDifference(long firstSeed, int count, Execution... executions) {
        Fuzzer fuzzer = new Fuzzer(executions);
        Result result = fuzzer.run(firstSeed, count);
        if (!result.failures().isEmpty()) {
            throw new AssertionError(
                    result.failures().stream()
                            .map(fuzzer::report)
                            .collect(Collectors.joining("\n\n", "\n", "")));
        }
        System.out.println(fuzzer.summary(firstSeed, count, result.scenarios()));
        if (count >= 100) {
            assertThat(result.liveliness()).isGreaterThan(0.5);
        }
    }

    private String summary(long firstSeed, int count, int scenarios) {
        String device =
                executions.contains(Execution.OPENCL)
                        ? " on " + OpenClRun.devices().get(0).name()
                        : "";
        return "%,d random rules (seeds %d to %d) in %,d scenarios: %s%s gives the interpreter's bits"
                .formatted(
                        count,
                        firstSeed,
                        firstSeed + count - 1,
                        scenarios,
                        new TreeSet<>(executions),
                        device);
    }

    /** Tries as many seeds in a row; a few failures are enough. */
    Result run(long firstSeed, int count) {
        // a driver compiles one program at a time, and another process tries the other half
        int processors = onDevice ? 1 : Runtime.getRuntime().availableProcessors();
        ExecutorService executor = Executors.newFixedThreadPool(processors);
        List<Future<Result>> batches = new ArrayList<>();
        try {
            int most = onDevice ? BATCH_ON_DEVICE : BATCH;
            for (int start = 0; start < count; start += most) {
                long from = firstSeed + start;
                int size = Math.min(most, count - start);
                batches.add(executor.submit(() -> closing(() -> batch(from, size))));
            }
            double liveliness = 0;
            int scenarios = 0;
            List<Failure> failures = new ArrayList<>();
            for (Future<Result> batch : batches) {
                Result result = batch.get();
                liveliness += result.liveliness() / count;
                scenarios += result.scenarios();
                failures.addAll(result.failures());
                if (failures.size() >= MOST_FAILURES) {
                    break;
                }
            }
            return new Result(liveliness, scenarios, failures);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            executor.shutdownNow();
        }
    }

    /** Does something, and closes the device that it may have opened. */
    private <T> T closing(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            if (executions.contains(Execution.OPENCL)) {
                OpenClRun.close();
            }
        }
    }

    private Result batch(long firstSeed, int count) {
        List<Trial> trials =
                LongStream.range(firstSeed, firstSeed + count).mapToObj(Trial::of).toList();
        List<RandomRule> rules = trials.stream().map(Trial::rule).toList();
        Differential differential = Differential.of(rules, planted, executions);
        Optional<RuntimeException> together = compileTogether(trials, differential);
        double liveliness = 0;
        int ran = 0;
        List<Failure> failures = new ArrayList<>();
        for (Trial trial : trials) {
            List<Scenario> scenarios = scenarios(trial, differential);
            for (Scenario scenario : scenarios) {
                Outcome expected =
                        InterpretedRun.run(differential.compiled(trial.rule()), scenario);
                ran++;
                liveliness += expected.liveliness() / scenarios.size();
                for (Execution execution : executions) {
                    differential
                            .difference(new Case(trial.rule(), scenario), expected, execution)
                            .map(difference -> new Failure(trial, scenario, difference))
                            .ifPresent(failures::add);
                }
            }
            if (failures.size() >= MOST_FAILURES) {
                break;
            }
        }
        if (together.isPresent() && failures.isEmpty()) {
            throw new AssertionError("what runs alone does not compile together", together.get());
        }
        return new Result(liveliness, ran, failures);
    }

    /** For a device; but some rules are compiled alone, as they are where they are used. */
    private Optional<RuntimeException> compileTogether(
            List<Trial> trials, Differential differential) {
        if (!onDevice || trials.size() == 1) {
            return Optional.empty();
        }
        List<Case> cases = new ArrayList<>();
        for (Trial trial : trials) {
            if (!trial.isAloneOnDevice()) {
                scenarios(trial, differential).forEach(s -> cases.add(new Case(trial.rule(), s)));
            }
        }
        return differential.compileTogether(cases);
    }

    private List<Scenario> scenarios(Trial trial, Differential differential) {
        Rule read = differential.compiled(trial.rule()).rule();
        return onDevice ? trial.scenariosOnDevice(read) : trial.scenarios(read);
    }

    /** The smallest case that fails in the same way. */
    Case shrink(Failure failure) {
        return new Case(failure.trial().rule(), failure.scenario())
                .shrunk(
                        one ->
                                difference(one, failure.difference().execution())
                                        .filter(failure.difference()::resembles)
                                        .isPresent());
    }

    /** The failure in words: the smallest case, what differs, and how to see it again. */
    String report(Failure failure) {
        return closing(() -> report(failure, shrink(failure)));
    }

    /** The failure in words, with its smallest case. */
    String report(Failure failure, Case smallest) {
        String difference =
                difference(smallest, failure.difference().execution())
                        .map(Difference::toString)
                        .orElse("nothing any more");
        return """
                seed %d differs: %s
                %s

                smallest rule that does: %s
                %s

                again: %s"""
                .formatted(
                        failure.trial().seed(),
                        failure.difference(),
                        new Case(failure.trial().rule(), failure.scenario()),
                        difference,
                        smallest,
                        command(failure.trial().seed()));
    }

    /** What tries the rule of a seed alone. */
    static String command(long seed) {
        return "mvn test -pl conformance -am -Dtest='RandomRules*Test'"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Doptweave.randomRules=1"
                + " -Doptweave.randomSeed="
                + seed;
    }

    private Optional<Difference> difference(Case one, Execution execution) {
        try {
            Differential differential =
                    Differential.of(List.of(one.rule()), planted, Set.of(execution));
            Outcome expected =
                    InterpretedRun.run(differential.compiled(one.rule()), one.scenario());
            return differential.difference(one, expected, execution);
        } catch (AssertionError | RuntimeException notWellTyped) {
            return Optional.empty();
        }
    }
}
