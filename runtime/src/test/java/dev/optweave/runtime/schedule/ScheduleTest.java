package dev.optweave.runtime.schedule;

import static dev.optweave.runtime.schedule.Schedules.constant;
import static dev.optweave.runtime.schedule.Schedules.constantFactor;
import static dev.optweave.runtime.schedule.Schedules.cosine;
import static dev.optweave.runtime.schedule.Schedules.cosineAnnealing;
import static dev.optweave.runtime.schedule.Schedules.cosineRestarts;
import static dev.optweave.runtime.schedule.Schedules.cyclicCosine;
import static dev.optweave.runtime.schedule.Schedules.exponential;
import static dev.optweave.runtime.schedule.Schedules.inverseTime;
import static dev.optweave.runtime.schedule.Schedules.inverseTimeStaircase;
import static dev.optweave.runtime.schedule.Schedules.lambda;
import static dev.optweave.runtime.schedule.Schedules.linear;
import static dev.optweave.runtime.schedule.Schedules.linearToZero;
import static dev.optweave.runtime.schedule.Schedules.multiStep;
import static dev.optweave.runtime.schedule.Schedules.multiplicative;
import static dev.optweave.runtime.schedule.Schedules.oneCycle;
import static dev.optweave.runtime.schedule.Schedules.piecewiseConstant;
import static dev.optweave.runtime.schedule.Schedules.piecewiseInterpolated;
import static dev.optweave.runtime.schedule.Schedules.piecewiseScaled;
import static dev.optweave.runtime.schedule.Schedules.polynomial;
import static dev.optweave.runtime.schedule.Schedules.polynomialCycle;
import static dev.optweave.runtime.schedule.Schedules.product;
import static dev.optweave.runtime.schedule.Schedules.reduceOnPlateau;
import static dev.optweave.runtime.schedule.Schedules.rex;
import static dev.optweave.runtime.schedule.Schedules.step;
import static dev.optweave.runtime.schedule.Schedules.triangular;
import static dev.optweave.runtime.schedule.Schedules.triangular2;
import static dev.optweave.runtime.schedule.Schedules.triangularExponential;
import static dev.optweave.runtime.schedule.Schedules.warmup;
import static dev.optweave.runtime.schedule.Schedules.warmupStableDecay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every schedule promises, and what each promises. */
class ScheduleTest {

    private static final long[] BOUNDARIES = {10, 20};

    static Stream<Schedule> all() {
        return Stream.concat(
                bounded(),
                Stream.of(
                        exponential(0.1, 1.5),
                        step(0.1, 2, 3),
                        multiStep(1, 1e300, 1, 2, 3),
                        exponential(0.1, 1.5).times(constant(0)),
                        lambda(0.1, t -> 1.0 / (1 + t))));
    }

    /** All of which the values lie in [0, 1]. */
    static Stream<Schedule> bounded() {
        return Stream.of(
                constant(0.1),
                constantFactor(0.1, 0.3, 5),
                linear(0.1, 0.9, 7),
                linearToZero(0.1, 7),
                warmup(200).then(cosine(1e-3, 1e-5, 5_000)),
                warmup(0).then(constant(1)),
                warmup(5).startingAt(0.5).then(constant(0.25)),
                polynomial(0.1, 0.01, 9, 2),
                polynomialCycle(0.1, 0.01, 9, 0.5),
                cosine(0.1, 0, 10),
                cosineAnnealing(0.1, 0.01, 10),
                cyclicCosine(0.1, 0.01, 10),
                cosineRestarts(0.1, 0.01, 3, 2, 0.9),
                cosineRestarts(0.1, 0.01, 3, 1.0001, 1),
                step(0.1, 0.5, 4),
                multiStep(0.1, 0.5, 4, 9),
                exponential(0.1, 0.9),
                exponential(0.1, 0.9, 10),
                inverseTime(0.1, 0.5, 10),
                inverseTimeStaircase(0.1, 0.5, 10),
                triangular(0.01, 0.1, 5, 7),
                triangular2(0.01, 0.1, 5, 7),
                triangularExponential(0.01, 0.1, 5, 7, 0.99),
                oneCycle(0.5, 30),
                oneCycle(0.5, 30).threePhases().curve(Curve.LINEAR),
                oneCycle(0.5, 2).risingShare(0),
                oneCycle(0.5, 30).risingShare(1),
                piecewiseConstant(BOUNDARIES, 0.3, 0.2, 0.1),
                piecewiseScaled(0.3, BOUNDARIES, 0.5, 0.5),
                piecewiseInterpolated(Curve.COSINE, 0.3, BOUNDARIES, 0.5, 0.5),
                piecewiseInterpolated(Curve.LINEAR, 0.3, BOUNDARIES, 0.5, 0.5),
                warmupStableDecay(0.1, 0.01, 5, 5, 5),
                rex(0.1, 10),
                product(constant(0.5), linear(1, 0, 4), exponential(1, 0.5)),
                constant(0.5).then(3, linear(0.5, 0, 4)).times(0.5).atLeast(0.1),
                reduceOnPlateau(0.1).build());
    }

