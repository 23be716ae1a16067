package dev.optweave.processor.emit.vector;

import dev.optweave.processor.emit.java.KernelContext;
import dev.optweave.processor.emit.java.RuntimeTypes;
import dev.optweave.processor.emit.text.CodeBlock;
import dev.optweave.processor.emit.text.TypeName;
import dev.optweave.processor.program.LoopSignature;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Variable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
    List<CodeBlock> fields() {
        List<CodeBlock> fields = new ArrayList<>();
        for (Variable variable : streams.keySet()) {
            addField(fields, MethodHandle.class, loaders.get(variable), "loader", variable);
            addField(fields, MethodHandle.class, storers.get(variable), "storer", variable);
            addField(fields, TypeName.BOOLEAN, flags.get(variable), "isStaged", variable);
        }
        return fields;
    }

    private void addField(
            List<CodeBlock> fields,
            Object type,
            @Nullable String name,
            String factory,
            Variable variable) {
        if (name != null) {
            fields.add(
                    CodeBlock.of(
                            "private static final $T $L = $L($T.lookup(), $L)",
                            type,
                            name,
                            factory,
                            MethodHandles.class,
                            streams.get(variable)));
        }
    }
}
