package dev.optweave.processor.reference;

import static dev.optweave.processor.reference.Programs.G;
import static dev.optweave.processor.reference.Programs.W;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.State.Shape;
import dev.optweave.processor.program.Function;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Variable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReferenceOptimizerTest {

    private static final Variable M = Programs.state("m", Shape.ELEMENT);
    private static final Map<String, Double> DEFAULTS = Map.of("lr", 0.5, "rho", 0.5);

    /** m = w at first; m = m + g; w = w - lr*m. */
    private static Programs update() {
        Programs p = Programs.section(Section.UPDATE);
        int m = p.compute(Function.ADD, p.load(M), p.load(G));
        p.store(M, m);
        int step = p.compute(Function.MULTIPLY, p.hyperparameter("lr"), m);
        p.store(W, p.compute(Function.SUBTRACT, p.load(W), step));
        return p;
    }

    private static Programs initialize(Variable source) {
        Programs p = Programs.section(Section.INITIALIZE);
        p.store(M, p.load(source));
        return p;
    }

    private static Programs point(Section section, Variable added) {
        Programs p = Programs.section(section);
        p.store(W, p.compute(Function.ADD, p.load(W), p.load(added)));
        return p;
    }

    private static ReferenceTensor tensor() {
        ReferenceTensor tensor = new ReferenceTensor("w", ElementType.DOUBLE, new double[] {4});
        tensor.gradient(new double[] {2});
        return tensor;
    }

    private static ReferenceOptimizer optimizer(
            List<LoweredRule> forms,
            Hyperparameters hyperparameters,
            List<ReferenceTensor> tensors) {
        return new ReferenceOptimizer(
                forms, List.of(new ReferenceOptimizer.Group(hyperparameters, tensors)), tensors);
    }

    private static ReferenceOptimizer optimizer(ReferenceTensor tensor, Programs... sections) {
        return optimizer(
                List.of(Programs.rule(DEFAULTS, sections)),
                Hyperparameters.defaults(),
                List.of(tensor));
    }

    @Test
    void statesStartAtTheFirstStepAndLast() {
        ReferenceTensor tensor = tensor();
        ReferenceOptimizer optimizer = optimizer(tensor, initialize(W), update());
        assertThat(tensor.elementState("m")).containsExactly(0);
        optimizer.step();
        assertThat(tensor.elementState("m")).containsExactly(6);
        assertThat(tensor.values()).containsExactly(1);
        optimizer.step();
        assertThat(tensor.elementState("m")).containsExactly(8);
        assertThat(tensor.values()).containsExactly(-3);
        assertThat(optimizer.steps()).isEqualTo(2);
    }

    @Test
    void schedulesCountFromZero() {
        ReferenceTensor tensor = tensor();
        ReferenceOptimizer optimizer =
                optimizer(
                        List.of(Programs.rule(DEFAULTS, update())),
                        Hyperparameters.defaults().with("lr", step -> step),
                        List.of(tensor));
        optimizer.step();
        assertThat(tensor.values()).containsExactly(4);
        optimizer.step();
        assertThat(tensor.values()).containsExactly(0);
    }

    @Test
    void theGradientIsTakenAtThePointAndTheParametersComeBack() {
        ReferenceTensor tensor = tensor();
        ReferenceOptimizer optimizer =
                optimizer(tensor, initialize(W), point(Section.GRADIENT_POINT, M), update());
        assertThatThrownBy(optimizer::step)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another point");
        optimizer.step(() -> tensor.gradient(tensor.values()));
        assertThat(tensor.gradient()).containsExactly(8);
        assertThat(tensor.elementState("m")).containsExactly(12);
        assertThat(tensor.values()).containsExactly(-2);
    }

    @Test
    void aPointComputedFromTheGradientRunsTheClosureTwice() {
        ReferenceTensor tensor = tensor();
        ReferenceOptimizer optimizer =
                optimizer(tensor, point(Section.GRADIENT_POINT, G), update());
        optimizer.step(() -> tensor.gradient(tensor.values()));
        assertThat(tensor.gradient()).containsExactly(8);
        assertThat(tensor.values()).containsExactly(0);
    }

    @Test
    void aClosureThatThrowsLeavesTheParametersAsTheyWere() {
        ReferenceTensor tensor = tensor();
        ReferenceOptimizer optimizer =
                optimizer(tensor, initialize(W), point(Section.GRADIENT_POINT, M), update());
        Runnable failing =
                () -> {
                    throw new IllegalArgumentException("no loss");
                };
        assertThatThrownBy(() -> optimizer.step(failing)).hasMessage("no loss");
        assertThat(tensor.values()).containsExactly(4);
    }

    @Test
    void evaluationShowsItsPointAndRestores() {
        ReferenceTensor tensor = tensor();
        ReferenceOptimizer optimizer =
                optimizer(tensor, point(Section.EVALUATION_POINT, M), update());
        optimizer.evaluate(() -> assertThat(tensor.values()).containsExactly(4));
        optimizer.step();
        optimizer.evaluate(() -> assertThat(tensor.values()).containsExactly(5));
        assertThat(tensor.values()).containsExactly(3);
    }

    @Test
    void theMostSpecializedFormThatFitsAGroupIsChosen() {
        LoweredRule full = Programs.rule(DEFAULTS, update());
        LoweredRule noRho = Programs.rule(DEFAULTS, Set.of("rho"), update());
        LoweredRule neither = Programs.rule(DEFAULTS, Set.of("lr", "rho"), update());
        List<LoweredRule> specializations = List.of(full, noRho, neither);
        assertThat(chosen(specializations, Hyperparameters.defaults())).isEmpty();
        assertThat(chosen(specializations, Hyperparameters.of(Map.of("rho", 0.0))))
                .containsExactly("rho");
        assertThat(chosen(specializations, Hyperparameters.of(Map.of("rho", 0.0, "lr", 0.0))))
                .containsExactlyInAnyOrder("lr", "rho");
        assertThat(
                        chosen(
                                specializations,
                                Hyperparameters.of(Map.of("rho", 0.0)).with("lr", step -> 0)))
                .containsExactly("rho");
    }

    private static Set<String> chosen(List<LoweredRule> forms, Hyperparameters hyperparameters) {
        return optimizer(forms, hyperparameters, List.of(tensor())).group(0).lowered().absent();
    }

    @Test
    void anUnknownHyperparameterIsRefused() {
        assertThatThrownBy(
                        () ->
                                optimizer(
                                        List.of(Programs.rule(DEFAULTS, update())),
                                        Hyperparameters.of(Map.of("beta", 1.0)),
                                        List.of(tensor())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`beta`");
    }
}
