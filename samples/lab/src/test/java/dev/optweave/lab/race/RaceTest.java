package dev.optweave.lab.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.lab.execution.Backend;
import dev.optweave.lab.execution.Execution;
import dev.optweave.lab.problem.Precision;
import dev.optweave.lab.problem.ProblemKind;
import dev.optweave.lab.race.Result.Ending;
import dev.optweave.lab.race.Result.Point;
import dev.optweave.lab.rule.LabRule;
import dev.optweave.lab.rule.RuleLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RaceTest {

    private final RuleLibrary library = new RuleLibrary(Path.of(""));

    @Test
    void adamWReadsNinetySevenOfAHundredDigits() {
        Result result = run(settings(ProblemKind.DIGITS, 30, new Feeding(32)), "AdamW").get(0);
        assertThat(result.ending()).isEqualTo(Ending.FINISHED);
        assertThat(result.last().accuracy().getAsDouble()).isGreaterThanOrEqualTo(0.97);
        assertThat(result.steps()).isEqualTo(30 * 45);
        assertThat(result.stateBytes()).isGreaterThanOrEqualTo(2 * 4 * (64 * 128 + 128 + 1290));
    }

    @Test
    void allFeedingsLearn() {
        for (Feeding feeding : List.of(Feeding.FULL, Feeding.SINGLE, new Feeding(64))) {
            int epochs = feeding.equals(Feeding.FULL) ? 40 : 2;
            RaceSettings settings = settings(ProblemKind.DIGITS, epochs, feeding);
            Result result =
                    new Race(settings, entries(ProblemKind.DIGITS, OptionalDouble.of(0.01), "Sgd"))
                            .run((entry, point) -> {})
                            .get(0);
            assertThat(result.last().loss()).isLessThan(result.points().get(0).loss());
            assertThat(result.steps())
                    .isEqualTo(
                            switch (feeding.toString()) {
                                case "full" -> 40;
                                case "single" -> 2 * 1438;
                                default -> 2 * 23;
                            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void comesOutTheSameTwiceAndWithMoreThreads(ProblemKind problem) {
        RaceSettings once = settings(problem, 3, new Feeding(32));
        RaceSettings threaded =
                new RaceSettings(
                        once.problem(),
                        once.epochs(),
                        once.feeding(),
                        once.seed(),
                        once.precision(),
                        once.annealing(),
                        new Execution(Backend.JAVA, 3),
                        once.stopping());
        List<Point> points = run(once, "Lamb").get(0).points();
        assertThat(run(once, "Lamb").get(0).points()).isEqualTo(points);
        assertThat(run(threaded, "Lamb").get(0).points()).isEqualTo(points);
    }

    @ParameterizedTest
    @EnumSource(
            value = Backend.class,
            names = {"AUTO", "VECTOR"})
    void comesOutTheSameOnVectors(Backend backend) {
        RaceSettings java = settings(ProblemKind.DIGITS, 3, new Feeding(32));
        RaceSettings vector =
                new RaceSettings(
                        java.problem(),
                        java.epochs(),
                        java.feeding(),
                        java.seed(),
                        java.precision(),
                        java.annealing(),
                        new Execution(backend, 2),
                        java.stopping());
        List<Point> points = run(java, "AdamW").get(0).points();
        assertThat(run(vector, "AdamW").get(0).points()).isEqualTo(points);
    }

    @Test
    void stockRulesHaveRatesThatSuitTheProblem() {
        assertThat(LearningRates.of(ProblemKind.DIGITS, "AdamW")).isPresent();
        assertThat(LearningRates.of(ProblemKind.DIGITS, "MyRule")).isEmpty();
        assertThat(LearningRates.rules())
                .containsExactlyInAnyOrderElementsOf(RuleLibrary.stockNames());
    }

    @Test
    void valuesBesideTheRuleCountFirst() {
        Entrants entrants =
                new Entrants(
                        List.of("AdamW", "AdamW:lr=0.5"),
                        OptionalDouble.of(0.25),
                        Map.of("AdamW.beta1", 0.5));
        List<Entry> entries = entrants.entries(ProblemKind.DIGITS, this::find);
        assertThat(entries).extracting(Entry::label).containsExactly("AdamW", "AdamW lr=0.5");
        assertThat(entries.get(0).values()).containsEntry("lr", 0.25).containsEntry("beta1", 0.5);
        assertThat(entries.get(1).values()).containsEntry("lr", 0.5);
    }

    private List<Result> run(RaceSettings settings, String... rules) {
        List<Entry> entries = entries(settings.problem(), OptionalDouble.empty(), rules);
        return new Race(settings, entries).run((entry, point) -> {});
    }

    private List<Entry> entries(ProblemKind problem, OptionalDouble rate, String... rules) {
        return new Entrants(List.of(rules), rate, Map.of()).entries(problem, this::find);
    }

    private LabRule find(String rule) {
        return library.find(rule, Path.of(""));
    }

    private static RaceSettings settings(ProblemKind problem, int epochs, Feeding feeding) {
        return new RaceSettings(
                problem,
                epochs,
                feeding,
                1,
                Precision.FLOAT32,
                problem.hasData() ? Annealing.COSINE : Annealing.CONSTANT,
                new Execution(Backend.JAVA, 1),
                RaceSettings.Stopping.NEVER);
    }
}
