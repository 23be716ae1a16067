package dev.optweave.processor.emit.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** Whole files: what is imported, where lines break, how comments are written. */
class JavaFileTest {

    private static final ClassName LIST = ClassName.get(List.class);

    /** A class of the package {@code p} with one field, which these lines declare. */
    private static String fields(String format, Object... types) {
        TypeSpec type = TypeSpec.classBuilder("Own").addField(CodeBlock.of(format, types)).build();
        return new JavaFile("p", type).text();
    }

    @Test
    void aClassIsImportedOnceInOrder() {
        assertThat(fields("$T a; $T b; $T c", Map.class, LIST, Map.class))
                .isEqualTo(
                        """
                        package p;

                        import java.util.List;
                        import java.util.Map;

                        class Own {
                            Map a; List b; Map c;
                        }
                        """);
    }

    @Test
    void classesOfTheLanguageAndOfThePackageAreNotImported() {
        ClassName neighbour = ClassName.get("p", "Other");

        assertThat(fields("$T a; $T b", String.class, neighbour.nestedClass("Inner")))
                .isEqualTo("package p;\n\nclass Own {\n    String a; Other.Inner b;\n}\n");
    }

    @Test
    void aFileWithoutAPackageHasNoLineForIt() {
        TypeSpec type = TypeSpec.classBuilder("Own").addField(CodeBlock.of("$T a", LIST)).build();

        assertThat(new JavaFile("", type).text()).startsWith("import java.util.List;\n\nclass Own");
        assertThat(new JavaFile("", TypeSpec.classBuilder("Own").build()).text())
                .isEqualTo("class Own {\n}\n");
    }

    @Test
    void aNestedClassIsCalledByItsOuterOne() {
        assertThat(fields("$T a", Map.Entry.class))
                .contains("import java.util.Map;\n", "    Map.Entry a;\n");
    }

    @Test
    void ofTwoClassesOfOneNameTheFirstIsImported() {
        assertThat(fields("$T a; $T b; $T c", LIST, ClassName.get("q", "List"), LIST))
                .contains("import java.util.List;\n", "    List a; q.List b; List c;\n")
                .doesNotContain("import q");
    }

    @Test
    void aClassCalledLikeOneOfTheFileIsNotImported() {
        TypeSpec type =
                TypeSpec.classBuilder("Own")
                        .addField(CodeBlock.of("$T a; $T b", ClassName.get("q", "Own"), LIST))
                        .addType(TypeSpec.classBuilder("List").build())
                        .build();

        assertThat(new JavaFile("p", type).text())
                .contains("    q.Own a; java.util.List b;\n")
                .doesNotContain("import");
    }

    @Test
    void aClassCalledLikeOneOfThePackageThatTheFileNamesIsNotImported() {
        assertThat(fields("$T a; $T b", LIST, ClassName.get("p", "List")))
                .contains("    java.util.List a; List b;\n")
                .doesNotContain("import");
    }

    @Test
    void aClassOfTheLanguageGivesWayToAnotherOfItsName() {
        assertThat(fields("$T a; $T b", ClassName.get("p", "Override"), Override.class))
                .contains("    Override a; java.lang.Override b;\n");
        assertThat(fields("$T a; $T b", Override.class, ClassName.get("q", "Override")))
                .contains("    Override a; q.Override b;\n")
                .doesNotContain("import");
    }

    @Test
    void classesNestedInTheFilesOwnAreCalledByTheirShortNames() {
        ClassName own = ClassName.get("p", "Own");

        assertThat(fields("$T a; $T b", own, own.nestedClass("Inner")))
                .contains("    Own a; Inner b;\n");
    }

    @Test
    void argumentsOfGenericClassesAreImportedToo() {
        TypeName type = TypeName.generic(ClassName.get(Map.class), LIST, ClassName.get("q", "Q"));

        assertThat(fields("$T a", type))
                .contains("import java.util.List;\nimport java.util.Map;\nimport q.Q;\n")
                .contains("    Map<List, Q> a;\n");
    }

