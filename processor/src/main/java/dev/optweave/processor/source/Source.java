package dev.optweave.processor.source;

/** A text in the update language, and the place in the rule where it stands. */
public record Source(Place place, String text) {

    /** Where in a rule a text, or a mistake, is. */
    public sealed interface Place {

        /** One element of {@code @Update}, counted from 0. */
        record Equation(int index) implements Place {}

        /** The {@code init} of a state. */
        record Initialization(String state) implements Place {}

        /** The expression of {@code @GradientAt}. */
        record GradientPoint() implements Place {}

        /** The expression of {@code @EvaluateAt}. */
        record EvaluationPoint() implements Place {}

        /**
         * A method of the rule, or one member of one of its annotations.
         *
         * @param annotation the annotation's simple name, or empty for the method itself
         * @param member the annotation's member, or empty for the annotation itself
         */
        record Method(String name, String annotation, String member) implements Place {}

        /** A type or a constant that the rule's interface holds. */
        record Member(String name) implements Place {}

        /**
         * The rule's interface, or one member of one of its annotations.
         *
         * @param annotation the annotation's simple name, or empty for the interface itself
         * @param member the annotation's member, or empty for the annotation itself
         */
        record Interface(String annotation, String member) implements Place {}
    }

    /** The whole text. */
    public Span whole() {
        return new Span(this, 0, text.length());
    }
}
