package dev.optweave.processor;

import dev.optweave.processor.emit.java.JavaEmitter;
import dev.optweave.processor.emit.java.StubEmitter;
import dev.optweave.processor.emit.opencl.OpenClEmitter;
import dev.optweave.processor.emit.text.JavaFile;
import dev.optweave.processor.emit.vector.VectorEmitter;
import dev.optweave.processor.emit.vector.VectorEmitter.Vectors;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be written for one rule, rendered.
 *
 * @param sources by the qualified names of the classes
 * @param resources files to lie beside the classes
 */
record Texts(Map<String, String> sources, List<Resource> resources) {

    /** A file to lie beside the classes of a package. */
    record Resource(String packageName, String fileName, String text) {}

    /**
     * Of a rule without mistakes.
     *
     * @param vectors whether to write its loops in vectors too
     */
    static Texts of(CompiledRule compiled, boolean vectors) {
        Rule rule = compiled.rule();
        Resource openCl =
                new Resource(rule.packageName(), rule.name() + ".cl", OpenClEmitter.emit(compiled));
        Vectors loops =
                vectors ? VectorEmitter.emit(compiled) : new Vectors(Optional.empty(), Map.of());
        List<JavaFile> files = new ArrayList<>();
        files.add(JavaEmitter.emit(compiled, loops.classes()));
        loops.file().ifPresent(files::add);
        return new Texts(rendered(files), List.of(openCl));
    }

    /** Of a rule with mistakes: what lets the code that uses it compile. */
    static Texts ofStub(Rule rule, boolean implementable) {
        return new Texts(rendered(List.of(StubEmitter.emit(rule, implementable))), List.of());
    }

    private static Map<String, String> rendered(List<JavaFile> files) {
        Map<String, String> sources = new LinkedHashMap<>();
        for (JavaFile file : files) {
            String name = file.typeSpec().name();
            String qualified =
                    file.packageName().isEmpty() ? name : file.packageName() + "." + name;
            sources.put(qualified, file.text());
        }
        return sources;
    }
}
