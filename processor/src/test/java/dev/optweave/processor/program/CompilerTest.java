package dev.optweave.processor.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.State.Rounding;
import dev.optweave.State.Shape;
import dev.optweave.State.Storage;
import dev.optweave.WeightDecay;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.Program.Section;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CompilerTest {

    private static Program update(Rule rule) {
        return Compiler.compile(rule).whole().section(Section.UPDATE).orElseThrow();
    }

    private static long count(Program program, Function function, Kind kind) {
        return program.instructions().stream()
                .filter(i -> i.kind() == kind)
                .filter(i -> i.operation().equals(new Operation.Compute(function)))
                .count();
    }

    private static List<String> stateNames(LoweredRule rule) {
        return rule.variables().stream()
                .filter(v -> v.role() == Variable.Role.STATE)
                .map(Variable::name)
                .toList();
    }

    @Test
    void adamWIsOneLoopWithOneDivisionAndOneRoot() {
        Certificate certificate = Certificate.of(Compiler.compile(Rules.adamW()).whole());

        assertThat(certificate.phases()).isEqualTo(1);
        assertThat(certificate.bytesRead(Float.BYTES)).isEqualTo(16);
        assertThat(certificate.bytesWritten(Float.BYTES)).isEqualTo(12);
        assertThat(certificate.count(Function.DIVIDE)).isEqualTo(1);
        assertThat(certificate.count(Function.SQRT)).isEqualTo(1);
        assertThat(certificate.temporaries()).isZero();
    }

    @Test
    void fastArithmeticMultipliesAnElementByOneScalar() {
        Program program =
                update(
                        Rules.rule()
                                .learningRate("lr", 0.1)
                                .hyper("a", 2)
                                .hyper("b", 3)
                                .update("w -= lr * (a * g) / b")
                                .build());

        assertThat(count(program, Function.FMA, Kind.ELEMENT)).isEqualTo(1);
        assertThat(count(program, Function.MULTIPLY, Kind.ELEMENT)).isZero();
        assertThat(count(program, Function.DIVIDE, Kind.ELEMENT)).isZero();
        assertThat(count(program, Function.DIVIDE, Kind.STEP)).isEqualTo(1);
    }

    @Test
    void strictArithmeticComputesWhatIsWritten() {
        Program program =
                update(
                        Rules.rule()
                                .strict()
                                .learningRate("lr", 0.1)
                                .hyper("a", 2)
                                .hyper("b", 3)
                                .update("w -= lr * (a * g) / b")
                                .build());

        assertThat(count(program, Function.MULTIPLY, Kind.ELEMENT)).isEqualTo(2);
        assertThat(count(program, Function.DIVIDE, Kind.ELEMENT)).isEqualTo(1);
        assertThat(count(program, Function.SUBTRACT, Kind.ELEMENT)).isEqualTo(1);
        assertThat(count(program, Function.FMA, Kind.ELEMENT)).isZero();
    }

    @Test
    void aDivisionByAReducedValueStaysADivision() {
        Program program =
                update(Rules.rule().learningRate("lr", 0.1).update("w -= g / norm(g)").build());

        assertThat(count(program, Function.DIVIDE, Kind.ELEMENT)).isEqualTo(1);
    }

    @Test
    void aWrittenZeroIsNotFolded() {
        Program program =
                update(Rules.rule().learningRate("lr", 0.1).update("w -= 0 * g + lr").build());

        assertThat(count(program, Function.FMA, Kind.ELEMENT)).isEqualTo(1);
    }

    @Test
    void equalExpressionsAreComputedOnce() {
        Program program =
                update(
                        Rules.rule()
                                .learningRate("lr", 0.1)
                                .update("w -= lr * (sqrt(abs(g)) + 1) / (2 + sqrt(abs(g)))")
                                .build());

        assertThat(count(program, Function.SQRT, Kind.ELEMENT)).isEqualTo(1);
        assertThat(count(program, Function.ABS, Kind.ELEMENT)).isEqualTo(1);
    }

    @Test
    void aSwitchIsWhatSavesBytes() {
        CompiledRule adamW = Compiler.compile(Rules.adamW());

        assertThat(adamW.specializations())
                .extracting(LoweredRule::absent)
                .containsExactly(Set.of(), Set.of("beta1"));
        assertThat(stateNames(specialization(adamW, Set.of("beta1")))).containsExactly("v");
    }

    @Test
    void aHyperparameterThatIsZeroByDefaultIsTheSwitch() {
        Rule rule =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .decayRate("rho", 0.9)
                        .decayRate("momentum", 0)
                        .state("v")
                        .state("b")
                        .update(
                                "v = ema(v, g^2, rho)",
                                "b = momentum*b + g / (sqrt(v) + 1)",
                                "w -= lr*b")
                        .build();

        assertThat(Compiler.compile(rule).specializations())
                .extracting(LoweredRule::absent)
                .containsExactly(Set.of(), Set.of("momentum"));
    }

    @Test
    void aSwitchedOffMomentumLeavesNoState() {
        Rule rule =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .decayRate("rho", 0.9)
                        .state("v")
                        .update("v = rho*v + g", "w -= lr*v")
                        .build();
        CompiledRule compiled = Compiler.compile(rule);
        LoweredRule without = specialization(compiled, Set.of("rho"));

        assertThat(stateNames(compiled.whole())).containsExactly("v");
        assertThat(stateNames(without)).isEmpty();
        assertThat(Certificate.of(without).bytesRead(Float.BYTES)).isEqualTo(8);
        assertThat(Certificate.of(without).bytesWritten(Float.BYTES)).isEqualTo(4);
    }

    @Test
    void whatASwitchedOffHyperparameterIsDividedByDoesNotBringItsTermBack() {
        Rule rule =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .decayRate("rho", 0.9)
                        .state("v")
                        .update("v = rho/2*v + g", "w -= lr*v")
                        .build();
        LoweredRule without = specialization(Compiler.compile(rule), Set.of("rho"));

        assertThat(stateNames(without)).isEmpty();
        assertThat(Certificate.of(without).count(Function.FMA)).isEqualTo(1);
    }

    @Test
    void aBiasThatOnlyAPointCorrectsIsKept() {
        Rules averaged =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .decayRate("beta", 0.9)
                        .state("a")
                        .update("a = ema(a, w, beta)", "w -= lr*g");

        assertThat(stateNames(averaged.evaluateAt("unbias(a, beta)")))
                .containsExactly("a", "beta^t");
        assertThat(stateNames(averaged.gradientAt("w + unbias(a, beta*0.5)")))
                .containsExactly("a", "beta*0.5^t", "beta^t");
    }

    @Test
    void aRateThatAnEquationChangesIsAnotherRate() {
        Rules rule =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .state("r", Shape.STEP, "0.5")
                        .state("m")
                        .update(
                                "m = ema(m, g, r)",
                                "w -= lr*unbias(m, r)",
                                "r = 0.9*r",
                                "w -= lr*unbias(m, r)");

        assertThat(stateNames(rule)).containsExactly("r", "m", "r^t", "r^t'");
    }

    private static List<String> stateNames(Rules rule) {
        return Compiler.compile(rule.build()).states().stream().map(Variable::name).toList();
    }

    @Test
    void aStateThatNothingReadsIsKeptForItsReader() {
        Rule rule =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .state("last")
                        .update("last = g", "w -= lr*g")
                        .build();

        assertThat(stateNames(Compiler.compile(rule).whole())).containsExactly("last");
    }

    @Test
    void theCertificateCountsTheBytesOfTheDeclaredStorage() {
        Certificate certificate =
                Certificate.of(
                        Compiler.compile(
                                        Rules.rule()
                                                .learningRate("lr", 0.1)
                                                .state("m", Storage.BFLOAT16, Rounding.NEAREST)
                                                .state("v", Storage.INT8_BLOCK, Rounding.STOCHASTIC)
                                                .state("u", Storage.FLOAT32, Rounding.NEAREST)
                                                .update(
                                                        "m += g",
                                                        "v += g",
                                                        "u += g",
                                                        "w -= lr * (m + v + u)")
                                                .build())
                                .asDeclared());

        assertThat(certificate.bytesRead(Float.BYTES)).isEqualTo(4 + 4 + 2 + 1 + 4);
        assertThat(certificate.bytesWritten(Float.BYTES)).isEqualTo(4 + 2 + 1 + 4);
        assertThat(certificate.bytesRead(Double.BYTES)).isEqualTo(8 + 8 + 2 + 1 + 4);
        assertThat(certificate.lines())
                .contains(
                        "kept m in BFLOAT16, u in FLOAT32, v in INT8_BLOCK (and 4 bytes for every"
                                + " 256 elements)");
    }

    @Test
    void nestedReductionsGiveALoopEach() {
        Rule rule =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .update(
                                "u = g / (all(norm(g)) + 1)",
                                "r = u / (norm(u) + 1)",
                                "w -= lr * r")
                        .build();

        assertThat(Certificate.of(Compiler.compile(rule).whole()).phases()).isEqualTo(3);
    }

    @Test
    void whatIsLeftAfterTheLastLoopHasAPhaseWithoutALoop() {
        Rule rule =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .state("largest", Shape.STEP, "0")
                        .update("largest = max(largest, all(maxabs(g)))", "w -= lr*g")
                        .build();
        Program program = update(rule);

        assertThat(program.phases()).hasSize(2);
        assertThat(program.phases().get(1).hasLoop()).isFalse();
        assertThat(program.phases().get(1).scalarStores()).hasSize(1);
    }

    @Test
    void theGradientsPointCostsACopyOfTheParameters() {
        Rule rule =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .decayRate("rho", 0.9)
                        .state("s")
                        .update("s = rho*s - lr*g", "w += s")
                        .gradientAt("w + rho*s")
                        .build();
        Certificate certificate = Certificate.of(Compiler.compile(rule).whole());

        assertThat(certificate.copies()).isEqualTo(2);
        assertThat(certificate.temporaries()).isEqualTo(1);
    }

    @Test
    void l2WeightDecayEntersTheGradientBeforeTheEquations() {
        Rule rule =
                Rules.rule()
                        .learningRate("lr", 0.1)
                        .weightDecay("decay", 0.01, WeightDecay.Mode.L2)
                        .update("w -= lr*g")
                        .build();

        assertThat(update(rule).statements().get(0)).startsWith("g += decay * w");
    }

    @Test
    void aTraceNamesEveryPass() {
        assertThat(Compiler.trace(Rules.adamW(), Set.of("weightDecay"), Section.UPDATE))
                .extracting(Compiler.Result::pass)
                .startsWith("lower", "specialize", "fold", "share", "group")
                .endsWith("liveness", "split");
    }

    @Test
    void theTraceEndsWithTheProgramThatIsCompiled() {
        List<Compiler.Result> trace = Compiler.trace(Rules.adamW(), Set.of(), Section.UPDATE);

        assertThat(trace.get(trace.size() - 1).program()).isEqualTo(update(Rules.adamW()));
    }

    private static LoweredRule specialization(CompiledRule compiled, Set<String> absent) {
        return compiled.specializations().stream()
                .filter(lowered -> lowered.absent().equals(absent))
                .findAny()
                .orElseThrow();
    }
}
