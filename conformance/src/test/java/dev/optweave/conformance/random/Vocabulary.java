package dev.optweave.conformance.random;

import dev.optweave.processor.equation.Kind;
import java.util.ArrayList;
import java.util.List;

/** The names that a random expression may use, and what may be done with them. */
final class Vocabulary {

    private record Word(String name, Kind kind) {}

    private final List<Word> words = new ArrayList<>();
    private final List<Word> changing = new ArrayList<>();
    private final List<String> decayRates = new ArrayList<>();
    private final List<String> corrected = new ArrayList<>();

    /** Declares a name. */
    void add(String name, Kind kind) {
        words.add(new Word(name, kind));
    }

    /** Declares a name that {@code old} applies to. */
    void addChanging(String name, Kind kind) {
        add(name, kind);
        changing.add(new Word(name, kind));
    }

    void addDecayRate(String name) {
        add(name, Kind.STEP);
        decayRates.add(name);
    }

    void addCorrected(String state) {
        corrected.add(state);
    }

    /** The names whose kind is at most this one. */
    List<String> upTo(Kind kind) {
        return select(words, kind);
    }

    /** The names of exactly this kind. */
    List<String> of(Kind kind) {
        return words.stream().filter(word -> word.kind() == kind).map(Word::name).toList();
    }

    /** The names that {@code old} applies to, up to a kind. */
    List<String> changingUpTo(Kind kind) {
        return select(changing, kind);
    }

    List<String> decayRates() {
        return decayRates;
    }

    /** The states per element with a declared bias correction. */
    List<String> corrected() {
        return corrected;
    }

    private static List<String> select(List<Word> from, Kind kind) {
        return from.stream()
                .filter(word -> word.kind().compareTo(kind) <= 0)
                .map(Word::name)
                .toList();
    }
}
