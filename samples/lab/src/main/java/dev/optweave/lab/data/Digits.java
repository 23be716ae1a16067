package dev.optweave.lab.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * 1,797 handwritten digits of 8 by 8 pixels: <i>Optical Recognition of Handwritten Digits</i> by E.
 * Alpaydin and C. Kaynak, UCI Machine Learning Repository, CC BY 4.0.
 */
public final class Digits {

    /** Who made the data, and under which licence it may be used. */
    public static final String ATTRIBUTION =
            "Optical Recognition of Handwritten Digits, E. Alpaydin and C. Kaynak,"
                    + " UCI Machine Learning Repository, doi:10.24432/C50P49, CC BY 4.0";

    private static final int PIXELS = 64;
    private static final double INK = 16;
    private static final double TEST_SHARE = 0.2;
    private static final long SPLIT_SEED = 1797;

    private Digits() {}

    /**
     * All digits, in the order of the file, with pixels from 0 to 1.
     *
     * @throws UncheckedIOException if the data that belongs to this class cannot be read
     */
    public static Dataset load() {
        try (InputStream file = Digits.class.getResourceAsStream("digits.csv.gz")) {
            if (file == null) {
                throw new IOException("digits.csv.gz is missing from the lab's jar");
            }
            BufferedReader reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    new GZIPInputStream(file), StandardCharsets.US_ASCII));
            return parse(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The digits with a fifth of each class held back for testing: 1,438 to train, 359 to test. The
     * split is always the same, whatever the seed of a race, so that accuracies can be compared.
     */
    public static Dataset.Split split() {
        return load().split(TEST_SHARE, SPLIT_SEED);
    }

    private static Dataset parse(List<String> lines) {
        double[] features = new double[lines.size() * PIXELS];
        int[] labels = new int[lines.size()];
        for (int i = 0; i < labels.length; i++) {
            String[] fields = lines.get(i).split(",");
            for (int j = 0; j < PIXELS; j++) {
                features[i * PIXELS + j] = Integer.parseInt(fields[j]) / INK;
            }
            labels[i] = Integer.parseInt(fields[PIXELS]);
        }
        return new Dataset(PIXELS, 10, features, labels);
    }
}