    /** Those that never rise. */
    static Stream<Schedule> falling() {
        return Stream.of(
                linearToZero(0.1, 7),
                linear(0.3, 0.1, 1_000),
                polynomial(0.1, 0.01, 999, 2),
                cosine(0.1, 0, 997),
                cosine(1e-3, 1e-5, 5_000),
                step(0.1, 0.5, 4),
                multiStep(0.1, 0.5, 4, 9),
                exponential(0.1, 0.9),
                inverseTime(0.1, 0.5, 10),
                inverseTimeStaircase(0.1, 0.5, 10),
                piecewiseInterpolated(Curve.COSINE, 0.3, BOUNDARIES, 0.5, 0.5),
                rex(0.1, 1_000));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isFiniteAtEveryStep(Schedule schedule) {
        for (long step = 0; step < 400; step++) {
            assertThat(schedule.at(step)).as("step %d", step).isFinite();
        }
        if (!(schedule instanceof Functions.Multiplicative)) {
            for (long step : new long[] {1L << 31, 1_000_000_000_000_000L, Long.MAX_VALUE}) {
                assertThat(schedule.at(step)).as("step %d", step).isFinite();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("bounded")
    void staysWithinItsBounds(Schedule schedule) {
        for (long step = 0; step < 400; step++) {
            assertThat(schedule.at(step)).as("step %d", step).isBetween(0.0, 1.0);
        }
        assertThat(schedule.at(1_000_000_000_000_000L)).isBetween(0.0, 1.0);
    }

    @ParameterizedTest
    @MethodSource("falling")
    void neverRises(Schedule schedule) {
        for (long step = 0; step < 6_000; step++) {
            assertThat(schedule.at(step + 1))
                    .as("step %d", step + 1)
                    .isLessThanOrEqualTo(schedule.at(step));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void refusesANegativeStep(Schedule schedule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.at(-1))
                .withMessage("`step` is -1; allowed: [0, ∞)");
    }

    @ParameterizedTest
    @MethodSource("all")
    void givesTheSameValueAgain(Schedule schedule) {
        double[] first = new double[50];
        for (int step = 0; step < first.length; step++) {
            first[step] = schedule.at(step);
        }
        for (int step = first.length - 1; step >= 0; step--) {
            assertThat(schedule.at(step)).isEqualTo(first[step]);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void allocatesNothing(Schedule schedule) {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = bytesOfAThousandSteps(meter, schedule);
        // The virtual machine itself may allocate, when it loads a class or replaces compiled code.
        for (int again = 0; bytes > 0 && again < 3; again++) {
            bytes = bytesOfAThousandSteps(meter, schedule);
        }
        assertThat(bytes).isZero();
    }

    private static long bytesOfAThousandSteps(ThreadMXBean meter, Schedule schedule) {
        long id = Thread.currentThread().getId();
        long before = meter.getThreadAllocatedBytes(id);
        for (long step = 0; step < 1_000; step++) {
            schedule.at(step);
        }
        return meter.getThreadAllocatedBytes(id) - before;
    }

    @Test
    void warmUpRisesFromZeroToTheFirstValueOfWhatFollows() {
        Schedule decay = cosine(1e-3, 1e-5, 5_000);
        Schedule schedule = warmup(200).then(decay);
        assertThat(schedule.at(0)).isZero();
        assertThat(schedule.at(50)).isCloseTo(0.25e-3, within(1e-18));
        assertThat(schedule.at(199)).isCloseTo(199 * 1e-3 / 200, within(1e-18));
        assertThat(schedule.at(200)).isEqualTo(1e-3);
        assertThat(schedule.at(1_234)).isEqualTo(decay.at(1_034));
        assertThat(schedule.at(5_200)).isEqualTo(1e-5);
        assertThat(schedule.at(9_999_999)).isEqualTo(1e-5);
    }

    @Test
    void rampsReachTheirEndsExactly() {
        assertThat(linear(0.1, 0.7, 3).at(0)).isEqualTo(0.1);
        assertThat(linear(0.1, 0.7, 3).at(3)).isEqualTo(0.7);
        assertThat(linear(1e-3, 1e-3, 7).at(5)).isEqualTo(1e-3);
        assertThat(cosine(0.1, 0.03, 3).at(0)).isEqualTo(0.1);
        assertThat(cosine(0.1, 0.03, 3).at(3)).isEqualTo(0.03);
        assertThat(polynomial(0.1, 0.03, 3, 2).at(3)).isEqualTo(0.03);
        assertThat(linear(-Double.MAX_VALUE, Double.MAX_VALUE, 2).at(1)).isZero();
    }

    @Test
    void cosineAnnealingRisesAgainWhereCosineStays() {
        assertThat(cosineAnnealing(0.1, 0.01, 10).at(20)).isEqualTo(0.1);
        assertThat(cosineAnnealing(0.1, 0.01, 10).at(10)).isEqualTo(0.01);
        assertThat(cosine(0.1, 0.01, 10).at(20)).isEqualTo(0.01);
        assertThat(cosineAnnealing(0.1, 0.01, 10).at(20_000_000_000_000_007L))
                .isEqualTo(cosineAnnealing(0.1, 0.01, 10).at(7));
    }

    @Test
    void restartsBeginWhereThePeriodsEnd() {
        Schedule schedule = cosineRestarts(1, 0, 3, 3, 0.5);
        assertThat(schedule.at(0)).isEqualTo(1);
        assertThat(schedule.at(3)).isEqualTo(0.5);
        assertThat(schedule.at(12)).isEqualTo(0.25);
        assertThat(schedule.at(39)).isEqualTo(0.125);
        // 3·(3^20 - 1)/2 steps make twenty periods.
        assertThat(schedule.at(5_230_176_600L)).isEqualTo(Math.pow(0.5, 20));
        assertThat(schedule.at(5_230_176_599L)).isLessThan(1e-20);
    }

    @Test
    void joinsCountFromTheirBoundary() {
        Schedule schedule = constant(3).then(2, linear(2, 1, 2)).then(4, constant(0));
        assertThat(values(schedule, 6)).containsExactly(3, 3, 2, 1.5, 0, 0);
    }

    @Test
    void piecesBelongToTheSideTheirLibraryPutsThemOn() {
        assertThat(values(piecewiseConstant(new long[] {1, 2}, 0.4, 0.5, 0.6), 5))
                .containsExactly(0.4, 0.4, 0.5, 0.6, 0.6);
        assertThat(values(piecewiseScaled(1, new long[] {1, 2}, 0.5, 0.5), 5))
                .containsExactly(1, 0.5, 0.25, 0.25, 0.25);
        assertThat(values(piecewiseInterpolated(Curve.LINEAR, 1, new long[] {2, 4}, 0.5, 0), 6))
                .containsExactly(1, 0.75, 0.5, 0.25, 0, 0);
    }

    @Test
    void warmupStableDecayHasThreeParts() {
        assertThat(values(warmupStableDecay(1, 0.5, 2, 2, 2), 8))
                .containsExactly(0, 0.5, 1, 1, 1, 0.75, 0.5, 0.5);
    }

    @Test
    void rexFollowsItsFormula() {
        assertThat(rex(2, 4).at(0)).isEqualTo(2);
        assertThat(rex(2, 4).at(2)).isCloseTo(2 * 0.5 / 0.75, within(1e-15));
        assertThat(rex(2, 4).at(4)).isZero();
        assertThat(rex(2, 4).at(5)).isZero();
    }

    @Test
    void multiplicativeGoesOnAndBack() {
        Schedule schedule = multiplicative(1, t -> t);
        assertThat(schedule.at(5)).isEqualTo(120);
        assertThat(schedule.at(3)).isEqualTo(6);
        assertThat(schedule.at(0)).isEqualTo(1);
        assertThat(schedule.at(4)).isEqualTo(24);
    }

    @Test
    void aFunctionThatGivesNoNumberIsNamed() {
        assertThatThrownBy(() -> lambda(1, t -> 0.0 / t).at(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the schedule's function gave NaN for step 0; allowed: (-∞, ∞)");
    }

    @Test
    void growthStopsAtTheLargestNumber() {
        assertThat(exponential(1, 2).at(100_000)).isEqualTo(Double.MAX_VALUE);
        assertThat(exponential(1, 2).times(constant(0)).at(100_000)).isZero();
    }

    @Test
    void plateauWaitsForPatienceAndCooldown() {
        ReduceOnPlateau schedule =
                reduceOnPlateau(1).factor(0.5).patience(1).cooldown(2).minimum(0.2).build();
        assertThat(observe(schedule, 1, 1, 1)).containsExactly(1, 1, 0.5);
        assertThat(observe(schedule, 1, 1, 1, 1)).containsExactly(0.5, 0.5, 0.5, 0.25);
        assertThat(observe(schedule, 1, 1, 1, 1)).containsExactly(0.25, 0.25, 0.25, 0.2);
        assertThat(observe(schedule, 1, 1, 1, 1)).containsExactly(0.2, 0.2, 0.2, 0.2);
    }

    @Test
    void plateauKnowsWhatIsBetter() {
        ReduceOnPlateau accuracy =
                reduceOnPlateau(1).patience(0).absoluteThreshold(0.1).largerIsBetter().build();
        assertThat(observe(accuracy, 0.5, 0.7, 0.75)).containsExactly(1, 1, 0.1);
        ReduceOnPlateau relative =
                reduceOnPlateau(1).patience(0).relativeThreshold(0.5).largerIsBetter().build();
        assertThat(observe(relative, 2, 4, 5)).containsExactly(1, 1, 0.1);
        ReduceOnPlateau loss = reduceOnPlateau(1).patience(0).absoluteThreshold(0.1).build();
        assertThat(observe(loss, 0.5, 0.3, 0.25)).containsExactly(1, 1, 0.1);
        assertThat(observe(reduceOnPlateau(1).patience(0).build(), 1, Double.NaN))
                .containsExactly(1, 0.1);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(() -> constant(Double.NaN), "`value` is NaN; allowed: (-∞, ∞)"),
                mistake(() -> linear(1, 0, 0), "`steps` is 0; allowed: [1, ∞)"),
                mistake(
                        () -> linear(1, Double.POSITIVE_INFINITY, 1),
                        "`to` is Infinity; allowed: (-∞, ∞)"),
                mistake(() -> warmup(-1), "`steps` is -1; allowed: [0, ∞)"),
                mistake(() -> polynomial(1, 0, 5, 0), "`power` is 0.0; allowed: (0, ∞)"),
                mistake(() -> exponential(1, -0.5), "`rate` is -0.5; allowed: (0, ∞)"),
                mistake(() -> inverseTime(1, -1, 5), "`rate` is -1.0; allowed: [0, ∞)"),
                mistake(
                        () -> multiStep(1, 0.5, 3, 3),
                        "`milestones[1]` is 3; allowed: [4, ∞), as each must exceed the one"
                                + " before"),
                mistake(
                        () -> cosineRestarts(1, 0, 5, 0.5, 1),
                        "`periodFactor` is 0.5; allowed: [1.0, 1000000.0]"),
                mistake(
                        () -> oneCycle(1, 10).threePhases().risingShare(0.6),
                        "`risingShare` is 0.6; allowed: [0.0, 0.5]"),
                mistake(
                        () -> piecewiseConstant(BOUNDARIES, 1, 2),
                        "`values` has 2 entries; one more than the 2 boundaries asks for 3"),
                mistake(
                        () -> piecewiseScaled(1, BOUNDARIES, 0.5),
                        "`scales` has 1 entries; one for each boundary asks for 2"),
                mistake(
                        () -> reduceOnPlateau(1).factor(1.5),
                        "`factor` is 1.5; allowed: [0.0, 1.0]"),
                mistake(() -> reduceOnPlateau(1).patience(-1), "`patience` is -1; allowed: [0, ∞)"),
                mistake(() -> constant(1).then(-2, constant(1)), "`steps` is -2; allowed: [0, ∞)"),
                mistake(() -> constant(1).times(Double.NaN), "`factor` is NaN; allowed: (-∞, ∞)"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesArgumentValueAndRange(ThrowingCallable mistake, String message) {
        assertThatThrownBy(mistake)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static Arguments mistake(ThrowingCallable mistake, String message) {
        return Arguments.of(mistake, message);
    }

    private static double[] values(Schedule schedule, int steps) {
        double[] values = new double[steps];
        for (int step = 0; step < steps; step++) {
            values[step] = schedule.at(step);
        }
        return values;
    }

    private static double[] observe(ReduceOnPlateau schedule, double... metrics) {
        double[] values = new double[metrics.length];
        for (int i = 0; i < metrics.length; i++) {
            schedule.observe(metrics[i]);
            values[i] = schedule.at(i);
        }
        return values;
    }
}
