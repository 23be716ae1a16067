package dev.optweave.processor.emit.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the classes that a file names are called in it. A class is imported, unless another one of
 * the file or of its package that the file names is called the same; then its full name is used.
 */
final class Imports {

    private final String packageName;
    private final String file;
    private final Set<String> taken;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> imported = new HashMap<>();
    private final Set<String> lines = new TreeSet<>();

    /**
     * @param classes the names of all classes in the file, its own first
     * @param text of the whole file, in which classes are marked
     */
    Imports(String packageName, List<String> classes, String text) {
        this.packageName = packageName;
        this.file = classes.get(0);
        this.taken = new HashSet<>(classes);
        Set<String> marked = marked(text);
        for (String each : marked) {
            if (packageOf(each).equals(packageName)) {
                taken.add(outermost(each));
            }
        }
        for (String each : marked) {
            names.put(each, choose(each));
        }
    }

    /** Names of classes with their packages, in order. */
    Set<String> lines() {
        return lines;
    }

    /** What to call a class, given what is between its marks. */
    String name(String marked) {
        return names.get(marked);
    }

    /** How wide text is that names classes by their short names. */
    static int width(CharSequence text, int begin) {
        int width = 0;
        boolean inPackage = false;
        for (int i = begin; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == Marks.CLASS) {
                inPackage = !inPackage;
            } else if (c == Marks.PACKAGE) {
                // the mark behind the name must not begin a package again
                int end = i + 1;
                while (text.charAt(end) != Marks.CLASS) {
                    end++;
                }
                width += end - i - 1;
                inPackage = false;
                i = end;
            } else if (!inPackage) {
                width++;
            }
        }
        return width;
    }

    /** In the order of the text. */
    private static Set<String> marked(String text) {
        Set<String> marked = new java.util.LinkedHashSet<>();
        int begin = text.indexOf(Marks.CLASS);
        while (begin >= 0) {
            int end = text.indexOf(Marks.CLASS, begin + 1);
            marked.add(text.substring(begin + 1, end));
            begin = text.indexOf(Marks.CLASS, end + 1);
        }
        return marked;
    }

    private String choose(String marked) {
        String from = packageOf(marked);
        String name = marked.substring(from.length() + 1);
        String outermost = outermost(marked);
        if (from.equals(packageName)) {
            boolean isNestedHere = outermost.equals(file) && name.length() > file.length();
            return isNestedHere ? name.substring(file.length() + 1) : name;
        }
        String qualified = from.isEmpty() ? outermost : from + "." + outermost;
        String rest = name.substring(outermost.length());
        if (taken.contains(outermost)
                || !imported.computeIfAbsent(outermost, any -> qualified).equals(qualified)) {
            return qualified + rest;
        }
        if (!from.equals("java.lang")) {
            lines.add(qualified);
        }
        return name;
    }

    private static String packageOf(String marked) {
        return marked.substring(0, marked.indexOf(Marks.PACKAGE));
    }

    private static String outermost(String marked) {
        int begin = marked.indexOf(Marks.PACKAGE) + 1;
        int end = marked.indexOf('.', begin);
        return end < 0 ? marked.substring(begin) : marked.substring(begin, end);
    }
}
