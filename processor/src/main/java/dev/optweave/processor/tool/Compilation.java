package dev.optweave.processor.tool;

import dev.optweave.processor.program.CompiledRule;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of compiling some sources.
 *
 * @param successful whether there was no error
 * @param messages in the order in which they were reported
 * @param generatedSources the text of each generated class by its qualified name
 * @param generatedResources the text of each generated resource by its path
 * @param classes the bytes of each class by its binary name
 * @param rules the rules that were generated, in the order of their names
 */
public record Compilation(
        boolean successful,
        List<Message> messages,
        SortedMap<String, String> generatedSources,
        SortedMap<String, String> generatedResources,
        SortedMap<String, byte[]> classes,
        List<CompiledRule> rules) {

    public Compilation {
        messages = List.copyOf(messages);
        generatedSources = Collections.unmodifiableSortedMap(new TreeMap<>(generatedSources));
        generatedResources = Collections.unmodifiableSortedMap(new TreeMap<>(generatedResources));
        classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
        rules = List.copyOf(rules);
    }

    /** The errors alone. */
    public List<Message> errors() {
        return messages.stream().filter(m -> m.severity() == Message.Severity.ERROR).toList();
    }

    /**
     * A class loader of the compiled classes and generated resources; only others come from the
     * parent. The bytes of a class are a resource too.
     */
    public ClassLoader classLoader(ClassLoader parent) {
        return new MemoryClassLoader(parent, classes, generatedResources);
    }
}
