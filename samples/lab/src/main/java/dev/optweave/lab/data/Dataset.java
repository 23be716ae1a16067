package dev.optweave.lab.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Examples: a vector of features each, and the class it belongs to. */
public final class Dataset {

    private final int width;
    private final int classes;
    private final double[] features;
    private final int[] labels;

    /**
     * A dataset over arrays that are not copied.
     *
     * @param width the number of features of an example
     * @param classes the number of classes; labels run from 0 to {@code classes - 1}
     * @param features example after example
     * @throws IllegalArgumentException if the arrays' lengths disagree or a label is no class
     */
    public Dataset(int width, int classes, double[] features, int[] labels) {
        if (features.length != (long) width * labels.length) {
            throw new IllegalArgumentException(
                    labels.length
                            + " examples of "
                            + width
                            + " features need "
                            + (long) width * labels.length
                            + " numbers, not "
                            + features.length);
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(
                        "label " + label + " is not in [0, " + classes + ")");
            }
        }
        this.width = width;
        this.classes = classes;
        this.features = features;
        this.labels = labels;
    }

    /** The number of examples. */
    public int size() {
        return labels.length;
    }

    /** The number of features of an example. */
    public int width() {
        return width;
    }

    /** The number of classes. */
    public int classes() {
        return classes;
    }

    /** One feature of an example. */
    public double feature(int example, int index) {
        return features[example * width + index];
    }

    /** The class of an example. */
    public int label(int example) {
        return labels[example];
    }

    /** Copies an example's features. */
    public void features(int example, double[] into) {
        System.arraycopy(features, example * width, into, 0, width);
    }

    /** Batches of the given size, reshuffled each epoch from seed 0. */
    public Batches batches(int size) {
        return batches(size, 0);
    }

    /** Batches of the given size, reshuffled each epoch from a seed. */
    public Batches batches(int size, long seed) {
        return new Batches(size(), size, seed);
    }

    /** The same examples, with two classes: 1 where the class is odd, else 0. */
    public Dataset evenOrOdd() {
        int[] parity = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            parity[i] = labels[i] % 2;
        }
        return new Dataset(width, 2, features, parity);
    }

    /** A dataset in two parts. */
    public record Split(Dataset train, Dataset test) {}

    /**
     * Splits at random, class by class, so that both parts have the classes in the same proportion.
     *
     * @param testShare how much of each class goes to the test part, rounded to whole examples
     */
    public Split split(double testShare, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Integer> train = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            int[] members = members(label);
            Batches.shuffle(members, random);
            long held = Math.round(members.length * testShare);
            for (int i = 0; i < members.length; i++) {
                (i < held ? test : train).add(members[i]);
            }
        }
        return new Split(select(train), select(test));
    }

    private int[] members(int label) {
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == label) {
                members.add(i);
            }
        }
        return members.stream().mapToInt(Integer::intValue).toArray();
    }

    private Dataset select(List<Integer> examples) {
        double[] selected = new double[examples.size() * width];
        int[] selectedLabels = new int[examples.size()];
        for (int i = 0; i < selectedLabels.length; i++) {
            System.arraycopy(features, examples.get(i) * width, selected, i * width, width);
            selectedLabels[i] = labels[examples.get(i)];
        }
        return new Dataset(width, classes, selected, selectedLabels);
    }
}
