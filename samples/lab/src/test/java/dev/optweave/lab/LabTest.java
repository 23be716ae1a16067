package dev.optweave.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line: its help, what it refuses, and what it says of devices. */
class LabTest extends LabCommands {

    @Test
    void explainsItself() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("race", "replay", "show", "check", "Exit codes:");
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("Optweave lab");
        for (String command : new String[] {"race", "replay", "show", "check", "storage"}) {
            assertThat(run(command, "--help")).isZero();
        }
    }

    @Test
    void wantsACommand() {
        assertThat(run()).isEqualTo(Lab.USAGE);
        assertThat(err.toString()).contains("a command is missing").doesNotContain("Exception");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rice|there is no command `rice`; did you mean `race`?",
                "race --epohcs 3|there is no option `--epohcs`; did you mean `--epochs`?",
                "show AdamW Lion|too much: `Lion`",
                "replay x --backend cuda|there is no backend `cuda`; allowed: java, vector, opencl,"
                        + " interpreter",
                "replay x --backend vectors|did you mean `vector`?",
                "race --backend interpreter|no backend `interpreter`; allowed: auto, java, vector",
                "race --storage int8|there is no storage `int8`; did you mean `int8-block`?",
                "race --storage brain|did you mean `brain-parameters`?",
                "race --storage bfloat61|did you mean `bfloat16`? Allowed: as-declared, same",
                "device|there is no command `device`; did you mean `devices`?",
                "race --problem digit|`digit`; did you mean `digits`? Allowed: digits, logistic",
                "replay|FILE",
            })
    void saysWhatTheCommandLineLacks(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(Lab.USAGE);
        assertThat(err.toString()).contains(message, "--help").doesNotContain("Exception");
    }

    @Test
    void everyCommandSaysThatAWarningIsOne() throws IOException {
        Path rule = write("MineRule.java", RULE.replace("lr * v", "lr * g"));
        String page = folder.resolve("page.html").toString();
        assertThat(run("check", rule.toString())).isZero();
        assertThat(out.toString()).contains("[unread-state]", "  (a warning)");
        assertThat(run("show", rule.toString(), "--equations")).isZero();
        assertThat(err.toString()).contains("[unread-state]").containsOnlyOnce("  (a warning)");
        err.getBuffer().setLength(0);
        assertThat(run("race", rule.toString(), "--epochs", "1", "--report", page)).isZero();
        assertThat(err.toString()).contains("[unread-state]").containsOnlyOnce("  (a warning)");
    }

    @Test
    void listsDevicesOrSaysWhatToInstall() {
        int code = run("devices");
        if (code == Lab.DONE) {
            assertThat(out.toString())
                    .startsWith("#  name ")
                    .contains("memory", "units", " GiB ", "correctly rounded");
        } else {
            assertThat(code).isEqualTo(Lab.USAGE);
            assertThat(err.toString()).contains("install").doesNotContain("Exception");
        }
    }
}
