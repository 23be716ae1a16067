package dev.optweave.runtime.opencl;

import dev.optweave.runtime.Parameters;
import dev.optweave.runtime.internal.Execution;
import dev.optweave.runtime.internal.ExecutionSettings;
import dev.optweave.runtime.internal.GroupMemory;
import dev.optweave.runtime.internal.Placement;
import dev.optweave.runtime.internal.TensorMemory;
import dev.optweave.runtime.kernel.RuleDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Compiles the programs of many optimizers a few at a time, each made of many: PoCL reads the
 * declarations of all its functions anew for each program, which takes it twenty times as long as a
 * rule. What a rule's kernels consist of stays the same; they get names of their own, and what is
 * said in options of how streams are stored is said in front of the rule instead.
 */
public final class ProgramsTogether {

    private static final Pattern OPTION = Pattern.compile("-D (\\w+)(?:=(\\w+))?");
    private static final Pattern KERNEL =
            Pattern.compile("__kernel[^(]*\\bvoid (\\w+)\\($", Pattern.MULTILINE);
    private static final Pattern DEFINITION = Pattern.compile("^#define (\\w+)", Pattern.MULTILINE);

    private final Set<Part> parts = new LinkedHashSet<>();

    /** A source to be compiled with options. */
    private record Part(String source, String options) {

        /**
         * The options that every kernel's form depends on; rules that share them can share a
         * program.
         */
        String sharedOptions() {
            return OPTION.matcher(options)
                    .results()
                    .filter(option -> option.group(2) == null)
                    .map(MatchResult::group)
                    .reduce("", (a, b) -> (a + " " + b).trim());
        }

        /** The source behind the prelude, that leaves nothing defined. */
        String text(String prefix) {
            String own = source.substring(Resources.prelude().length());
            StringBuilder text = new StringBuilder();
            OPTION.matcher(options)
                    .results()
                    .filter(option -> option.group(2) != null)
                    .forEach(option -> define(text, option.group(1), option.group(2)));
            KERNEL.matcher(own)
                    .results()
                    .forEach(kernel -> define(text, kernel.group(1), prefix + kernel.group(1)));
            text.append(own);
            List<String> defined =
                    DEFINITION.matcher(text).results().map(name -> name.group(1)).toList();
            defined.forEach(name -> text.append("#undef ").append(name).append('\n'));
            return text.toString();
        }

        private static void define(StringBuilder text, String name, String value) {
            text.append("#define ").append(name).append(' ').append(value).append('\n');
        }
    }

    /** Thrown instead of making what would run an optimizer. */
    private static final class Noted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Parameters for which an optimizer's programs are noted, and no optimizer is built. */
    private static final class Noting extends Parameters implements Placement {

        private final BiConsumer<String, String> noting;

        Noting(Parameters host, BiConsumer<String, String> noting) {
            super(host);
            this.noting = noting;
        }

        @Override
        public Execution execution(
                RuleDescriptor rule,
                List<GroupMemory> groups,
                List<TensorMemory> tensors,
                ExecutionSettings settings) {
            String source = Resources.rule(rule);
            for (TensorMemory tensor : tensors) {
                if (tensor.length() > 0) {
                    for (boolean sum : new boolean[] {false, true}) {
                        int states = rule.states().size();
                        noting.accept(source, StorageOptions.of(tensor, states, sum).text());
                    }
                }
            }
            throw new Noted();
        }
    }

    /** What builds an optimizer for parameters. */
    public interface Building {

        /** Builds it. */
        void with(Parameters parameters);
    }

    /**
     * Notes the programs that an optimizer needs, without building it.
     *
     * @param host where its parameters lie before they are allocated on a device
     */
    public void note(Parameters host, Building building) {
        try {
            building.with(new Noting(host, this::add));
        } catch (Noted expected) {
            // it has noted all there is
        }
    }

    /** Notes a source, which begins with the prelude, and its options. */
    void add(String source, String options) {
        parts.add(new Part(source, options));
    }

    /**
     * Compiles what was noted, and has the device find it there.
     *
     * @throws OpenClException if the device's compiler refuses any of the sources
     */
    public void compile(OpenClDevice device) {
        Map<String, List<Part>> byOptions = new TreeMap<>();
        for (Part part : parts) {
            byOptions.computeIfAbsent(part.sharedOptions(), o -> new ArrayList<>()).add(part);
        }
        byOptions.forEach((options, together) -> compile(device, options, together));
        parts.clear();
    }

    private static void compile(OpenClDevice device, String options, List<Part> together) {
        StringBuilder text = new StringBuilder(Resources.prelude());
        for (int i = 0; i < together.size(); i++) {
            text.append(together.get(i).text(prefix(i)));
        }
        String name = together.size() + " sources together";
        long handle = device.program(name, text.toString(), options).handle();
        for (int i = 0; i < together.size(); i++) {
            Part part = together.get(i);
            Program program = new Program(handle, prefix(i));
            device.programs().put(part.source(), part.options(), program);
        }
    }

    private static String prefix(int place) {
        return "of" + place + "_";
    }
}
