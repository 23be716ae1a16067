package dev.optweave.lab.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.optweave.lab.message.InputFile;
import dev.optweave.lab.message.UserException;
import dev.optweave.lab.replay.Trace.Shape;
import dev.optweave.processor.diagnostic.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads files of traces:
 *
 * <pre>{@code
 * {"traces": [{"name", "rule", "set": {hyperparameter: number}, "shapes": [[..]..],
 *   "initial": [tensor][element], "gradients": [step][tensor][element],
 *   "expected": [step][tensor][element], "tolerance"}]}
 * }</pre>
 *
 * Arrays of elements are row-major. {@code NaN}, {@code Infinity} and {@code -Infinity} are numbers
 * here. {@code name}, {@code rule}, {@code set} and {@code tolerance} may be missing. A trace has
 * no other members; the file may have, and they are ignored.
 */
public final class TraceReader {

    private static final List<String> MEMBERS =
            List.of(
                    "name",
                    "rule",
                    "set",
                    "shapes",
                    "initial",
                    "gradients",
                    "expected",
                    "tolerance");

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final Path file;

    private TraceReader(Path file) {
        this.file = file;
    }

    /**
     * The traces of a file, at least one.
     *
     * @throws UserException if the file cannot be read or its content is not as described
     */
    public static List<Trace> read(Path file) {
        return new TraceReader(file).traces();
    }

