package dev.optweave.conformance.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.Message;
import dev.optweave.processor.tool.SourceFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule may use names that the generated code uses too. */
class NamesTest {

    private static final InMemoryCompiler STRICT =
            InMemoryCompiler.create().withOptions("-Xlint:all,-processing", "-Werror");

    /** Words of the generated code; all can be names of methods. */
    private static final List<String> WORDS =
            List.of(
                    "i",
                    "from",
                    "to",
                    "tensor",
                    "group",
                    "block",
                    "section",
                    "phase",
                    "value",
                    "gradientScale",
                    "x",
                    "w0",
                    "w1",
                    "g0",
                    "Math",
                    "StrictMath",
                    "Float",
                    "Double",
                    "FloatVector",
                    "DoubleVector",
                    "VectorOperators",
                    "LAYOUT",
                    "RULE",
                    "BLOCK",
                    "record",
                    "List",
                    "scalar",
                    "reduced",
                    "$");

    private static Compilation compile(String name, String equations, String declarations) {
        return STRICT.compile(source(name, equations, declarations));
    }

    private static SourceFile source(String name, String equations, String declarations) {
        return new SourceFile(
                name + "Rule.java",
                """
                        import dev.optweave.*;

                        /**
                         * A rule.
                         *
                         * @author somebody
                         */
                        @SuppressWarnings({
                            "optweave:missing-bias-correction", "optweave:gradient-scale"})
                        @OptimizerRule
                        @Update("%s")
                        public interface %sRule {
                            @LearningRate(0.1) double lr();
                            %s
                        }
                        """
                        .formatted(equations, name, declarations));
    }

    @Test
    void anyNameCanBeAState() {
        List<String> names = new ArrayList<>(WORDS);
        names.addAll(
                List.of(
                        "layout",
                        "elements",
                        "TensorStep",
                        "String",
                        "m1",
                        "count",
                        "\u03bc\u0303"));
        StringBuilder equations = new StringBuilder("s = 2*mean(g); v = s*sqrt(abs(g));");
        StringBuilder states = new StringBuilder();
        for (String name : names) {
            equations.append("X = X + sign(v) + s; w -= lr*(X + exp(X)*v);".replace("X", name));
            states.append("@State Slot ").append(name).append("();");
        }
        equations.append("w -= lr*norm(i)*block");

        assertThat(compile("Any", equations.toString(), states.toString()).messages()).isEmpty();
    }

    @Test
    void anyNameCanBeAStateOfLoopsInVectors() {
        StringBuilder equations = new StringBuilder();
        StringBuilder states = new StringBuilder();
        for (String name : WORDS) {
            equations.append("X = X + sign(g); w -= lr*X;".replace("X", name));
            states.append("@State Slot ").append(name).append("();");
        }

        Compilation compilation =
                InMemoryCompiler.create()
                        .withVectors()
                        .compile(source("Any", equations.toString(), states.toString()));

        assertThat(compilation.generatedSources()).containsKey("AnyVector");
        assertThat(compilation.messages())
                .noneMatch(message -> message.severity() == Message.Severity.ERROR);
    }

    @Test
    void aPointAndAStartMayBeWrittenOnSeveralLines() {
        SourceFile source =
                new SourceFile(
                        "LinesRule.java",
                        """
                        import dev.optweave.*;

                        @OptimizerRule
                        @GradientAt(""\"
                            w   // from here
                            - lr*v""\")
                        @Update("v = v + g; w -= lr*v")
                        public interface LinesRule {
                            @LearningRate(0.1) double lr();
                            @State(init = ""\"
                                w
                                * 0.5""\") Slot v();
                        }
                        """);

        Compilation compilation = STRICT.compile(source);

        assertThat(compilation.messages()).isEmpty();
        assertThat(compilation.generatedSources().get("Lines"))
                .contains("// w = w - lr*v\n", "// v = w * 0.5\n");
    }

    @Test
    void anyNameCanBeALocal() {
        StringBuilder equations = new StringBuilder("s = 2*mean(g);");
        for (String name : WORDS) {
            equations.append("X = exp(lr)*g*s; w -= lr*sqrt(X)*X*norm(X);".replace("X", name));
        }

        assertThat(compile("Any", equations.toString(), "").messages()).isEmpty();
    }

    @Test
    void anyNameCanBeAHyperparameter() {
        StringBuilder equations = new StringBuilder();
        StringBuilder hyperparameters = new StringBuilder();
        for (String name : WORDS) {
            equations.append("w -= lr*X*exp(X)*g/(1 + X*norm(g));".replace("X", name));
            hyperparameters.append("@Hyper(1) double ").append(name).append("();");
        }

        assertThat(compile("Any", equations.toString(), hyperparameters.toString()).messages())
                .isEmpty();
    }

    @Test
    void scalarsAreCalledWhatTheyAre() {
        String source =
                compile(
                                "Any",
                                "a = abs(g); n = max(mean(a), 0.1); b = g/max(mean(abs(g)), 0.001);"
                                        + " w -= lr * μ * b / n",
                                "@Hyper(1) double μ();")
                        .generatedSources()
                        .get("Any");

        assertThat(source)
                .contains("elementCountAtLeast1 ", "meanA ", "meanAAtLeast0_001 ", "lrμ ")
                .doesNotContain("scalar_2", "\u039c"); // the capital, which looks like an M
    }

    @Test
    void aRuleMayBeCalledLikeOneOfItsKernels() {
        Compilation compilation =
                compile(
                        "KernelWithoutRho",
                        "v = rho*v + g; w -= lr*v",
                        "@Hyper(0.5) double rho(); @State Slot v();");

        assertThat(compilation.messages()).isEmpty();
        assertThat(compilation.generatedSources().get("KernelWithoutRho"))
                .contains("class KernelWithoutRho_2 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Builder", "Kernel", "Math", "Override", "System", "Throwable"})
    void aClassThatTheGeneratedCodeUsesIsNotHidden(String name) {
        List<Message> messages = compile(name, "w -= lr*sqrt(g)", "").messages();

        assertThat(messages)
                .singleElement()
                .extracting(Message::text)
                .asString()
                .contains("class-name-taken", "a name that a class it uses has already");
    }

    @Test
    void aHyperparameterDoesNotHideASettingOfTheBuilder() {
        assertThat(compile("Any", "w -= lr*threads*g", "@Hyper(1) double threads();").messages())
                .singleElement()
                .extracting(Message::text)
                .asString()
                .contains("method-taken");
    }

    @Test
    void theAuthorOfARuleIsNamedAfterItsEquations() {
        String source =
                compile("Any", "w -= lr*g", "").generatedSources().get("Any").split("class Any")[0];

        assertThat(source).containsSubsequence("A rule.", "w -= lr*g", "@author somebody", "*/");
    }
}
