package dev.optweave.lab.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.optweave.lab.data.Digits;
import dev.optweave.lab.execution.Backend;
import dev.optweave.lab.message.Numbers;
import dev.optweave.lab.race.Annealing;
import dev.optweave.lab.race.Entry;
import dev.optweave.lab.race.Race;
import dev.optweave.lab.race.RaceSettings;
import dev.optweave.lab.race.Result;
import dev.optweave.lab.race.Result.Ending;
import dev.optweave.lab.race.Result.Point;
import dev.optweave.lab.race.StorageChoice;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A race as one page that needs nothing else: no server, no network, no other file. */
public final class HtmlReport {

    /** A full stop that is not an abbreviation's, as in "et al., 2019". */
    private static final Pattern SENTENCE_END = Pattern.compile("\\.(?<!al\\.) (?=\\p{Lu})");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    private final Race race;
    private final List<Result> results;
    private final String command;

    /**
     * A page.
     *
     * @param results in the order of the race's entries
     * @param command what to type to run the race again
     */
    public HtmlReport(Race race, List<Result> results, String command) {
        this.race = race;
        this.results = List.copyOf(results);
        this.command = command;
    }

    /** The page. */
    public String text() {
        RaceSettings settings = race.settings();
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", Html.text("Optweave race: " + settings.problem().title()));
        parts.put("style", resource("report.css"));
        parts.put("problem", Html.text(settings.problem().title()));
        parts.put("lead", Html.text(lead()));
        parts.put("verdict", verdict());
        parts.put("loss", settings.problem().hasData() ? "Training loss" : "Loss");
        parts.put("table", table());
        parts.put("tableNote", Html.text(tableNote()));
        parts.put(
                "rules", race.entries().stream().map(this::rule).collect(Collectors.joining("\n")));
        parts.put("command", Html.text(command));
        parts.put("reproduction", Html.text(reproduction()));
        parts.put("footer", Html.text(footer()));
        parts.put("data", Html.json(data().toString()));
        parts.put("script", resource("report.js"));
        return PLACEHOLDER
                .matcher(resource("report.html"))
                .replaceAll(found -> Matcher.quoteReplacement(parts.get(found.group(1))));
    }

    private String lead() {
        RaceSettings settings = race.settings();
        StringBuilder lead = new StringBuilder(settings.problem().description());
        lead.setCharAt(0, Character.toUpperCase(lead.charAt(0)));
        lead.append(". ").append(settings.epochs()).append(' ').append(settings.problem().unit());
        lead.append(settings.epochs() == 1 ? "" : "s");
        if (settings.problem().hasData()) {
            lead.append(
                    switch (settings.feeding().toString()) {
                        case "full" -> ", all examples in every step";
                        case "single" -> ", one example in every step";
                        default -> ", in batches of " + settings.feeding();
                    });
        }
        lead.append(", in ").append(settings.precision());
        StorageChoice storage = race.entries().get(0).storage();
        lead.append(storage == StorageChoice.AS_DECLARED ? "" : " with storage " + storage);
        lead.append(
                settings.execution().backend() == Backend.OPENCL ? ", on an OpenCL device" : "");
        lead.append(", from seed ");
        lead.append(settings.seed()).append("; ");
        lead.append(
                settings.annealing() == Annealing.CONSTANT
                        ? "constant learning rates."
                        : "learning rates follow the schedule " + settings.annealing() + ".");
        return lead.toString();
    }

    private String verdict() {
        boolean tested = results.stream().anyMatch(result -> result.last().accuracy().isPresent());
        Result best = ResultTable.ranked(results, tested).get(0);
        if (!Double.isFinite(best.last().loss())) {
            return "Every rule diverged; lower the learning rates.";
        }
        String name = "<strong>" + Html.text(best.entry().label()) + "</strong>";
        String loss = Numbers.significant(best.last().loss());
        String sentence =
                tested
                        ? name
                                + " reads the most test examples rightly, "
                                + Numbers.percent(best.last().accuracy().orElse(0))
                                + ", at a training loss of "
                                + loss
                                + "."
                        : name + " ends lowest, at " + loss + ".";
        String diverged =
                results.stream()
                        .filter(result -> result.ending() == Ending.DIVERGED)
                        .map(result -> Html.text(result.entry().label()))
                        .collect(Collectors.joining(", "));
        return diverged.isEmpty() ? sentence : sentence + " Diverged: " + diverged + ".";
    }