    private List<Trace> traces() {
        JsonNode list = member(parse(), "the file", "traces");
        if (!list.isArray()) {
            throw wrong("`traces` is " + kind(list) + "; it must be a list of traces");
        }
        if (list.isEmpty()) {
            throw wrong("`traces` is empty; there is nothing to replay");
        }
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            traces.add(trace(list.get(i), i));
        }
        return traces;
    }

    private JsonNode parse() {
        try {
            JsonNode root = MAPPER.readTree(InputFile.read(file, "traces"));
            if (!root.isObject()) {
                throw wrong(
                        "it holds " + kind(root) + "; it must be an object with a list `traces`");
            }
            return root;
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null
                            ? ""
                            : ":"
                                    + e.getLocation().getLineNr()
                                    + ":"
                                    + e.getLocation().getColumnNr();
            String reason = e.getOriginalMessage().replaceAll("(?s) ?(\\(start marker|\n).*", "");
            throw new UserException(file + place + ": this is not JSON: " + reason, e);
        }
    }

    private Trace trace(JsonNode node, int index) {
        String where = "trace " + (index + 1);
        if (!node.isObject()) {
            throw wrong(where + " is " + kind(node) + "; it must be an object");
        }
        String name = text(node, where, "name").orElse("#" + (index + 1));
        where = "trace `" + name + "`";
        checkMembers(node, where);
        List<Shape> shapes = shapes(member(node, where, "shapes"), where);
        List<double[]> initial =
                tensors(member(node, where, "initial"), shapes, where + ": `initial`");
        List<List<double[]>> gradients = steps(node, where, "gradients", shapes);
        List<List<double[]>> expected = steps(node, where, "expected", shapes);
        if (gradients.size() != expected.size()) {
            throw wrong(
                    where
                            + ": `gradients` has "
                            + gradients.size()
                            + " steps and `expected` "
                            + expected.size()
                            + "; they must have the same number");
        }
        return new Trace(
                name,
                text(node, where, "rule"),
                settings(node.path("set"), where),
                shapes,
                initial,
                gradients,
                expected,
                tolerance(node.path("tolerance"), where));
    }

    /** Otherwise a member with a slip in its name would count as missing. */
    private void checkMembers(JsonNode node, String where) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String member = entry.getKey();
            if (!MEMBERS.contains(member)) {
                String suggestion =
                        Suggestion.nearest(member, MEMBERS)
                                .map(near -> "; did you mean `" + near + "`?")
                                .orElse("");
                throw wrong(
                        where
                                + " has a `"
                                + member
                                + "`, which means nothing in a trace"
                                + suggestion
                                + System.lineSeparator()
                                + "a trace has "
                                + String.join(", ", MEMBERS));
            }
        }
    }

    private Optional<String> text(JsonNode node, String where, String member) {
        JsonNode value = node.path(member);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw wrong(where + ": `" + member + "` is " + kind(value) + "; it must be a text");
        }
        return Optional.of(value.textValue());
    }

    private Map<String, Double> settings(JsonNode node, String where) {
        Map<String, Double> settings = new LinkedHashMap<>();
        if (node.isMissingNode()) {
            return settings;
        }
        if (!node.isObject()) {
            throw wrong(
                    where
                            + ": `set` is "
                            + kind(node)
                            + "; it must be an object from hyperparameter to number");
        }
        node.properties()
                .forEach(
                        entry ->
                                settings.put(
                                        entry.getKey(),
                                        number(
                                                entry.getValue(),
                                                where + ": `set." + entry.getKey() + "`")));
        return settings;
    }

    private OptionalDouble tolerance(JsonNode node, String where) {
        if (node.isMissingNode()) {
            return OptionalDouble.empty();
        }
        double tolerance = number(node, where + ": `tolerance`");
        if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw wrong(where + ": `tolerance` is " + tolerance + "; it must be in [0, ∞)");
        }
        return OptionalDouble.of(tolerance);
    }

    private List<Shape> shapes(JsonNode node, String where) {
        if (!node.isArray()) {
            throw wrong(where + ": `shapes` is " + kind(node) + "; it must be a list of shapes");
        }
        List<Shape> shapes = new ArrayList<>();
        for (JsonNode shape : node) {
            shapes.add(shape(shape, where + ": shape of tensor " + (shapes.size() + 1)));
        }
        return shapes;
    }

    private Shape shape(JsonNode node, String where) {
        if (!node.isArray()) {
            throw wrong(where + " is " + kind(node) + "; it must be a list of whole numbers");
        }
        List<Integer> extents = new ArrayList<>();
        for (JsonNode extent : node) {
            if (!extent.isInt() || extent.intValue() < 0) {
                throw wrong(where + " holds " + extent + "; extents are whole numbers from 0");
            }
            extents.add(extent.intValue());
        }
        Shape shape = new Shape(extents);
        try {
            shape.elements();
        } catch (ArithmeticException e) {
            throw wrong(where + " is " + shape + ", which is more elements than an array can hold");
        }
        return shape;
    }

    private List<List<double[]>> steps(
            JsonNode node, String where, String member, List<Shape> shapes) {
        JsonNode list = member(node, where, member);
        if (!list.isArray()) {
            throw wrong(
                    where + ": `" + member + "` is " + kind(list) + "; it must be a list of steps");
        }
        List<List<double[]>> steps = new ArrayList<>();
        for (JsonNode step : list) {
            steps.add(
                    tensors(
                            step,
                            shapes,
                            where + ": `" + member + "`, step " + (steps.size() + 1)));
        }
        return steps;
    }

    private List<double[]> tensors(JsonNode node, List<Shape> shapes, String where) {
        if (!node.isArray()) {
            throw wrong(
                    where + " is " + kind(node) + "; it must be a list with an entry per tensor");
        }
        if (node.size() != shapes.size()) {
            throw wrong(
                    where + " has " + node.size() + " tensors, but `shapes` has " + shapes.size());
        }
        List<double[]> tensors = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            tensors.add(elements(node.get(i), shapes.get(i), where + ", tensor " + (i + 1)));
        }
        return tensors;
    }

    private double[] elements(JsonNode node, Shape shape, String where) {
        if (!node.isArray()) {
            throw wrong(where + " is " + kind(node) + "; it must be a list of numbers");
        }
        if (node.size() != shape.elements()) {
            throw wrong(
                    where
                            + " has "
                            + node.size()
                            + " elements, but its shape "
                            + shape
                            + " has "
                            + shape.elements());
        }
        double[] elements = new double[node.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = number(node.get(i), where + ", element " + (i + 1));
        }
        return elements;
    }

    private double number(JsonNode node, String where) {
        if (!node.isNumber()) {
            throw wrong(where + " is " + kind(node) + "; it must be a number");
        }
        return node.doubleValue();
    }

    private JsonNode member(JsonNode node, String where, String member) {
        JsonNode value = node.path(member);
        if (value.isMissingNode()) {
            throw wrong(where + " has no `" + member + "`");
        }
        return value;
    }

    private UserException wrong(String what) {
        return new UserException(file + ": " + what);
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "the text \"" + node.textValue() + "\"";
            case NUMBER -> "the number " + node;
            case BOOLEAN -> "`" + node + "`";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> "nothing";
        };
    }
}
