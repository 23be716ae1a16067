package dev.optweave.lab;

import dev.optweave.lab.message.UserException;
import dev.optweave.processor.diagnostic.Suggestion;
import dev.optweave.processor.program.Compiler;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Printer;
import dev.optweave.processor.program.Program.Section;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Prints what each pass leaves of a rule's programs. */
final class PassPrinter {

    /** Stands for whichever pass comes last. */
    private static final String LAST = "last";

    private final LoweredRule lowered;
    private final PrintWriter out;
    private final Map<Section, List<Compiler.Result>> sections = new EnumMap<>(Section.class);

    PassPrinter(LoweredRule lowered, PrintWriter out) {
        this.lowered = lowered;
        this.out = out;
        for (Section section : Section.values()) {
            sections.put(section, Compiler.trace(lowered, section));
        }
    }

    /**
     * Prints the program after one pass, or after each.
     *
     * @throws UserException if there is no such pass
     */
    void print(Optional<String> pass) {
        pass.ifPresent(this::requireKnown);
        sections.forEach(
                (section, results) -> {
                    List<String> before = List.of();
                    for (int i = 0; i < results.size(); i++) {
                        Compiler.Result result = results.get(i);
                        List<String> lines = Printer.print(result.program());
                        String name = i == results.size() - 1 ? LAST : result.pass();
                        if (pass.isEmpty()) {
                            print(section, result.pass(), lines, lines.equals(before));
                        } else if (pass.get().equals(result.pass()) || pass.get().equals(name)) {
                            print(section, result.pass(), lines, false);
                        }
                        before = lines;
                    }
                });
    }

    private void print(Section section, String pass, List<String> lines, boolean unchanged) {
        String name = section.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String title = name + ", after " + pass + without(lowered);
        ShowCommand.heading(title + (unchanged ? ": unchanged" : ""), out);
        if (!unchanged) {
            lines.forEach(out::println);
            out.println();
        }
    }

    private void requireKnown(String pass) {
        Set<String> passes = new LinkedHashSet<>();
        sections.values().forEach(results -> results.forEach(r -> passes.add(r.pass())));
        if (passes.contains(pass) || pass.equals(LAST)) {
            return;
        }
        throw new UserException(
                "there is no pass `"
                        + pass
                        + "`; "
                        + Suggestion.nearest(pass, passes)
                                .map(near -> "did you mean `" + near + "`? The passes are: ")
                                .orElse("the passes are: ")
                        + String.join(", ", passes)
                        + "; `last` is what the backends run");
    }

    /** What is switched off, to be added to a heading. */
    static String without(LoweredRule lowered) {
        return lowered.absent().isEmpty()
                ? ""
                : ", without " + String.join(", ", new TreeSet<>(lowered.absent()));
    }
}
