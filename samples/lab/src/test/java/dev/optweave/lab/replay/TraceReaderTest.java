package dev.optweave.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.optweave.lab.message.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceReaderTest {

    private static final String TRACE =
            """
            {"about": "ignored", "traces": [{
              "name": "one", "rule": "Sgd", "set": {"lr": 0.5, "weightDecay": 0},
              "shapes": [[2], [], [0, 3]],
              "initial": [[1, 2], [3], []],
              "gradients": [[[1, 1], [1], []], [[NaN, -Infinity], [0], []]],
              "expected": [[[0.5, 1.5], [2.5], []], [[1, 2], [3], []]],
              "tolerance": 1e-9
            }]}
            """;

    @TempDir private Path folder;

    @Test
    void readsWhatIsThere() throws IOException {
        Trace trace = read(TRACE).get(0);
        assertThat(trace.name()).isEqualTo("one");
        assertThat(trace.rule()).hasValue("Sgd");
        assertThat(trace.set()).containsEntry("lr", 0.5).containsEntry("weightDecay", 0.0);
        assertThat(trace.shapes()).extracting(Trace.Shape::elements).containsExactly(2, 1, 0);
        assertThat(trace.steps()).isEqualTo(2);
        assertThat(trace.gradients().get(1).get(0))
                .containsExactly(Double.NaN, Double.NEGATIVE_INFINITY);
        assertThat(trace.tolerance()).hasValue(1e-9);
    }

    @Test
    void doesWithoutNameRuleSettingsAndTolerance() throws IOException {
        Trace trace =
                read("{\"traces\":[{\"shapes\":[],\"initial\":[],\"gradients\":[],\"expected\":[]}]}")
                        .get(0);
        assertThat(trace.name()).isEqualTo("#1");
        assertThat(trace.rule()).isEmpty();
        assertThat(trace.set()).isEmpty();
        assertThat(trace.tolerance()).isEmpty();
    }

    @Test
    void saysWhereJsonIsCutOff() {
        assertRefused(TRACE.substring(0, TRACE.indexOf("tolerance")), "traces.json:7:", "not JSON");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"initial\": [[1, 2],|\"initial\": [[1, 2, 3],|trace `one`: `initial`, tensor 1 has 3"
                        + " elements, but its shape [2] has 2",
                "[[1, 1], [1], []],|[[1, 1], []],|`gradients`, step 1 has 2 tensors, but `shapes` has"
                        + " 3",
                "[[1, 2], [3], []]],|[[1, 2], [3, 4], []]],|`expected`, step 2, tensor 2 has 2"
                        + " elements, but its shape [] has 1",
                ", [[1, 2], [3], []]],|],|`gradients` has 2 steps and `expected` 1",
                "\"lr\": 0.5|\"lr\": \"0.5\"|`set.lr` is the text \"0.5\"; it must be a number",
                "\"shapes\": [[2], [], [0, 3]],|~~|trace `one` has no `shapes`",
                "[2], []|[-2], []|shape of tensor 1 holds -2",
                "[2], []|[65536, 65536], []|more elements than an array can hold",
                "1e-9|-1|`tolerance` is -1.0; it must be in [0, ∞)",
                "[2.5]|[null]|element 1 is null; it must be a number",
                "\"traces\"|\"trace\"|the file has no `traces`",
            })
    void saysWhatIsWrong(String found, String replacement, String message) {
        assertThat(TRACE).contains(found);
        assertRefused(TRACE.replace(found, replacement), message);
    }

    @Test
    void namesAMemberThatTracesDoNotHave() {
        assertRefused(
                TRACE.replace("tolerance", "tolerence"),
                "traces.json: trace `one` has a `tolerence`, which means nothing in a trace;"
                        + " did you mean `tolerance`?",
                "a trace has name, rule, set, shapes, initial, gradients, expected, tolerance");
        assertRefused(TRACE.replace("\"rule\"", "\"zzz\""), "`zzz`, which means nothing");
    }

    @Test
    void refusesFilesThatHoldNoTraces() {
        assertRefused("", "nothing");
        assertRefused("[]", "a list; it must be an object with a list `traces`");
        assertRefused("{\"traces\": []}", "nothing to replay");
        assertRefused("{\"traces\": [1]}", "trace 1 is the number 1");
        assertThatThrownBy(() -> TraceReader.read(folder.resolve("missing.json")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no file");
        assertThatThrownBy(() -> TraceReader.read(folder))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is a directory");
    }

    private void assertRefused(String text, String... pieces) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UserException.class)
                .hasMessageContainingAll(pieces);
    }

    private List<Trace> read(String text) throws IOException {
        return TraceReader.read(Files.writeString(folder.resolve("traces.json"), text));
    }
}
