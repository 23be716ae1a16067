package dev.optweave.benchmarks.bare;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the Java of a bare loop. Each stream is an array of its own, and all are touched at the
 * same element in one pass. Loops that write whole floats are plain loops over {@code int}s, which
 * HotSpot vectorizes; the others, which it does not, are written in vectors of bytes.
 */
final class LoopSource {

    /** The class's name. */
    static final String NAME = "Generated";

    private final Traffic traffic;

    LoopSource(Traffic traffic) {
        this.traffic = traffic;
    }

    /** Whether a loop goes through {@code int[]}, not {@code byte[]}. */
    static boolean isPlain(List<Stream> loop) {
        return loop.stream().anyMatch(Stream::written)
                && loop.stream().allMatch(stream -> stream.bytes() == 4);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("import jdk.incubator.vector.*;\n");
        text.append(
                "public final class "
                        + NAME
                        + " implements java.util.function.ToIntFunction<Object[]> {\n");
        text.append("  static final VectorSpecies<Byte> S = ByteVector.SPECIES_PREFERRED;\n");
        text.append("  static final int L = S.length();\n");
        text.append("  public int applyAsInt(Object[] a) {\n");
        text.append("    int from = (Integer) a[0], to = (Integer) a[1], at = 2, sum = 0;\n");
        for (int i = 0; i < traffic.loops().size(); i++) {
            List<Stream> loop = traffic.loops().get(i);
            String type = isPlain(loop) ? "(int[])" : "(byte[])";
            text.append("    sum += loop" + i + "(");
            text.append(list(loop, k -> type + " a[at + " + k + "]") + ", from, to);\n");
            text.append("    at += " + loop.size() + ";\n");
        }
        text.append("    return sum;\n  }\n");
        for (int i = 0; i < traffic.loops().size(); i++) {
            List<Stream> loop = traffic.loops().get(i);
            text.append(isPlain(loop) ? plain(i, loop) : vectors(i, loop));
        }
        return text.append("}\n").toString();
    }

    private static String plain(int index, List<Stream> loop) {
        String read = reads(loop, k -> "a" + k + "[i]", " + ");
        StringBuilder text = new StringBuilder();
        text.append("  static int loop" + index + "(" + list(loop, k -> "int[] a" + k));
        text.append(", int from, int to) {\n    for (int i = from; i < to; i++) {\n");
        text.append("      int x = " + read + ";\n");
        for (int k = 0; k < loop.size(); k++) {
            if (loop.get(k).written()) {
                text.append("      a" + k + "[i] = x" + (k == 0 ? "" : " + " + k) + ";\n");
            }
        }
        return text.append("    }\n    return a0[from];\n  }\n").toString();
    }

    private static String vectors(int index, List<Stream> loop) {
        StringBuilder text = new StringBuilder();
        text.append("  static int loop" + index + "(" + list(loop, k -> "byte[] a" + k));
        text.append(", int from, int to) {\n    ByteVector sum = ByteVector.zero(S);\n");
        text.append("    for (int i = from; i < to; i += L) {\n");
        text.append("      ByteVector x = ByteVector.zero(S);\n");
        for (int k = 0; k < loop.size(); k++) {
            for (int part = 0; loop.get(k).read() && part < loop.get(k).bytes(); part++) {
                String place = place(loop.get(k), k, part);
                text.append("      ByteVector v" + k + "_" + part);
                text.append(" = ByteVector.fromArray(S, " + place + ");\n");
                text.append(
                        "      x = x.lanewise(VectorOperators.XOR, v" + k + "_" + part + ");\n");
            }
        }
        for (int k = 0; k < loop.size(); k++) {
            for (int part = 0; loop.get(k).written() && part < loop.get(k).bytes(); part++) {
                String value = loop.get(k).read() ? "v" + k + "_" + part + ".add(x)" : "x";
                text.append(
                        "      " + value + ".intoArray(" + place(loop.get(k), k, part) + ");\n");
            }
        }
        text.append("      sum = sum.lanewise(VectorOperators.XOR, x);\n    }\n");
        return text.append("    return sum.lane(0);\n  }\n").toString();
    }

    private static String place(Stream stream, int k, int part) {
        return "a" + k + ", " + stream.bytes() + " * i + " + part + " * L";
    }

    private static String list(List<Stream> loop, java.util.function.IntFunction<String> piece) {
        return IntStream.range(0, loop.size()).mapToObj(piece).collect(Collectors.joining(", "));
    }

    private static String reads(
            List<Stream> loop, java.util.function.IntFunction<String> piece, String between) {
        return IntStream.range(0, loop.size())
                .filter(k -> loop.get(k).read())
                .mapToObj(piece)
                .collect(Collectors.joining(between));
    }
}
