package dev.optweave.optimizers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Recorded numbers of other libraries, and how far ours are from them. */
final class Goldens {

    private Goldens() {}

    /** A file among the test resources. */
    static JsonNode resource(String name) {
        try (InputStream in = Goldens.class.getResourceAsStream("/goldens/" + name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the golden file " + name, e);
        }
    }

    /** A file of the source tree. */
    static JsonNode file(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path.toAbsolutePath(), e);
        }
    }

    /** Any nesting of numbers, flattened in order. */
    static double[] flat(JsonNode numbers) {
        if (numbers.isNumber()) {
            return new double[] {numbers.asDouble()};
        }
        int length = 0;
        double[][] parts = new double[numbers.size()][];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = flat(numbers.get(i));
            length += parts[i].length;
        }
        double[] flat = new double[length];
        int at = 0;
        for (double[] part : parts) {
            System.arraycopy(part, 0, flat, at, part.length);
            at += part.length;
        }
        return flat;
    }

    /** A list of tensors, each flattened. */
    static double[][] tensors(JsonNode tensors) {
        double[][] values = new double[tensors.size()][];
        for (int i = 0; i < values.length; i++) {
            values[i] = flat(tensors.get(i));
        }
        return values;
    }

    /**
     * The largest difference in a tensor, divided by the largest magnitude expected in it; NaN if
     * there is a NaN.
     */
    static double error(double[] actual, double[] expected) {
        if (actual.length != expected.length) {
            throw new IllegalArgumentException(
                    actual.length + " values, expected " + expected.length);
        }
        double difference = 0;
        double magnitude = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
            magnitude = Math.max(magnitude, Math.abs(expected[i]));
        }
        return difference == 0 ? 0 : difference / magnitude;
    }
}
