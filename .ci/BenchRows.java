import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code ./bench} wrote and fails unless each expected row is there with a number.
 *
 * <p>Arguments: the file, the name of the number, and for each row the words that its texts begin
 * with, joined by commas: {@code AdamW,bfloat16}.
 */
public final class BenchRows {

    /** A row: an object whose values may be objects, but no deeper. */
    private static final Pattern ROW = Pattern.compile("\\{(?:[^{}]|\\{[^{}]*\\})*\\}");

    private static final Pattern TEXT = Pattern.compile("\" : \"([^\"]*)\"");

    public static void main(String[] args) throws IOException {
        String json = Files.readString(Path.of(args[0]));
        List<String> rows = rows(json.substring(json.indexOf("\"rows\"")));
        List<String> problems = new ArrayList<>();
        for (String expected : Arrays.asList(args).subList(2, args.length)) {
            Optional<String> row = rows.stream().filter(r -> isCalled(r, expected)).findFirst();
            if (row.isEmpty()) {
                problems.add("no row " + expected);
            } else if (!hasNumber(row.get(), args[1])) {
                problems.add("the row " + expected + " has no number: " + row.get());
            }
        }
        problems.forEach(System.out::println);
        System.out.println(rows.size() + " rows, " + problems.size() + " problems");
        System.exit(problems.isEmpty() ? 0 : 1);
    }

    private static List<String> rows(String json) {
        return ROW.matcher(json).results().map(match -> match.group()).toList();
    }

    private static boolean isCalled(String row, String expected) {
        List<String> words = List.of(expected.split(","));
        List<String> texts = TEXT.matcher(row).results().map(match -> match.group(1)).toList();
        return texts.size() >= words.size() && texts.subList(0, words.size()).equals(words);
    }

    private static boolean hasNumber(String row, String name) {
        Matcher number =
                Pattern.compile(Pattern.quote("\"" + name + "\" : ") + "([0-9.E+-]+)").matcher(row);
        return number.find() && Double.parseDouble(number.group(1)) > 0;
    }
}
