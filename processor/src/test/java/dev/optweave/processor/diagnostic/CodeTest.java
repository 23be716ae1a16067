package dev.optweave.processor.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeTest {

    private static final Object[] ARGUMENTS = {"one", "two", "three", "four"};

    @Test
    void idsAreTheNamesInLowercaseWithHyphens() {
        assertThat(Code.UNKNOWN_NAME.id()).isEqualTo("unknown-name");
        assertThat(Code.UNREAD_STATE.severity()).isEqualTo(Code.Severity.WARNING);
        assertThat(Code.UNKNOWN_NAME.severity()).isEqualTo(Code.Severity.ERROR);
    }

    @Test
    void wordingsAreDistinct() {
        assertThat(Arrays.stream(Code.values()).map(c -> c.message(ARGUMENTS) + c.help(ARGUMENTS)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void messagesStartInLowercaseAndEndWithoutAFullStop(Code code) {
        String message = code.message(ARGUMENTS);

        assertThat(message).doesNotContain("%s").doesNotEndWith(".").isNotBlank();
        assertThat(message.substring(0, 1))
                .isEqualTo(message.substring(0, 1).toLowerCase(Locale.ROOT));
        code.help(ARGUMENTS).ifPresent(help -> assertThat(help).doesNotEndWith("."));
    }
}