    private String table() {
        ResultTable table = ResultTable.of(results);
        StringBuilder html = new StringBuilder("<table class=\"results\"><thead><tr>");
        for (String heading : table.headings()) {
            html.append("<th scope=\"col\">").append(Html.text(heading)).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (List<ResultTable.Cell> row : table.rows()) {
            html.append("<tr><th scope=\"row\">").append(Html.text(row.get(0).text()));
            html.append("</th>");
            for (int column = 1; column < row.size(); column++) {
                ResultTable.Cell cell = row.get(column);
                String style = cell.best() ? "best" : "";
                style = table.headings().get(column).isEmpty() ? "ending" : style;
                html.append(style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">");
                html.append(Html.text(cell.text())).append("</td>");
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table>").toString();
    }

    private String tableNote() {
        return "Best values in bold. Time per step is the optimizer's alone, the median of the"
                + " second half of the steps, on "
                + Runtime.getRuntime().availableProcessors()
                + " processors with Java "
                + Runtime.version().feature()
                + "; state is the memory the rule keeps besides parameters and gradients.";
    }

    private String rule(Entry entry) {
        String documentation = firstSentence(entry.rule().documentation());
        StringBuilder html = new StringBuilder("<article class=\"rule\"><h3>");
        html.append(Html.text(entry.label())).append("</h3>");
        if (!documentation.isEmpty()) {
            html.append("<p>").append(Html.text(documentation)).append("</p>");
        }
        html.append("<pre><code>");
        html.append(Html.text(String.join("\n", entry.rule().equations())));
        html.append("</code></pre><dl>");
        for (Hyperparameter hyperparameter : entry.rule().rule().hyperparameters()) {
            html.append(hyperparameter(entry, hyperparameter));
        }
        return html.append("</dl></article>").toString();
    }

    private static String hyperparameter(Entry entry, Hyperparameter hyperparameter) {
        double standard = hyperparameter.defaultValue();
        double value = entry.values().getOrDefault(hyperparameter.name(), standard);
        String note =
                value == standard
                        ? ""
                        : " <small>(default " + Numbers.plain(standard) + ")</small>";
        return "<div><dt>"
                + Html.text(hyperparameter.name())
                + "</dt><dd>"
                + Numbers.plain(value)
                + note
                + "</dd></div>";
    }

    private String reproduction() {
        return "Losses and accuracies come out the same on every machine and with any number of"
                + " threads; times do not.";
    }

    private String footer() {
        String made = "Made by the Optweave lab.";
        return race.settings().problem().hasData()
                ? made + " Data: " + Digits.ATTRIBUTION + "."
                : made;
    }

    private ObjectNode data() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode data = json.objectNode().put("unit", race.settings().problem().unit());
        ArrayNode series = data.putArray("series");
        for (Result result : results) {
            ObjectNode line = series.addObject().put("label", result.entry().label());
            ArrayNode points = line.putArray("points");
            for (Point point : result.points()) {
                ArrayNode values = points.addArray().add(point.epoch());
                add(values, point.loss());
                add(values, point.accuracy().orElse(Double.NaN));
            }
        }
        return data;
    }

    /** Rounded to float, which keeps the page small; null where JSON has no number. */
    private static void add(ArrayNode values, double value) {
        if (Double.isFinite(value)) {
            values.add((float) value);
        } else {
            values.addNull();
        }
    }

    private static String firstSentence(List<String> paragraphs) {
        String first = paragraphs.isEmpty() ? "" : paragraphs.get(0);
        Matcher end = SENTENCE_END.matcher(first);
        return end.find() ? first.substring(0, end.start() + 1) : first;
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing from the lab's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
