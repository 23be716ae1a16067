package dev.optweave.processor.emit.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.VariantNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Writes a compiled rule as Java: the optimizer, and beside it the kernels of specializations. */
public final class JavaEmitter {

    private static final String INDENT = "    ";

    private JavaEmitter() {}

    /** The files to write: the optimizer's, and a second one if the rule has specializations. */
    public static List<JavaFile> emit(CompiledRule compiled) {
        return emit(compiled, Map.of());
    }

    /**
     * The files to write.
     *
     * @param vectorLoops the classes of the specializations' loops in vectors, where there are any
     */
    public static List<JavaFile> emit(
            CompiledRule compiled, Map<LoweredRule, ClassName> vectorLoops) {
        Rule rule = compiled.rule();
        ClassName optimizer = ClassName.get(rule.packageName(), rule.name());
        ClassName specialized = ClassName.get(rule.packageName(), rule.name() + "Specialized");
        List<ClassName> kernels = new ArrayList<>(List.of(optimizer.nestedClass("Kernel")));
        TypeSpec.Builder variants = variants(compiled, specialized);
        Map<LoweredRule, String> suffixes = VariantNames.of(compiled);
        for (LoweredRule lowered : compiled.specializations()) {
            if (lowered != compiled.whole()) {
                String name = suffixes.get(lowered);
                kernels.add(specialized.nestedClass(name));
                variants.addType(
                        KernelClass.of(
                                compiled,
                                lowered,
                                name,
                                Optional.ofNullable(vectorLoops.get(lowered))));
            }
        }
        TypeSpec kernel =
                KernelClass.of(
                                compiled,
                                compiled.whole(),
                                "Kernel",
                                Optional.ofNullable(vectorLoops.get(compiled.whole())))
                        .toBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build();
        TypeSpec.Builder type = new OptimizerClass(compiled).type(kernels, kernel);
        List<JavaFile> files = new ArrayList<>(List.of(file(rule, type.build())));
        if (kernels.size() > 1) {
            files.add(file(rule, variants.build()));
        }
        return List.copyOf(files);
    }

    private static TypeSpec.Builder variants(CompiledRule compiled, ClassName name) {
        List<String> cases = new ArrayList<>();
        if (compiled.specializations().stream().anyMatch(form -> !form.absent().isEmpty())) {
            cases.add(
                    "where hyperparameters are zero and not scheduled: without their terms,\nand"
                            + " without the states that are then unnecessary.");
        }
        if (compiled.specializations().stream().anyMatch(compiled::computesAnew)) {
            cases.add(
                    "where storage rounds: what one loop stored, the next computes anew\n"
                            + "instead of reading it back.");
        }
        return TypeSpec.classBuilder(name)
                .addJavadoc(
                        "{@link $L} $L\n",
                        compiled.rule().name(),
                        String.join("\n\n<p>And ", cases))
                .addAnnotation(OptimizerClass.generated(compiled.rule()))
                .addModifiers(Modifier.FINAL);
    }

    private static JavaFile file(Rule rule, TypeSpec type) {
        return JavaFile.builder(rule.packageName(), type)
                .indent(INDENT)
                .skipJavaLangImports(true)
                .build();
    }
}
