package dev.optweave.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.runtime.kernel.BlockValues;
import dev.optweave.runtime.kernel.ElementFormat;
import dev.optweave.runtime.kernel.LoopArrays;
import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import dev.optweave.runtime.kernel.ScalarArguments;
import dev.optweave.runtime.kernel.Section;
import dev.optweave.runtime.kernel.TensorStep;
import dev.optweave.runtime.kernel.VectorLoops;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How many loops go through packed tensors, and what is made ready for them. */
class PackedLoopsTest {

    /** A kernel that counts how often its loop is called, and for how many elements. */
    private static final class Counting extends RuleKernel implements VectorLoops {

        private final RuleKernel kernel;
        private int prepared;
        private final List<Integer> lengths = new ArrayList<>();

        Counting(RuleKernel kernel) {
            super(kernel.layout());
            this.kernel = kernel;
        }

        @Override
        public void elements(
                Section section, int phase, TensorStep t, int from, int to, BlockValues block) {
            if (section == Section.UPDATE) {
                lengths.add(to - from);
            }
            kernel.elements(section, phase, t, from, to, block);
        }

        @Override
        public void loopScalars(
                Section section, int phase, TensorStep tensor, ScalarArguments arguments) {
            kernel.loopScalars(section, phase, tensor, arguments);
        }

        @Override
        public Optional<VectorLoops> vectorLoops() {
            return Optional.of(this);
        }

        @Override
        public VectorLoops with(List<ElementFormat> formats) {
            prepared++;
            return this;
        }

        @Override
        public boolean alternates(Section section, int phase) {
            return true;
        }

        @Override
        public VectorLoops alternating(List<ElementFormat> formats) {
            throw new AssertionError("no tensor of this test is long");
        }

        @Override
        public int lanes(boolean isDouble) {
            return 4;
        }

        /** Scalar loops run, whatever was made ready. */
        @Override
        public boolean has(Section section, int phase) {
            return false;
        }

        @Override
        public boolean compares(Section section, int phase) {
            return false;
        }

        @Override
        public void elements(Section section, int phase, LoopArrays arrays, int from, int to) {
            throw new AssertionError("no loop has a vector form");
        }
    }

    private static List<Integer> loops(
            UnaryOperator<Handmade.Builder> configure, Parameters parameters) {
        return stepped(configure, parameters).lengths.stream()
                .filter(length -> length > 0)
                .toList();
    }

    private static Counting stepped(
            UnaryOperator<Handmade.Builder> configure, Parameters parameters) {
        Counting kernel = new Counting(Rules.SGD.kernels().get(0));
        RuleDescriptor counted =
                Rules.rule("Sgd", Rules.SGD.hyperparameters(), Rules.SGD.states(), kernel);
        configure.apply(Handmade.of(counted)).threads(1).build(parameters).step();
        return kernel;
    }

    /** How many times loops in vectors were made ready for what they go through. */
    private static int prepared(UnaryOperator<Handmade.Builder> configure, Parameters parameters) {
        return stepped(b -> configure.apply(b).backend(Backend.VECTOR), parameters).prepared;
    }

    @Test
    void neighboursOfOneGroupAreOneLoop() {
        assertThat(loops(b -> b, Layers.parameters())).hasSize(8);
        assertThat(loops(b -> b, Layers.parameters().packed())).containsExactly(64);
        assertThat(loops(b -> b.clipByGlobalNorm(1).clipByValue(1), Layers.parameters().packed()))
                .containsExactly(64);
        assertThat(
                        loops(
                                b -> b.group("noDecay", t -> t.rank() < 2, g -> g.lr(0.5)),
                                Layers.parameters().packed()))
                .containsExactly(48, 16);
        assertThat(
                        loops(
                                b -> b.group("first", t -> t.name().endsWith("0"), g -> g.lr(0.5)),
                                Layers.parameters().packed(t -> t.name().endsWith("0"))))
                .containsExactly(16, 48);
    }

    @Test
    void tensorsWithAScaleEachAreLoopsEach() {
        assertThat(loops(b -> b.clipByNorm(1), Layers.parameters().packed())).hasSize(8);
    }

    @Test
    void loopsInVectorsAreMadeReadyForWhatLoopsGoThrough() {
        int longEnough = 4;

        assertThat(prepared(b -> b, Layers.parameters())).isEqualTo(longEnough);
        assertThat(prepared(b -> b, Layers.parameters().packed())).isEqualTo(1);
        assertThat(prepared(b -> b.clipByNorm(1), Layers.parameters().packed()))
                .isEqualTo(longEnough);
    }

    @Test
    void loopsInVectorsAreMadeReadyForSumsOnlyWhereGradientsOfOtherFormatsAccumulate() {
        Parameters floats = Parameters.of(Data.floats("w", 1, 300));
        Parameters brainFloats = Parameters.of(Data.bfloat16s("w", 1, 300));

        assertThat(prepared(b -> b.accumulateGradients(2), floats)).isEqualTo(1);
        assertThat(prepared(b -> b, brainFloats)).isEqualTo(1);
        assertThat(prepared(b -> b.accumulateGradients(2), brainFloats)).isEqualTo(2);
    }
}
