package dev.optweave.mistakes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.tool.InMemoryCompiler;
import dev.optweave.processor.tool.Message;
import dev.optweave.processor.tool.Message.Severity;
import dev.optweave.processor.tool.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake has its message: on javac at the equation itself, on ECJ with the same text. */
class BadRulesTest {

    /** What no source file alone can bring about; they have tests of their own. */
    private static final Set<Code> ELSEWHERE =
            Set.of(Code.INTERNAL_ERROR, Code.MISSING_RUNTIME, Code.NAME_CLASH);

    /** All rules are compiled together, as one careless project would be. */
    private static final Map<String, List<Message>> ON_JAVAC =
            messages(Compilers.JAVAC.withOptions("-Xmaxerrs", "10000", "-Xmaxwarns", "10000"));

    private static final Map<String, List<Message>> ON_ECJ = messages(Compilers.ECJ);

    private static Map<String, List<Message>> messages(InMemoryCompiler compiler) {
        List<SourceFile> sources =
                BadRule.all().stream().map(BadRule::path).map(BadRulesTest::source).toList();
        return compiler.compile(sources).messages().stream()
                .collect(Collectors.groupingBy(Message::file));
    }

    private static SourceFile source(Path path) {
        try {
            return SourceFile.read(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<BadRule> rules() {
        return BadRule.all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void javacGivesExactlyTheMessagesExpected(BadRule rule) {
        assertThat(ON_JAVAC.getOrDefault(rule.path().toString(), List.of()))
                .extracting(BadRule::onJavac)
                .containsExactlyElementsOf(
                        rule.expected().stream().map(BadRule.Expected::onJavac).toList());
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ecjGivesTheSameTextAtThePlaceItKnows(BadRule rule) {
        assertThat(ON_ECJ.getOrDefault(rule.path().toString(), List.of()))
                .filteredOn(message -> !isRemarkOfEcj(message))
                .extracting(BadRule::onEcj)
                .containsExactlyElementsOf(
                        rule.expected().stream().map(BadRule.Expected::onEcj).toList());
    }

    @Test
    void noMessageBelongsToAnotherFile() {
        Set<String> files =
                rules().stream().map(rule -> rule.path().toString()).collect(Collectors.toSet());
        assertThat(files).containsAll(ON_JAVAC.keySet()).containsAll(ON_ECJ.keySet());
    }

    @Test
    void everyCodeHasARule() {
        Set<String> codes =
                Arrays.stream(Code.values())
                        .filter(code -> !ELSEWHERE.contains(code))
                        .map(Code::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> covered =
                rules().stream()
                        .flatMap(rule -> rule.expected().stream())
                        .map(BadRulesTest::message)
                        .map(Message::code)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(covered).isEqualTo(codes);
    }

    @Test
    void everyRuleNamedAfterACodeGivesThatCodeAlone() {
        Set<String> codes = Stream.of(Code.values()).map(Code::id).collect(Collectors.toSet());
        for (BadRule rule : rules()) {
            String name = rule.toString().replace(".java", "");
            if (codes.contains(name)) {
                assertThat(rule.expected())
                        .as(name)
                        .singleElement()
                        .satisfies(e -> assertThat(message(e).code()).contains(name));
            }
        }
    }

    private static boolean isRemarkOfEcj(Message message) {
        return message.severity() != Severity.ERROR && message.code().isEmpty();
    }

    private static Message message(BadRule.Expected expected) {
        return new Message(
                expected.severity(), "", expected.line(), expected.column(), expected.text());
    }
}
