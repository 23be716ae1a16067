package dev.optweave.benchmarks.report;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of documentation, with a place for each table between two comments. */
public final class Page {

    private static final Pattern PLACE =
            Pattern.compile("(<!-- bench ([\\w-]+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

    private Page() {}

    /**
     * The page with new tables, each between {@code <!-- bench NAME -->} and {@code <!-- end -->}.
     *
     * @param tables Markdown by name; places of other names stay as they are
     * @throws IllegalArgumentException if the page has no place for one
     */
    public static String with(Map<String, String> tables, String page) {
        TreeSet<String> left = new TreeSet<>(tables.keySet());
        String replaced =
                PLACE.matcher(page)
                        .replaceAll(
                                place -> {
                                    String name = place.group(2);
                                    left.remove(name);
                                    String table = tables.get(name);
                                    return Matcher.quoteReplacement(
                                            table == null
                                                    ? place.group()
                                                    : place.group(1) + table + place.group(3));
                                });
        if (!left.isEmpty()) {
            throw new IllegalArgumentException(
                    "the page has no place for "
                            + String.join(", ", left)
                            + "; a place is `<!-- bench NAME -->` and `<!-- end -->`");
        }
        return replaced;
    }
}