    @Test
    void membersAreIndentedAndSeparated() {
        TypeSpec inner =
                TypeSpec.classBuilder("Inner")
                        .addModifiers(Modifier.STATIC)
                        .addMethod(MethodSpec.constructorBuilder().build())
                        .build();
        TypeSpec type =
                TypeSpec.classBuilder("Own")
                        .addAnnotation(CodeBlock.of("@$T($S)", SuppressWarnings.class, "x"))
                        .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                        .superclass(ClassName.get("q", "Base"))
                        .addSuperinterface(ClassName.get("q", "Face"))
                        .addFields(List.of(CodeBlock.of("int a"), CodeBlock.of("int b")))
                        .addMethod(
                                MethodSpec.methodBuilder("close")
                                        .addAnnotation(Override.class)
                                        .addModifiers(Modifier.PUBLIC)
                                        .addException(IOException.class)
                                        .returns(TypeName.INT)
                                        .addStatement("return 1")
                                        .build())
                        .addType(inner)
                        .build();

        assertThat(new JavaFile("", type).text())
                .isEqualTo(
                        """
                        import java.io.IOException;
                        import q.Base;
                        import q.Face;

                        @SuppressWarnings("x")
                        public final class Own extends Base implements Face {
                            int a;
                            int b;

                            @Override
                            public int close() throws IOException {
                                return 1;
                            }

                            static class Inner {
                                Inner() {
                                }
                            }
                        }
                        """);
    }

    /** A method in a class in a class, whose parameters have such names. */
    private static List<String> parameters(ClassName type, String... names) {
        MethodSpec.Builder method = MethodSpec.methodBuilder("method").returns(type);
        for (String name : names) {
            method.addParameter(type, name);
        }
        TypeSpec inner = TypeSpec.classBuilder("Inner").addMethod(method.build()).build();
        TypeSpec outer = TypeSpec.classBuilder("Outer").addType(inner).build();
        return new JavaFile("p", outer)
                .text()
                .lines()
                .dropWhile(line -> !line.contains("method("))
                .takeWhile(line -> !line.endsWith("}"))
                .toList();
    }

    @Test
    void parametersGoToTheNextLineBeforeColumn100() {
        // "        List method(List a, List " are 33 columns, ") {" 3 more
        String fits = "x".repeat(64);

        assertThat(parameters(LIST, "a", fits))
                .containsExactly("        List method(List a, List " + fits + ") {")
                .allMatch(line -> line.length() == 100);
        assertThat(parameters(LIST, "a", fits + "x"))
                .containsExactly(
                        "        List method(List a,", "                List " + fits + "x) {");
    }

    @Test
    void columnsAreCountedByShortNames() {
        ClassName far = ClassName.get("a.package_.whose.name.is.long_", "Far");

        assertThat(parameters(far, "a", "b", "c", "d")).hasSize(1);
    }

    @Test
    void aParameterThatFitsNowhereHasALineOfItsOwn() {
        String wide = "x".repeat(120);

        assertThat(parameters(LIST, "a", wide, "b"))
                .containsExactly(
                        "        List method(List a,",
                        "                List " + wide + ",",
                        "                List b) {");
    }

    @Test
    void aCommentOfOneLineStaysOnIt() {
        assertThat(commented("Short, of {@link $T}.\n", Optional.class))
                .startsWith("import java.util.Optional;\n\n/** Short, of {@link Optional}. */\n");
    }

    @Test
    void aCommentOfSeveralLinesHasAStarOnEach() {
        assertThat(commented("One.\n\n<p>Two.\n"))
                .startsWith("/**\n * One.\n *\n * <p>Two.\n */\nclass Own {");
    }

    @Test
    void noCommentEndsBeforeItsEnd() {
        assertThat(commented("Of $L.\n", "a */ int b; /*"))
                .startsWith("/** Of a *&#47; int b; /*. */\nclass Own {");
    }

    private static String commented(String format, Object... arguments) {
        TypeSpec type = TypeSpec.classBuilder("Own").addJavadoc(format, arguments).build();
        return new JavaFile("", type).text();
    }
}
