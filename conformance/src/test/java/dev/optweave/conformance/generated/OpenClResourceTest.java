package dev.optweave.conformance.generated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.tool.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A rule's OpenCL C lies beside its classes. */
class OpenClResourceTest {

    @Test
    void theClassLoaderOfACompilationFindsIt() throws Exception {
        Compilation compilation = RuleSources.compile("AdamW");
        ClassLoader loader = compilation.classLoader(getClass().getClassLoader());
        Class<?> optimizer = loader.loadClass("dev.optweave.optimizers.AdamW");
        assertThat(text(optimizer.getResourceAsStream("AdamW.cl")))
                .isEqualTo(
                        compilation.generatedResources().get("dev/optweave/optimizers/AdamW.cl"));
    }

    @Test
    void theBytesOfAClassAreAResourceToo() throws Exception {
        Compilation compilation = RuleSources.compile("AdamW");
        ClassLoader loader = compilation.classLoader(getClass().getClassLoader());
        try (InputStream in =
                loader.getResourceAsStream("dev/optweave/optimizers/AdamW$Kernel.class")) {
            assertThat(in.readAllBytes())
                    .isEqualTo(compilation.classes().get("dev.optweave.optimizers.AdamW$Kernel"));
        }
    }

    @Test
    void itIsAscii() {
        RuleSources.compile("AdamW")
                .generatedResources()
                .values()
                .forEach(
                        text ->
                                assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(text))
                                        .isTrue());
    }

    private static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
