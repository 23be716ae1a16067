package dev.optweave.processor.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    @Test
    void countsInsertionsDeletionsReplacementsAndSwaps() {
        assertThat(Suggestion.distance("", "")).isZero();
        assertThat(Suggestion.distance("beta1", "beta1")).isZero();
        assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestion.distance("beta", "beta1")).isEqualTo(1);
        assertThat(Suggestion.distance("betal", "beta1")).isEqualTo(1);
        assertThat(Suggestion.distance("btea1", "beta1")).isEqualTo(1);
        assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestion.distance("ca", "abc")).isEqualTo(3);
    }

    @Test
    void countsCodePointsNotChars() {
        assertThat(Suggestion.distance("𝜃", "w")).isEqualTo(1);
    }

    @Test
    void suggestsTheNearestCandidate() {
        assertThat(Suggestion.nearest("betal", List.of("beta2", "beta1"))).contains("beta2");
        assertThat(Suggestion.nearest("momentun", List.of("moment", "momentum")))
                .contains("momentum");
    }

    @Test
    void suggestsNothingBeyondAThirdOfTheLength() {
        assertThat(Suggestion.nearest("abc", List.of("axx"))).isEmpty();
        assertThat(Suggestion.nearest("abcdef", List.of("abcdxx"))).contains("abcdxx");
        assertThat(Suggestion.nearest("abcdef", List.of("abcxxx"))).isEmpty();
        assertThat(Suggestion.nearest("abcdefghi", List.of("abcdefxxx"))).contains("abcdefxxx");
    }

    @Test
    void doesNotTakeEveryLetterForEveryOther() {
        assertThat(Suggestion.nearest("x", List.of("m", "v"))).isEmpty();
        assertThat(Suggestion.nearest("mm", List.of("v", "m"))).contains("m");
    }

    @Test
    void findsNamesThatDifferInCaseOrInTheFormOfALetter() {
        assertThat(Suggestion.nearest("LR", List.of("eps", "lr"))).contains("lr");
        assertThat(Suggestion.nearest("ϵ", List.of("ε"))).contains("ε");
        assertThat(Suggestion.nearest("beta1", List.of("β1"))).contains("β1");
        assertThat(Suggestion.nearest("λ", List.of("lambda"))).contains("lambda");
    }

    @Test
    void neverSuggestsTheNameItself() {
        assertThat(Suggestion.nearest("m", List.of("m"))).isEmpty();
    }
}
