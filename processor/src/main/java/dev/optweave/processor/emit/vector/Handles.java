package dev.optweave.processor.emit.vector;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import dev.optweave.processor.emit.java.KernelContext;
import dev.optweave.processor.emit.java.RuntimeTypes;
import dev.optweave.processor.program.LoopSignature;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Variable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** The constants of a kernel that load and store the elements of its variables. */
final class Handles {

    private final Map<Variable, String> loaders = new LinkedHashMap<>();
    private final Map<Variable, String> storers = new LinkedHashMap<>();
    private final Map<Variable, String> flags = new LinkedHashMap<>();
    private final Map<Variable, CodeBlock> streams = new LinkedHashMap<>();
    private final Collection<KernelContext> contexts;

    /**
     * @param contexts those of the kernel's sections, whose names the constants must not take
     */
    Handles(Collection<KernelContext> contexts) {
        this.contexts = List.copyOf(contexts);
    }

    /** Provides for a loop. */
    void addLoop(KernelContext context, Phase phase) {
        LoopSignature signature = context.signature(phase);
        for (Variable variable : signature.streams()) {
            streams.put(variable, stream(context, variable));
            flags.computeIfAbsent(variable, v -> name("STAGED_", v));
            if (signature.reads().contains(variable)) {
                loaders.computeIfAbsent(variable, v -> name("LOAD_", v));
            }
            if (signature.writes().contains(variable)) {
                storers.computeIfAbsent(variable, v -> name("STORE_", v));
            }
        }
    }

    private String name(String prefix, Variable variable) {
        String name =
                prefix
                        + variable.name()
                                .replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2")
                                .toUpperCase(Locale.ROOT);
        while (isTaken(name)) {
            name += "_";
        }
        return name;
    }

    private boolean isTaken(String name) {
        return loaders.containsValue(name)
                || storers.containsValue(name)
                || flags.containsValue(name)
                || contexts.stream().anyMatch(c -> !c.names().unique(name).equals(name));
    }

    /** Whether the variable's arrays begin at another element than the tensor. */
    String flag(Variable variable) {
        return flags.get(variable);
    }

    /** What loads elements. */
    String loader(Variable variable) {
        return loaders.get(variable);
    }

    /** What stores elements. */
    String storer(Variable variable) {
        return storers.get(variable);
    }

    /** How the runtime counts a variable. */
    static CodeBlock stream(KernelContext context, Variable variable) {
        return switch (variable.role()) {
            case PARAMETER -> CodeBlock.of("$T.PARAMETER", RuntimeTypes.LOOP);
            case GRADIENT -> CodeBlock.of("$T.GRADIENT", RuntimeTypes.LOOP);
            case STATE, DECAY_PRODUCT -> CodeBlock.of("$L", context.stateIndex(variable));
        };
    }

    /** The constants' declarations. */
    List<FieldSpec> fields() {
        return streams.keySet().stream()
                .flatMap(
                        variable ->
                                Stream.of(
                                                field(
                                                        MethodHandle.class,
                                                        loaders,
                                                        variable,
                                                        "loader"),
                                                field(
                                                        MethodHandle.class,
                                                        storers,
                                                        variable,
                                                        "storer"),
                                                field(boolean.class, flags, variable, "isStaged"))
                                        .flatMap(Function.identity()))
                .toList();
    }

    private Stream<FieldSpec> field(
            Class<?> type, Map<Variable, String> names, Variable variable, String factory) {
        return Stream.ofNullable(names.get(variable))
                .map(
                        name ->
                                FieldSpec.builder(
                                                type,
                                                name,
                                                Modifier.PRIVATE,
                                                Modifier.STATIC,
                                                Modifier.FINAL)
                                        .initializer(
                                                "$L($T.lookup(), $L)",
                                                factory,
                                                MethodHandles.class,
                                                streams.get(variable))
                                        .build());
    }
}
