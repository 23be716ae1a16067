package dev.optweave.benchmarks.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.optweave.benchmarks.compile.CompileCommand;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What {@code --quick} leaves as it was named. */
class QuickTest {

    private static <Q extends Question> Q parsed(Q question, String... arguments) {
        return CommandLine.populateCommand(question, arguments);
    }

    private static List<String> workloads(PeersQuestion question, String... arguments) {
        return parsed(question, arguments).workloads();
    }

    @Test
    void workloadsThatAreNamedAreMeasured() {
        String[] named = {"--quick", "--workload", "gpt2-small,1x1048576"};
        List<String> both = List.of("gpt2-small", "1x1048576");
        assertThat(workloads(new PeersCommand(), named)).isEqualTo(both);
        assertThat(workloads(new ModelsCommand(), named)).isEqualTo(both);
        assertThat(workloads(new SmallCommand(), named)).isEqualTo(both);
        assertThat(workloads(new WholeStepCommand(), named)).isEqualTo(both);
    }

    @Test
    void theLeastIsMeasuredOfWhatIsNotNamed() {
        assertThat(workloads(new PeersCommand(), "--quick")).containsExactly("1x16384");
        assertThat(workloads(new ModelsCommand(), "--quick")).containsExactly("resnet50");
        assertThat(workloads(new SmallCommand(), "--quick")).containsExactly("1x64");
        assertThat(workloads(new WholeStepCommand(), "--quick")).containsExactly("1x1048576");
        assertThat(workloads(new PeersCommand())).hasSize(5);
    }

    @Test
    void asManyRoundsAreMeasuredAsAreNamed() {
        assertThat(parsed(new PeersCommand()).rounds()).isEqualTo(3);
        assertThat(parsed(new PeersCommand(), "--quick").rounds()).isEqualTo(1);
        assertThat(parsed(new PeersCommand(), "--quick", "--rounds", "2").rounds()).isEqualTo(2);
        assertThat(parsed(new CompileCommand(), "--quick", "--rounds", "4").rounds()).isEqualTo(4);
    }

    @Test
    void allAsksForNothingLong() throws IOException {
        for (AllCommand.Part part : AllCommand.PARTS) {
            assertThat(part.asked(true))
                    .contains("--quick")
                    .doesNotContain("--rounds", "--size", "--workload");
            assertThat(part.asked(false)).isEqualTo(part.arguments());
            assertThat(part.words(true)).endsWith("--name", part.name() + "-quick");
        }
    }
}
