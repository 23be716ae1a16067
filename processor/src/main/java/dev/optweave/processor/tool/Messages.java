package dev.optweave.processor.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** Turns what a compiler reports about some sources into messages. */
final class Messages {

    static final String VECTOR_MODULE = "jdk.incubator.vector";

    private final List<SourceFile> sources;

    Messages(List<SourceFile> sources) {
        this.sources = sources;
    }

    /**
     * One message for each diagnostic.
     *
     * @param printed what the compiler printed besides: the message of last resort
     */
    List<Message> of(
            List<Diagnostic<? extends JavaFileObject>> diagnostics,
            String printed,
            boolean successful) {
        List<Message> messages = new ArrayList<>();
        diagnostics.stream()
                .filter(diagnostic -> !isOfIncubation(diagnostic))
                .forEach(diagnostic -> messages.add(message(diagnostic)));
        if (!successful && messages.isEmpty()) {
            messages.add(new Message(Message.Severity.ERROR, "", 0, 0, printed.strip()));
        }
        return messages;
    }

    /** What the compiler says of a module that was asked for, with no way to silence it. */
    private static boolean isOfIncubation(Diagnostic<?> diagnostic) {
        return diagnostic.getKind() != Diagnostic.Kind.ERROR
                && diagnostic.getSource() == null
                && diagnostic.getMessage(Locale.ROOT).contains(VECTOR_MODULE);
    }

    private Message message(Diagnostic<? extends JavaFileObject> diagnostic) {
        return new Message(
                severity(diagnostic.getKind()),
                diagnostic.getSource() == null ? "" : name(diagnostic.getSource()),
                Math.max(0, diagnostic.getLineNumber()),
                Math.max(0, diagnostic.getColumnNumber()),
                withoutTrailingBlanks(diagnostic.getMessage(Locale.ROOT)));
    }

    private static Message.Severity severity(Diagnostic.Kind kind) {
        return switch (kind) {
            case ERROR -> Message.Severity.ERROR;
            case WARNING, MANDATORY_WARNING -> Message.Severity.WARNING;
            case NOTE, OTHER -> Message.Severity.NOTE;
        };
    }

    /** ECJ makes names absolute. */
    private String name(JavaFileObject file) {
        return sources.stream()
                .map(SourceFile::name)
                .filter(name -> Path.of(name).toAbsolutePath().toString().equals(file.getName()))
                .findFirst()
                .orElse(file.getName());
    }

    private static String withoutTrailingBlanks(String text) {
        return text.lines().map(String::stripTrailing).collect(Collectors.joining("\n")).strip();
    }
}
