package dev.optweave.processor.reference;

import static dev.optweave.processor.reference.Programs.G;
import static dev.optweave.processor.reference.Programs.W;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.State.Shape;
import dev.optweave.processor.program.Function;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Operation.Reduction;
import dev.optweave.processor.program.Operation.Scope;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Variable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterpreterTest {

    private static ReferenceTensor tensor(ElementType type, double[] values, double... gradient) {
        ReferenceTensor tensor = new ReferenceTensor("w", type, values);
        tensor.gradient(gradient);
        return tensor;
    }

    private static void run(
            LoweredRule rule, Map<String, Double> hyperparameters, ReferenceTensor... tensors) {
        ReferenceGroup group = new ReferenceGroup(rule, List.of(tensors), hyperparameters);
        new Interpreter(List.of(group), List.of(tensors)).run(Section.UPDATE, 1);
    }

    private static LoweredRule descent() {
        Programs p = Programs.section(Section.UPDATE);
        int step = p.compute(Function.MULTIPLY, p.hyperparameter("lr"), p.load(G));
        p.store(W, p.compute(Function.SUBTRACT, p.load(W), step));
        return Programs.rule(Map.of("lr", 0.1), p);
    }

    @Test
    void floatsAreComputedInFloatWithScalarsNarrowedFirst() {
        ReferenceTensor tensor = tensor(ElementType.FLOAT, new double[] {0, 2}, 0.3, -7e-5);

        run(descent(), Map.of("lr", 0.1), tensor);

        assertThat(tensor.values()).containsExactly(-(0.1f * 0.3f), 2f - 0.1f * -7e-5f);
        assertThat(tensor.values()[0]).isNotEqualTo((float) -(0.1 * 0.3));
    }

    @Test
    void theGradientIsScaledAsItIsLoaded() {
        ReferenceTensor tensor = tensor(ElementType.DOUBLE, new double[] {1, 2}, 3, 4);
        tensor.gradientScale(-0.5);

        run(descent(), Map.of("lr", 0.1), tensor);

        assertThat(tensor.values()).containsExactly(1 - 0.1 * (3 * -0.5), 2 - 0.1 * (4 * -0.5));
        assertThat(tensor.gradient()).containsExactly(3, 4);
    }

    @Test
    void allStoresSeeTheMemoryFromBeforeTheLoop() {
        Variable m = Programs.state("m", Shape.ELEMENT);
        Programs p = Programs.section(Section.UPDATE);
        p.store(W, p.load(m));
        p.store(m, p.load(W));
        ReferenceTensor tensor = tensor(ElementType.FLOAT, new double[] {1, 2}, 0, 0);
        tensor.elementState("m", new double[] {5, 6});

        run(Programs.rule(Map.of(), p), Map.of(), tensor);

        assertThat(tensor.values()).containsExactly(5, 6);
        assertThat(tensor.elementState("m")).containsExactly(1, 2);
    }

    @Test
    void scalarStatesAreReadOldAndStoredInDoubleAtTheEnd() {
        Variable total = Programs.state("total", Shape.STEP);
        Variable norm = Programs.state("norm", Shape.TENSOR);
        Programs p = Programs.section(Section.UPDATE);
        int sum = p.compute(Function.ADD, p.load(total), p.constant(0.1));
        int reduced = p.reduce(Reduction.SUM, Scope.TENSOR, p.load(G));
        p.store(total, sum);
        p.store(norm, p.compute(Function.ADD, reduced, p.constant(0.1)));
        p.store(W, p.compute(Function.MULTIPLY, p.load(total), p.load(G)));
        LoweredRule rule = Programs.rule(Map.of(), p);
        ReferenceTensor tensor = tensor(ElementType.FLOAT, new double[] {9}, 1);
        ReferenceGroup group = new ReferenceGroup(rule, List.of(tensor), Map.of());
        group.stepState("total", 2);

        new Interpreter(List.of(group), List.of(tensor)).run(Section.UPDATE, 1);

        assertThat(tensor.values()).containsExactly(2);
        assertThat(group.stepState("total")).isEqualTo(2.1);
        assertThat(tensor.tensorState("norm")).isEqualTo(1.1);
    }

    /** w = g / (norm over all tensors), m = the tensor's mean. */
    private static Programs twoReductions(boolean split) {
        Variable mean = Programs.state("mean", Shape.TENSOR);
        Programs p = Programs.section(Section.UPDATE);
        int g = p.load(G); // 0
        int square = p.compute(Function.MULTIPLY, g, g); // 1
        int total = p.reduce(Reduction.SUM, Scope.ALL, square); // 2
        int norm = p.compute(Function.SQRT, total); // 3
        int sum = p.reduce(Reduction.SUM, Scope.TENSOR, g); // 4
        int average = p.compute(Function.DIVIDE, sum, p.count(Scope.TENSOR)); // 5, 6
        p.store(mean, average);
        p.store(W, p.compute(Function.DIVIDE, g, norm)); // 7
        if (split) {
            Program program = p.program();
            p.phase(
                    new Phase(
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(0, 1),
                            List.of(),
                            List.of(2, 4)));
            p.phase(
                    new Phase(
                            List.of(2, 3),
                            List.of(4, 5, 6),
                            List.of(program.stores().get(0)),
                            List.of(0, 7),
                            List.of(program.stores().get(1)),
                            List.of()));
        }
        return p;
    }

    @Test
    void aSplitProgramGivesWhatTheWholeOneGives() {
        for (boolean split : List.of(false, true)) {
            ReferenceTensor a = tensor(ElementType.DOUBLE, new double[2], 3, 1);
            ReferenceTensor b = tensor(ElementType.DOUBLE, new double[1], Math.sqrt(6));
            run(Programs.rule(Map.of(), twoReductions(split)), Map.of(), a, b);
            assertThat(a.values()).containsExactly(0.75, 0.25);
            assertThat(a.tensorState("mean")).isEqualTo(2);
            assertThat(b.tensorState("mean")).isEqualTo(Math.sqrt(6));
        }
    }

    @Test
    void aLoopThatReadsAnotherLoopsRegistersIsRefused() {
        Programs p = Programs.section(Section.UPDATE);
        int g = p.load(G);
        p.store(W, p.compute(Function.NEGATE, g));
        p.phase(new Phase(List.of(), List.of(), List.of(), List.of(0), List.of(), List.of()));
        p.phase(new Phase(List.of(), List.of(), List.of(), List.of(1), List.of(), List.of()));
        ReferenceTensor tensor = tensor(ElementType.FLOAT, new double[1], 1);

        assertThatThrownBy(() -> run(Programs.rule(Map.of(), p), Map.of(), tensor))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("value 0 is used in a loop that does not compute it");
    }

    @Test
    void theElementsOfAllTensorsAreCountedTogether() {
        Programs p = Programs.section(Section.UPDATE);
        p.store(
                W,
                p.compute(
                        Function.ADD,
                        p.load(W),
                        p.compute(Function.DIVIDE, p.count(Scope.TENSOR), p.count(Scope.ALL))));
        ReferenceTensor a = tensor(ElementType.DOUBLE, new double[1], 0);
        ReferenceTensor b = tensor(ElementType.DOUBLE, new double[3], 0, 0, 0);
        run(Programs.rule(Map.of(), p), Map.of(), a, b);
        assertThat(a.values()).containsExactly(0.25);
        assertThat(b.values()).containsExactly(0.75, 0.75, 0.75);
    }
}
