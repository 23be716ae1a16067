package dev.optweave.processor.emit.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A source file of one class.
 *
 * @param packageName empty for none
 * @param typeSpec the class
 */
public record JavaFile(String packageName, TypeSpec typeSpec) {

    /** One step of indentation. */
    static final String INDENT = "    ";

    /** The file's text. */
    public String text() {
        StringBuilder body = new StringBuilder();
        typeSpec.write(body, 0);
        String marked = body.toString();
        List<String> classes = new ArrayList<>();
        typeSpec.addNames(classes);
        Imports imports = new Imports(packageName, classes, marked);
        StringBuilder out = new StringBuilder(marked.length() * 2);
        if (!packageName.isEmpty()) {
            out.append("package ").append(packageName).append(";\n\n");
        }
        for (String line : imports.lines()) {
            out.append("import ").append(line).append(";\n");
        }
        out.append(imports.lines().isEmpty() ? "" : "\n");
        finish(marked, imports, out);
        return out.toString();
    }

    /** Indents, and puts names in the places of marks. */
    private static void finish(String text, Imports imports, StringBuilder out) {
        int depth = 0;
        int at = 0;
        boolean atLineStart = true;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == Marks.INDENT || c == Marks.UNINDENT) {
                depth += c == Marks.INDENT ? 1 : -1;
                at++;
                continue;
            }
            if (atLineStart && c != '\n') {
                for (int i = 0; i < depth; i++) {
                    out.append(INDENT);
                }
            }
            int end = at + 1;
            if (c == Marks.CLASS) {
                end = text.indexOf(Marks.CLASS, end);
                out.append(imports.name(text.substring(at + 1, end)));
                end++;
            } else if (c == '\n') {
                out.append('\n');
            } else {
                end = endOfPlain(text, end);
                out.append(text, at, end);
            }
            atLineStart = c == '\n';
            at = end;
        }
    }

    private static int endOfPlain(String text, int begin) {
        int end = begin;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '\n' || c >= Marks.CLASS && c <= Marks.UNINDENT) {
                return end;
            }
            end++;
        }
        return end;
    }
}
