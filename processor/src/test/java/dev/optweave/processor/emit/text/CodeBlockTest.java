package dev.optweave.processor.emit.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces of code: what formats become, and which are refused. */
class CodeBlockTest {

    /** The piece as the body of a class without a package, without the class. */
    private static String written(CodeBlock code) {
        TypeSpec type = TypeSpec.classBuilder("X").addField(code).build();
        return new JavaFile("", type).text();
    }

    @Test
    void piecesTextsAndNumbersStandInTheirPlaces() {
        CodeBlock sum = CodeBlock.of("$L + $L", "a", 2);

        assertThat(CodeBlock.of("x = f($L, $L)", sum, 1.5f).toString())
                .isEqualTo("x = f(a + 2, 1.5)");
    }

    @Test
    void aFormatWithoutArgumentsIsTheTextItself() {
        assertThat(CodeBlock.of("100 % x").toString()).isEqualTo("100 % x");
        assertThat(CodeBlock.of("").isEmpty()).isTrue();
        assertThat(CodeBlock.builder().build().isEmpty()).isTrue();
    }

    @Test
    void argumentsAreNoFormats() {
        assertThat(CodeBlock.of("$L", "$T and $").toString()).isEqualTo("$T and $");
    }

    @Test
    void anArgumentTooManyIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodeBlock.of("f($L)", "a", "b"))
                .withMessage("`f($L)` takes 1 argument, not 2: [a, b]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodeBlock.builder().addStatement("return", 1))
                .withMessage("`return` takes 0 arguments, not 1: [1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MethodSpec.methodBuilder("f").addJavadoc("None.", "g"))
                .withMessage("`None.` takes 0 arguments, not 1: [g]");
    }

    @Test
    void anArgumentTooFewIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodeBlock.of("f($L, $S)", "a"))
                .withMessage("`f($L, $S)` takes 2 arguments, not 1: [a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodeBlock.builder().beginControlFlow("if ($L)"))
                .withMessage("`if ($L)` takes 1 argument, not 0: []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "a $ b", "$N", "$$", "$l"})
    void whatIsNoPlaceIsRefused(String format) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodeBlock.of(format))
                .withMessageContaining("`" + format + "`")
                .withMessageContaining("allowed: $L, $S, $T, $>, $<");
    }

    @Test
    void anArgumentOfTheWrongKindIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodeBlock.of("$S", 1))
                .withMessage("`$S` takes a string for $S, not 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodeBlock.of("new $T()", "List"))
                .withMessage("`new $T()` takes a class or a type for $T, not List");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CodeBlock.of("$L", JavaFileObject.class))
                .withMessageContaining("takes a piece, a text or a number for $L, not interface");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "plain;\"plain\"",
                "say \"x\";\"say \\\"x\\\"\"",
                "back\\slash;\"back\\\\slash\"",
                "$L;\"$L\"",
                "m\u0302 \u03b2;\"m\u0302 \u03b2\""
            })
    void aStringBecomesItsLiteral(String value, String literal) {
        assertThat(CodeBlock.of("$S", value).toString()).isEqualTo(literal);
    }

    @Test
    void noStringBreaksALineOrBecomesAMark() {
        assertThat(CodeBlock.of("$S", "a\nb\r\t\0\u001c\u007f").toString())
                .isEqualTo("\"a\\nb\\015\\011\\000\\034\\177\"");
        assertThat(written(CodeBlock.of("int x; // $L", "a\u001cb\u001dc\u001ed\u001fe")))
                .contains("    int x; // a b c d e;\n");
    }

    @Test
    void allLinesOfAStatementButTheFirstAreIndentedTwice() {
        CodeBlock code =
                CodeBlock.builder()
                        .beginControlFlow("if (a)")
                        .addStatement("x = a\n+ b\n+ c")
                        .addStatement("y = x")
                        .nextControlFlow("else if ($L)", "b")
                        .addStatement("z =$>\n1$<")
                        .endControlFlow()
                        .build();

        assertThat(method(code))
                .contains(
                        """
                            void f() {
                                if (a) {
                                    x = a
                                            + b
                                            + c;
                                    y = x;
                                } else if (b) {
                                    z =
                                                1;
                                }
                            }
                        """);
    }

    @Test
    void emptyLinesHaveNoBlanks() {
        CodeBlock code =
                CodeBlock.builder().addStatement("a()").add("\n").addStatement("b()").build();

        assertThat(method(code)).contains("        a();\n\n        b();\n");
    }

    private static String method(CodeBlock code) {
        MethodSpec method = MethodSpec.methodBuilder("f").addCode(code).build();
        return new JavaFile("", TypeSpec.classBuilder("X").addMethod(method).build()).text();
    }

    @Test
    void piecesAreJoined() {
        List<CodeBlock> pieces = List.of(CodeBlock.of("a"), CodeBlock.of("$S", "b"));

        assertThat(CodeBlock.join(pieces, " + ").toString()).isEqualTo("a + \"b\"");
        assertThat(CodeBlock.join(List.of(), " + ").isEmpty()).isTrue();
    }
}
