package dev.optweave.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.conformance.generated.RuleSources;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.tool.Compilation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors that several threads share give the interpreter's bits too, for any number of them. */
class ThreadsTest {

    @ParameterizedTest
    @ValueSource(strings = {"AdamW", "Lamb", "ClipByGlobalNorm"})
    void theNumberOfThreadsChangesNoBit(String name) throws ClassNotFoundException {
        Compilation compilation = RuleSources.compile(name);
        CompiledRule rule = compilation.rules().get(0);
        Class<?> generated =
                compilation
                        .classLoader(ThreadsTest.class.getClassLoader())
                        .loadClass(rule.rule().packageName() + "." + name);
        for (Scenario scenario : Scenarios.large(rule.rule(), 0)) {
            Outcome expected = InterpretedRun.run(rule, scenario);
            for (int threads = 1; threads <= 3; threads++) {
                Outcome actual = GeneratedRun.run(rule, generated, scenario.onThreads(threads));
                assertThat(expected.difference(actual)).as("%s threads", threads).isEmpty();
            }
        }
    }
}
