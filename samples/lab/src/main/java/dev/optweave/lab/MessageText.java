package dev.optweave.lab;

import dev.optweave.processor.tool.Message;

/** Messages of the compiler as all commands print them. */
final class MessageText {

    private MessageText() {}

    /** The message; of a warning, with a line that says it is one. */
    static String of(Message message) {
        return message.severity() == Message.Severity.WARNING
                ? message + System.lineSeparator() + "  (a warning)"
                : message.toString();
    }
}
