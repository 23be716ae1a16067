package dev.optweave.processor.source;

/**
 * A piece of a source text.
 *
 * @param start offset of the first character
 * @param end offset behind the last character
 */
public record Span(Source source, int start, int end) {

    public Span {
        if (start < 0 || end < start || end > source.text().length()) {
            throw new IllegalArgumentException(
                    "no span " + start + ".." + end + " in: " + source.text());
        }
    }

    /** The characters of this span. */
    public String text() {
        return source.text().substring(start, end);
    }

    /** The smallest span that holds this one and another one of the same source. */
    public Span to(Span other) {
        return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
    }
}
