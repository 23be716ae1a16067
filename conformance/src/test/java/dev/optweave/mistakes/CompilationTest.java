package dev.optweave.mistakes;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static com.google.testing.compile.Compiler.javac;
import static com.google.testing.compile.JavaFileObjects.forSourceString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.testing.compile.Compilation;
import dev.optweave.Slot;
import dev.optweave.processor.OptimizerProcessor;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.Message;
import dev.optweave.processor.tool.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;

/** What a build gets from the processor besides the messages of mistakes. */
class CompilationTest {

    private static final SourceFile GOOD =
            rule("GoodRule", "w -= lr * g", "@LearningRate(1e-3) double lr();");

    @Test
    void generatedCodeCompilesWithoutAWarning() {
        dev.optweave.processor.tool.Compilation compilation =
                Compilers.JAVAC
                        .withOptions("-Xlint:all,-processing", "-Werror")
                        .compile(
                                GOOD,
                                rule(
                                        "AdamWRule",
                                        "m = ema(m, g, β1); v = ema(v, g^2, beta2);"
                                                + " n = max(n, norm(g));"
                                                + " w -= lr * hat(m) / (sqrt(hat(v)) + eps + n)",
                                        "@LearningRate(1e-3) double lr();"
                                                + " @DecayRate(0.9) double β1();"
                                                + " @DecayRate(0.999) double beta2();"
                                                + " @Hyper(value = 1e-8, min = 0) double eps();"
                                                + " @WeightDecay(mode = WeightDecay.Mode.L2)"
                                                + " double weightDecay();"
                                                + " @State @BiasCorrection(\"β1\") Slot m();"
                                                + " @State(storage = State.Storage.INT8_BLOCK,"
                                                + " rounding = State.Rounding.STOCHASTIC)"
                                                + " @BiasCorrection(\"beta2\") Slot v();"
                                                + " @State(shape = State.Shape.TENSOR) Slot n();"));
        assertThat(compilation.messages()).isEmpty();
        assertThat(compilation.successful()).isTrue();
    }

    @Test
    void resultsAreThereInMemory() throws ReflectiveOperationException {
        dev.optweave.processor.tool.Compilation compilation = Compilers.JAVAC.compile(GOOD);
        assertThat(compilation.rules()).singleElement().satisfies(CompilationTest::isGood);
        assertThat(compilation.generatedSources().get("good.Good")).contains("class Good");
        ClassLoader loader = compilation.classLoader(Slot.class.getClassLoader());
        assertThat(loader.loadClass("good.Good").getMethod("builder").invoke(null)).isNotNull();
    }

    @Test
    void aFileMayHaveAnyName() {
        SourceFile renamed =
                new SourceFile("My rule.txt", GOOD.text().replace("interface", "public interface"));
        assertThat(Compilers.JAVAC.compile(renamed).messages()).isEmpty();
    }

    @Test
    void checkingCompilesNoClass() {
        dev.optweave.processor.tool.Compilation checked =
                Compilers.JAVAC.checkingOnly().compile(GOOD);
        assertThat(checked.messages()).isEmpty();
        assertThat(checked.rules()).hasSize(1);
        assertThat(checked.classes()).isEmpty();
    }

