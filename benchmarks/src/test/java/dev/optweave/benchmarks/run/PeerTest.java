package dev.optweave.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {

    @TempDir private Path root;

    private final Peer peer =
            new Peer("a library", "library", "x.Step", List.of("v"), Set.of("Sgd"), List.of("-Dq"));

    @Test
    void hasNoClassPathBeforeItsModuleIsBuilt() throws IOException {
        assertThat(peer.classPath(root)).isEmpty();
    }

    @Test
    void runsItsOwnClassesBeforeItsLibraries() throws IOException {
        Path target = root.resolve("benchmarks/peers/library/target");
        Files.createDirectories(target.resolve("classes/META-INF"));
        Files.writeString(target.resolve("classes/META-INF/BenchmarkList"), "");
        Files.writeString(target.resolve("classpath.txt"), "a.jar\n");
        assertThat(peer.classPath(root))
                .contains(target.resolve("classes") + File.pathSeparator + "a.jar");
    }

    @Test
    void runsWithItsFlagsBehindThoseOfEveryContestant() {
        Job job = peer.job("a.jar", Map.of("rule", "Sgd"), new Heap(100));
        assertThat(job.benchmark()).isEqualTo("x.Step.step");
        assertThat(job.jvmFlags()).startsWith("-Xms100m", "-Xmx100m").endsWith("-Dq");
        assertThat(job.command(Timing.USUAL, new File("out.json")))
                .containsSubsequence("-cp", "a.jar", "org.openjdk.jmh.Main", "^x\\.Step\\.step$")
                .containsSubsequence("-p", "rule=Sgd", "-f", "1", "-rff", "out.json");
    }
}
