package dev.optweave.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Races in other storages, types and places, and the comparison of storages. */
class RacedStorageTest extends LabCommands {

    @Test
    void comparesStorages() {
        assertThat(run("storage", "AdamW", "--max-steps", "60")).isZero();
        String[] lines = out.toString().lines().toArray(String[]::new);
        assertThat(lines[0]).isEqualTo("AdamW on Handwritten digits, 30 epochs, batch 32, seed 1");
        assertThat(out.toString())
                .containsPattern("\\nSAME +0\\.\\d+ +1\\.000 +\\d+\\.\\d % +76,896 B +60\\R")
                .containsPattern("\\nBFLOAT16 STOCHASTIC .* 38,456 B ")
                .containsPattern("\\nINT8_BLOCK .* 19,548 B ")
                .containsPattern("\\nbfloat16 parameters, kahan\\(\\) .* 96,116 B ")
                .doesNotContain("diverged");
    }

    @Test
    void racesOnADeviceToTheSameCurves() throws IOException {
        requireDevice();
        assertThat(curves("--backend", "opencl")).isEqualTo(curves("--backend", "java"));
    }

    @Test
    void racesInEveryStorage() throws IOException {
        String exact = curves("--storage", "same");
        assertThat(exact).isEqualTo(curves());
        for (String storage :
                List.of("bfloat16", "float16", "int8-block-stochastic", "brain-parameters-kahan")) {
            assertThat(curves("--storage", storage)).as(storage).isNotEqualTo(exact);
        }
    }

    @ParameterizedTest
    @CsvSource({"brain-parameters", "brain-parameters-stochastic", "brain-parameters-kahan"})
    void noTypeIsAskedForThatAStorageWouldIgnore(String storage) {
        assertThat(run("race", "AdamW", "--storage", storage, "--dtype", "float64"))
                .isEqualTo(Lab.USAGE);
        assertThat(err.toString())
                .contains("--storage " + storage + " keeps parameters in bfloat16")
                .contains("leave out --dtype", "allows as-declared, same, bfloat16,");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"same", "bfloat16", "float16", "int8-block-stochastic"})
    void everyOtherStorageHoldsStatesOfDoubles(String storage) throws IOException {
        String page = folder.resolve("page.html").toString();
        List<String> race =
                List.of("race", "AdamW", "--storage", storage, "--epochs", "1", "--report", page);
        assertThat(run(race.toArray(String[]::new))).isZero();
        String floats = Files.readString(Path.of(page));
        List<String> doubles = new ArrayList<>(race);
        doubles.addAll(List.of("--dtype", "float64"));
        assertThat(run(doubles.toArray(String[]::new))).isZero();
        assertThat(Files.readString(Path.of(page))).isNotEqualTo(floats).contains("in float64");
    }

    @Test
    void doublesAreNotComparedWithParametersThatAreComputedInFloat() {
        assertThat(run("storage", "AdamW", "--max-steps", "20", "--dtype", "float64")).isZero();
        assertThat(out.toString())
                .contains("without parameters in bfloat16, which are computed in float")
                .containsPattern("\\nSAME .* 153,776 B ")
                .doesNotContain("bfloat16 parameters");
    }

    /** What a page says of the curves of a short race. */
    private String curves(String... options) throws IOException {
        Path page = folder.resolve("page.html");
        List<String> arguments =
                new ArrayList<>(List.of("race", "AdamW", "Lion", "--epochs", "2", "--report"));
        arguments.add(page.toString());
        arguments.addAll(List.of(options));
        assertThat(run(arguments.toArray(String[]::new))).as(err.toString()).isZero();
        String text = Files.readString(page);
        assertThat(text).contains(String.join(" ", options));
        return text.lines()
                .filter(line -> line.contains("id=\"race\""))
                .collect(Collectors.joining());
    }
}