    @Test
    void anOptionThatDoesNotExistIsRefused() {
        InMemoryCompiler compiler = Compilers.JAVAC.withOptions("--fast");
        assertThatThrownBy(() -> compiler.compile(GOOD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--fast");
    }

    @Test
    void aMessageReadsAsInABuild() {
        SourceFile source = rule("BadRule", "w -= lr * gg", "@LearningRate(1) double lr();");
        assertThat(Compilers.JAVAC.compile(source).errors())
                .extracting(Message::toString)
                .containsExactly(
                        """
                        BadRule.java:[5,9] [unknown-name] no name `gg` in this rule

                            w -= lr * gg
                                      ^^
                          a gradient with a similar name exists: `g`\
                        """);
    }

    @Test
    void aMissingRuntimeIsSaidToBeMissing() {
        assertThat(
                        InMemoryCompiler.create()
                                .withClassPath(List.of(location(Slot.class)))
                                .compile(GOOD)
                                .messages())
                .extracting(BadRule::onJavac)
                .containsExactly(
                        """
                        ERROR [4,1] [missing-runtime] the optimizer of `GoodRule` would extend \
                        classes that are not on the class path
                          add the library `dev.optweave:optweave-runtime`\
                        """);
    }

    @Test
    void aRecordIsNoRule() {
        SourceFile source =
                new SourceFile(
                        "R.java",
                        "import dev.optweave.*; @OptimizerRule @Update(\"w -= g\") record R() {}");
        assertThat(Compilers.JAVAC.compile(source).errors())
                .extracting(message -> message.code().orElse(""))
                .containsExactly("not-an-interface");
    }

    @Test
    void defaultAndStaticMethodsAreTheInterfacesOwn() {
        SourceFile source =
                rule(
                        "HelpfulRule",
                        "w -= lr * g",
                        "@LearningRate(1) double lr(); default double twice() { return 2 * lr(); }"
                                + " static Helpful.Builder start() { return Helpful.builder(); }");
        assertThat(Compilers.JAVAC.compile(source).messages()).isEmpty();
    }

    @Test
    void aFailureInsideTheProcessorIsOneMessageAtTheRule() {
        OptimizerProcessor broken =
                new OptimizerProcessor(
                        rule -> {
                            throw new IllegalStateException("this cannot happen");
                        });
        Compilation compilation =
                javac().withProcessors(broken)
                        .compile(forSourceString("good.GoodRule", GOOD.text()));
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation)
                .hadErrorContaining(
                        "[internal-error] an error in the processor itself:"
                                + " java.lang.IllegalStateException: this cannot happen")
                .inFile(forSourceString("good.GoodRule", GOOD.text()))
                .onLine(6);
        assertThat(compilation).hadErrorContaining("please report it, with the rule");
    }

    @Test
    void constantsThatAnotherProcessorGeneratesAreWaitedFor() {
        Compilation compilation =
                javac().withProcessors(new ConstantProcessor(), new OptimizerProcessor())
                        .compile(
                                forSourceString(
                                        "good.GoodRule",
                                        GOOD.text().replace("1e-3", "GeneratedConstants.RATE")));
        assertThat(compilation).succeededWithoutWarnings();
        assertThat(compilation)
                .generatedSourceFile("good.Good")
                .contentsAsUtf8String()
                .contains("0.25");
    }

    @Test
    void aConstantThatDoesNotExistIsLeftToTheCompiler() {
        Compilation compilation =
                javac().withProcessors(new OptimizerProcessor())
                        .compile(
                                forSourceString(
                                        "good.GoodRule", GOOD.text().replace("1e-3", "Nothing.X")));
        assertThat(compilation).hadErrorCount(1);
        assertThat(compilation).hadErrorContaining("Nothing");
    }

    private static void isGood(dev.optweave.processor.program.CompiledRule compiled) {
        assertThat(compiled.rule().name()).isEqualTo("Good");
    }

    private static SourceFile rule(String name, String equations, String declarations) {
        return new SourceFile(
                name + ".java",
                """
                package good;
                import dev.optweave.*;
                /** A rule. */
                @OptimizerRule
                @Update("%s")
                interface %s {
                    %s
                }
                """
                        .formatted(equations, name, declarations));
    }

    private static Path location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Generates a constant in the first round. */
    private static final class ConstantProcessor extends AbstractProcessor {

        private boolean done;

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            if (!done) {
                done = true;
                try (Writer writer =
                        processingEnv
                                .getFiler()
                                .createSourceFile("good.GeneratedConstants")
                                .openWriter()) {
                    writer.write(
                            "package good; class GeneratedConstants {"
                                    + " static final double RATE = 0.25; }");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return false;
        }
    }
}
