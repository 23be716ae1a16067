package dev.optweave.processor.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
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

    private static final String INDENT = "    ";

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
        return file(rule, type.addTypes(types).build());
    }

    private static JavaFile file(Rule rule, TypeSpec type) {
        return JavaFile.builder(rule.packageName(), type)
                .indent(INDENT)
                .skipJavaLangImports(true)
                .build();
    }
}
