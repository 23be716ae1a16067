package dev.optweave.conformance.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Small changes to the computing lines of a generated kernel, each of which changes what is
 * computed. Lines that choose (between two numbers, the smaller, the larger) are left alone: what
 * is not chosen in a test could be anything.
 */
final class Mutations {

    /** The methods that compute; others hand scalars to another device. */
    private static final Pattern METHOD =
            Pattern.compile(
                    "\\s+(?:public void (?:group|tensor)Scalars\\(|"
                            + "private static void \\w+\\((?:GroupStep|TensorStep) ).*");

    private static final Pattern END_OF_METHOD = Pattern.compile("        }");
    private static final Pattern LITERAL = Pattern.compile("(?<![\\w.])\\d+\\.\\d+(?:E-?\\d+)?f?");
    private static final Pattern STORE =
            Pattern.compile(
                    "\\s+(?:\\w+\\[i(?: - from)?\\] = |(?:group|tensor)\\.\\w+\\(\\d+, ).*;");
    private static final Pattern HYPERPARAMETER = Pattern.compile("hyperparameter\\((\\d+)\\)");
    private static final String[][] SWAPS = {
        {" + ", " - "}, {" - ", " + "}, {" * ", " / "}, {" / ", " * "}
    };

    private final List<String> lines;
    private final List<Mutant> mutants = new ArrayList<>();

    /** A changed source, and what was changed. */
    record Mutant(String change, String source) {}

    private Mutations(String source) {
        this.lines = source.lines().toList();
    }

    /** All mutants of the kernel that does without no hyperparameter. */
    static List<Mutant> of(String source) {
        Mutations mutations = new Mutations(source);
        mutations.mutate();
        return mutations.mutants;
    }

    private void mutate() {
        boolean inKernel = false;
        boolean inMethod = false;
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number);
            if (line.contains("class Kernel")) {
                inKernel = line.contains("class Kernel extends");
            }
            if (METHOD.matcher(line).matches()) {
                inMethod = inKernel;
            } else if (END_OF_METHOD.matcher(line).matches()) {
                inMethod = false;
            } else if (inMethod && isComputing(line)) {
                mutate(number, line);
            }
        }
    }

    private static boolean isComputing(String line) {
        String code = line.strip();
        return code.endsWith(";") && !code.startsWith("//") && !code.contains("[] ");
    }

    private void mutate(int number, String line) {
        boolean chooses = line.contains("?") || line.contains("Math.m");
        if (STORE.matcher(line).matches()) {
            add(number, "");
        }
        if (chooses) {
            return;
        }
        String code = line.replace("to - from", "to-from");
        for (String[] swap : SWAPS) {
            for (int at = code.indexOf(swap[0]); at >= 0; at = code.indexOf(swap[0], at + 1)) {
                add(number, code.substring(0, at) + swap[1] + code.substring(at + 3));
            }
        }
        for (int at = code.indexOf("Math.fma("); at >= 0; at = code.indexOf("Math.fma(", at + 1)) {
            add(number, withSeparateRounding(code, at));
        }
        if (code.contains("Math.sqrt(")) {
            add(number, code.replace("Math.sqrt(", "Math.cbrt("));
        }
        Matcher literal = LITERAL.matcher(code);
        while (literal.find()) {
            String changed = literal.group().endsWith("f") ? "3.5f" : "3.5";
            add(
                    number,
                    code.substring(0, literal.start()) + changed + code.substring(literal.end()));
        }
        Matcher hyperparameter = HYPERPARAMETER.matcher(code);
        if (hyperparameter.find()) {
            int other = hyperparameter.group(1).equals("0") ? 1 : 0;
            add(number, hyperparameter.replaceFirst("hyperparameter(" + other + ")"));
        }
    }

    /** {@code Math.fma(a, b, c)} as {@code a * b + c}. */
    private static String withSeparateRounding(String code, int at) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int start = at + "Math.fma(".length();
        int end = start;
        for (; depth >= 0; end++) {
            char c = code.charAt(end);
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (c == ',' && depth == 0 || depth < 0) {
                arguments.add("(" + code.substring(start, end).strip() + ")");
                start = end + 1;
            }
        }
        return code.substring(0, at)
                + "("
                + arguments.get(0)
                + " * "
                + arguments.get(1)
                + " + "
                + arguments.get(2)
                + ")"
                + code.substring(end);
    }

    private void add(int number, String changed) {
        List<String> copy = new ArrayList<>(lines);
        copy.set(number, changed);
        String change = lines.get(number).strip() + "  =>  " + changed.strip();
        mutants.add(new Mutant(change, String.join("\n", copy) + "\n"));
    }
}
