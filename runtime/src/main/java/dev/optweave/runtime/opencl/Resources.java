package dev.optweave.runtime.opencl;

import dev.optweave.runtime.kernel.RuleDescriptor;
import dev.optweave.runtime.kernel.RuleKernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The sources that programs are compiled from. */
final class Resources {

    private Resources() {}

    /** What a rule's program is compiled from: the prelude, then the rule's own kernels. */
    static String rule(RuleDescriptor rule) {
        RuleKernel whole = rule.kernels().get(0);
        InputStream source =
                whole.openClSource()
                        .orElseThrow(
                                () ->
                                        new OpenClException(
                                                rule.name()
                                                        + ".cl is missing beside the class "
                                                        + whole.getClass().getName()
                                                        + ": the processor writes it when the rule"
                                                        + " is compiled; keep it when packaging"));
        return behindPrelude(rule.name() + ".cl", source);
    }

    /** A file's text behind the prelude, with lines that are its own. */
    static String behindPrelude(String name, InputStream source) {
        return prelude() + lines(name) + text(source);
    }

    /** Has a compiler count what follows as the lines of that file, as those who read it do. */
    private static String lines(String name) {
        return "#line 1 \"" + name + "\"\n";
    }

    /** What all programs share. */
    static String prelude() {
        return lines("prelude.cl") + text(own("prelude.cl"));
    }

    /** What happens to gradients, behind the prelude that all programs share. */
    static String gradients() {
        return behindPrelude("gradients.cl", own("gradients.cl"));
    }

    /** What keeps averages of parameters, behind the prelude that all programs share. */
    static String averages() {
        return behindPrelude("averages.cl", own("averages.cl"));
    }

    private static InputStream own(String name) {
        InputStream stream = Resources.class.getResourceAsStream(name);
        if (stream == null) {
            throw new OpenClException(name + " is missing from the jar of the runtime");
        }
        return stream;
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
