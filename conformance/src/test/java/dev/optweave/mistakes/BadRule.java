package dev.optweave.mistakes;

import dev.optweave.processor.tool.Message;
import dev.optweave.processor.tool.Message.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A rule with a mistake, from a file in {@code bad/} that ends in a comment with the messages it
 * must give: the place on javac, the line on ECJ (which points at a whole annotation where javac
 * points at one of its strings), and the text to the last character.
 *
 * @param path the file
 */
record BadRule(Path path, List<Expected> expected) {

    private static final String COMMENT = "//";
    private static final Pattern PLACE =
            Pattern.compile(
                    "^(error|warning) \\[(\\d+),(\\d+)\\], ECJ \\[(\\d+)\\]\\n", Pattern.MULTILINE);

    /** One message. */
    record Expected(Severity severity, long line, long column, long lineOnEcj, String text) {

        String onJavac() {
            return severity + " [" + line + "," + column + "] " + text;
        }

        String onEcj() {
            return severity + " [" + lineOnEcj + "] " + text;
        }
    }

    static String onJavac(Message message) {
        return message.severity()
                + (" [" + message.line() + "," + message.column() + "] ")
                + message.text();
    }

    static String onEcj(Message message) {
        return message.severity() + " [" + message.line() + "] " + message.text();
    }

    /** All rules in {@code bad/}, in the order of their names. */
    static List<BadRule> all() {
        try (Stream<Path> files = Files.list(Path.of(BadRule.class.getResource("/bad").toURI()))) {
            return files.sorted().map(BadRule::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BadRule read(Path path) {
        List<String> lines;
        try {
            lines = Files.readAllLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int start = lines.size();
        while (lines.get(start - 1).startsWith(COMMENT)) {
            start--;
        }
        String comment =
                lines.subList(start, lines.size()).stream()
                        .map(line -> line.equals(COMMENT) ? "" : line.substring(3))
                        .collect(Collectors.joining("\n"));
        return new BadRule(path, messages(comment));
    }

    private static List<Expected> messages(String comment) {
        List<MatchResult> places = PLACE.matcher(comment).results().toList();
        List<Expected> expected = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            MatchResult place = places.get(i);
            int end = i + 1 < places.size() ? places.get(i + 1).start() : comment.length();
            expected.add(
                    new Expected(
                            Severity.valueOf(place.group(1).toUpperCase(Locale.ROOT)),
                            Long.parseLong(place.group(2)),
                            Long.parseLong(place.group(3)),
                            Long.parseLong(place.group(4)),
                            comment.substring(place.end(), end).strip()));
        }
        return expected;
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }
}
