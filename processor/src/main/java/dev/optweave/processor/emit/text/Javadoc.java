package dev.optweave.processor.emit.text;

/** Writes comments for Javadoc, which nothing in them ends. */
final class Javadoc {

    private Javadoc() {}

    /** Writes it on one line if it has no more. */
    static void write(StringBuilder out, CodeBlock comment) {
        String text = comment.text().replace("*/", "*&#47;");
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        int end = body.indexOf('\n');
        if (end < 0) {
            out.append("/** ").append(body).append(" */\n");
            return;
        }
        out.append("/**\n");
        int begin = 0;
        while (end >= 0) {
            line(out, body, begin, end);
            begin = end + 1;
            end = body.indexOf('\n', begin);
        }
        line(out, body, begin, body.length());
        out.append(" */\n");
    }

    private static void line(StringBuilder out, String text, int begin, int end) {
        out.append(begin == end ? " *" : " * ").append(text, begin, end).append('\n');
    }
}
