package dev.optweave.processor.emit.java;

import dev.optweave.processor.emit.text.ClassName;
import dev.optweave.processor.emit.text.JavaFile;
import dev.optweave.processor.emit.text.TypeSpec;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Names;
import dev.optweave.processor.program.VariantNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes a compiled rule as Java: the optimizer, and in it the kernels. */
public final class JavaEmitter {

    private JavaEmitter() {}

    /** The file to write. */
    public static JavaFile emit(CompiledRule compiled) {
        return emit(compiled, Map.of());
    }

    /**
     * The file to write.
     *
     * @param vectorLoops the classes of the specializations' loops in vectors, where there are any
     */
    public static JavaFile emit(CompiledRule compiled, Map<LoweredRule, ClassName> vectorLoops) {
        Rule rule = compiled.rule();
        ClassName optimizer = ClassName.get(rule.packageName(), rule.name());
        Map<LoweredRule, String> suffixes = VariantNames.of(compiled);
        Names unique = Names.avoiding(Set.of(rule.name()));
        List<ClassName> kernels = new ArrayList<>();
        List<TypeSpec> types = new ArrayList<>();
        for (LoweredRule lowered : compiled.specializations()) {
            String name = unique.unique("Kernel" + suffixes.get(lowered));
            kernels.add(optimizer.nestedClass(name));
            types.add(
                    KernelClass.of(
                            compiled,
                            lowered,
                            name,
                            Optional.ofNullable(vectorLoops.get(lowered))));
        }
        TypeSpec.Builder type = new OptimizerClass(compiled).type(kernels);
        return new JavaFile(rule.packageName(), type.addTypes(types).build());
    }
}
