package dev.optweave.conformance.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.Message;
import dev.optweave.processor.tool.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule may use names that the generated code uses too. */
class NamesTest {

    private static final InMemoryCompiler STRICT =
            InMemoryCompiler.create().withOptions("-Xlint:all,-processing", "-Werror");

    /** The module of vectors makes the compiler warn, whatever it compiles. */
    private static final InMemoryCompiler VECTORS = InMemoryCompiler.create().withVectors();

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

    /** Uses all that generated code can use: scalars, reductions, points, roots, powers. */
    private static final String EQUATIONS =
            "v = ema(v, g, beta); s = max(norm(v), 1);"
                    + " w -= lr*(v + cbrt(min(g, 1e300)))/(sqrt(abs(g)) + max(all(norm(g)), s))";

    private static final String DECLARATIONS =
            "@DecayRate(0.9) double beta(); @BiasCorrection(\"beta\")"
                    + " @dev.optweave.State(storage = dev.optweave.State.Storage.BFLOAT16)"
                    + " dev.optweave.Slot v();"
                    + " @dev.optweave.State(shape = dev.optweave.State.Shape.TENSOR)"
                    + " dev.optweave.Slot s();";

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
                VECTORS.compile(source("Any", equations.toString(), states.toString()));

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
    @ValueSource(strings = {"Builder", "Kernel", "Math", "Object", "Override", "Throwable"})
    void aClassThatTheGeneratedCodeUsesIsNotHidden(String name) {
        List<Message> messages = compile(name, "w -= lr*sqrt(g)", "").messages();

        assertThat(messages)
                .singleElement()
                .extracting(Message::text)
                .asString()
                .contains("class-name-taken", "a name that a class it uses has already");
    }

    private static List<Message> members(Function<String, String> declaration, Set<String> names) {
        String members = names.stream().map(declaration).collect(Collectors.joining(" "));
        return VECTORS.compile(source("Any", EQUATIONS, DECLARATIONS + members)).errors();
    }

    private static Set<String> hidden(List<Message> messages) {
        Pattern name = Pattern.compile("\\[hidden-class\\] [^`]*`([^`]*)`");
        return messages.stream()
                .flatMap(message -> name.matcher(message.text()).results())
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"interface %s {}", "double %s = 1;"})
    void aMemberOfTheInterfaceHidesNothingOrIsRefused(String declaration) {
        Compilation plain = VECTORS.compile(source("Any", EQUATIONS, DECLARATIONS));
        Set<String> words = new TreeSet<>();
        for (String file : plain.generatedSources().values()) {
            Pattern.compile("\\b\\p{Lu}\\w*")
                    .matcher(file)
                    .results()
                    .forEach(result -> words.add(result.group()));
        }
        words.remove("AnyRule"); // the interface itself

        List<Message> messages = members(declaration::formatted, words);

        assertThat(plain.errors()).isEmpty();
        assertThat(words).contains("IllegalArgumentException", "Object", "Throwable");
        assertThat(messages).allMatch(message -> message.text().startsWith("[hidden-class]"));
        assertThat(hidden(messages))
                .contains(
                        "Any",
                        "AnyVector",
                        "Float",
                        "Math",
                        "Override",
                        "Schedule",
                        "Section",
                        "State")
                .doesNotContain(
                        "Builder",
                        "IllegalArgumentException",
                        "Kernel",
                        "FloatVector",
                        "LOAD_W",
                        "Object",
                        "RULE",
                        "Throwable");
        words.removeAll(hidden(messages));
        assertThat(members(declaration::formatted, words)).isEmpty();
    }

    @Test
    void aClassOfThePackageThatHidesOneOfTheLanguageIsNamed() {
        SourceFile math = new SourceFile("Math.java", "class Math {}");

        List<Message> messages =
                STRICT.compile(math, source("Any", "w -= lr*sqrt(g)", "")).messages();

        assertThat(messages)
                .singleElement()
                .extracting(Message::text)
                .isEqualTo(
                        """
                        [hidden-class] the class `Math` of its package hides the class of that \
                        name that the optimizer uses
                          rename it, or move the rule into another package\
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Math", "Object", "Override", "Throwable"})
    void whatUsesTheOptimizerCompilesBesideAClassThatHidesOneOfTheLanguage(String name) {
        SourceFile hiding = new SourceFile(name + ".java", "class " + name + " {}");
        SourceFile use =
                new SourceFile(
                        "Use.java",
                        """
                        class Use {
                            AnyRule rule(dev.optweave.runtime.Parameters parameters) {
                                return Any.builder().lr(0.1).build(parameters);
                            }

                            double rate(Any optimizer) {
                                return optimizer.lr();
                            }
                        }
                        """);

        assertThat(STRICT.compile(hiding, source("Any", "w -= lr*sqrt(g)", ""), use).messages())
                .singleElement()
                .extracting(Message::text)
                .asString()
                .startsWith("[hidden-class] the class `" + name + "`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"interface AssertionError {}", "double AssertionError = 1;"})
    void aMemberHidesNothingFromWhatStandsInForTheOptimizer(String declaration) {
        assertThat(compile("Any", "w -= lr*h", declaration).messages())
                .singleElement()
                .extracting(Message::text)
                .asString()
                .startsWith("[unknown-name]");
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
