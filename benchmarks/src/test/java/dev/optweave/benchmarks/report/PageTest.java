package dev.optweave.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final String PAGE =
            "before\n<!-- bench a -->\nold $1\n<!-- end -->\nbetween\n<!-- bench b-2 -->\n<!-- end -->\n";

    @Test
    void replacesOnlyTheTablesThatAreNew() {
        assertThat(Page.with(Map.of("b-2", "| $2 |\n"), PAGE))
                .isEqualTo(PAGE.replace("b-2 -->\n", "b-2 -->\n| $2 |\n"));
        assertThat(Page.with(Map.of("a", "new\n"), PAGE)).isEqualTo(PAGE.replace("old $1", "new"));
    }

    @Test
    void namesTheTablesThatThePageHasNoPlaceFor() {
        assertThatThrownBy(() -> Page.with(Map.of("c", "new"), PAGE))
                .hasMessageStartingWith("the page has no place for c; ");
    }
}
