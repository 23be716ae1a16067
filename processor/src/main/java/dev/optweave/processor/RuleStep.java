package dev.optweave.processor;

import com.palantir.javapoet.JavaFile;
import dev.optweave.processor.SourceWriter.Resource;
import dev.optweave.processor.check.RuleCheck;
import dev.optweave.processor.declaration.DeclarationReader;
import dev.optweave.processor.declaration.Location;
import dev.optweave.processor.declaration.Places;
import dev.optweave.processor.declaration.RuleDeclaration;
import dev.optweave.processor.declaration.RuntimeCheck;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.emit.java.JavaEmitter;
import dev.optweave.processor.emit.java.StubEmitter;
import dev.optweave.processor.emit.opencl.OpenClEmitter;
import dev.optweave.processor.emit.vector.VectorEmitter;
import dev.optweave.processor.emit.vector.VectorEmitter.Vectors;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Compiler;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Takes one rule the whole way: read, check, compile, write. */
final class RuleStep {

    /** Mistakes that a stub would repeat. */
    private static final Set<Code> WITHOUT_STUB =
            EnumSet.of(Code.CLASS_NAME_TAKEN, Code.METHOD_TAKEN, Code.MISSING_RUNTIME);

    /** Mistakes by which no class can implement the interface. */
    private static final Set<Code> NOT_IMPLEMENTABLE =
            EnumSet.of(
                    Code.PRIVATE_INTERFACE,
                    Code.INTERFACE_IN_PRIVATE_CLASS,
                    Code.SEALED_INTERFACE,
                    Code.GENERIC_INTERFACE,
                    Code.EXTENDING_INTERFACE);

    /** A class of the module jdk.incubator.vector. */
    private static final String VECTOR = "jdk.incubator.vector.FloatVector";

    /** How much of a stack trace a report of an internal error needs. */
    private static final int FRAMES = 8;

    private final Consumer<CompiledRule> generated;
    private final Elements elements;
    private final Reporter reporter;
    private final DeclarationReader reader;
    private final SourceWriter writer;
    private final ClassNames classNames = new ClassNames();
    private final Map<String, Boolean> readsVectors = new HashMap<>();
    private final RuntimeCheck runtime;

    RuleStep(ProcessingEnvironment environment, Consumer<CompiledRule> generated) {
        this.generated = generated;
        this.elements = environment.getElementUtils();
        this.reporter = new Reporter(environment.getMessager());
        this.reader = new DeclarationReader(environment.getElementUtils());
        this.writer = new SourceWriter(environment.getFiler());
        this.runtime = new RuntimeCheck(environment.getElementUtils());
    }

    /** Takes notice of the classes under compilation, whose names are taken. */
    void seeSources(Set<? extends Element> rootElements) {
        classNames.takeAll(rootElements);
    }

    /**
     * Processes one rule; reports all that goes wrong.
     *
     * @return false if the rule must wait for classes that other processors are yet to generate
     */
    boolean process(TypeElement type) {
        Optional<RuleDeclaration> declaration = Optional.empty();
        try {
            declaration = reader.read(type);
            if (declaration.isEmpty()) {
                return false;
            }
            List<Diagnostic> diagnostics = diagnostics(declaration.get());
            Places places = declaration.get().places();
            for (Diagnostic each : diagnostics) {
                reporter.report(places.locate(each.span().source().place()), each);
            }
            if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
                writeStub(declaration.get(), diagnostics);
            } else {
                generate(declaration.get());
            }
        } catch (RuntimeException | IOException | StackOverflowError | AssertionError e) {
            reportFailure(type, e);
        }
        return true;
    }

    /** All mistakes in the order of their places; the warnings only if there is no error. */
    private List<Diagnostic> diagnostics(RuleDeclaration declaration) {
        List<Diagnostic> diagnostics = new ArrayList<>(declaration.diagnostics());
        declaration.rule().map(RuleCheck::check).ifPresent(diagnostics::addAll);
        declaration
                .className()
                .flatMap(name -> classNames.claim(declaration, name))
                .ifPresent(diagnostics::add);
        diagnostics.addAll(runtime.check(declaration));
        if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
            diagnostics.removeIf(each -> !each.isError());
        }
        diagnostics.sort(declaration.places().order());
        return diagnostics;
    }

    private void generate(RuleDeclaration declaration) throws IOException {
        CompiledRule compiled = Compiler.compile(declaration.rule().orElseThrow());
        Rule rule = compiled.rule();
        Resource openCl =
                new Resource(rule.packageName(), rule.name() + ".cl", OpenClEmitter.emit(compiled));
        Vectors vectors =
                hasVectors(declaration.element())
                        ? VectorEmitter.emit(compiled)
                        : new Vectors(Optional.empty(), Map.of());
        List<JavaFile> files = new ArrayList<>();
        files.add(JavaEmitter.emit(compiled, vectors.classes()));
        vectors.file().ifPresent(files::add);
        writer.write(files, List.of(openCl), declaration.element());
        generated.accept(compiled);
    }

    /** Whether the rule's module reads that of vectors, so that what uses them compiles. */
    private boolean hasVectors(TypeElement rule) {
        ModuleElement module = elements.getModuleOf(rule);
        String name = module == null ? "" : module.getQualifiedName().toString();
        return readsVectors.computeIfAbsent(name, any -> findsVectors(module));
    }

    private boolean findsVectors(ModuleElement module) {
        TypeElement vector =
                module == null
                        ? elements.getTypeElement(VECTOR)
                        : elements.getTypeElement(module, VECTOR);
        return vector != null;
    }

    private void writeStub(RuleDeclaration declaration, List<Diagnostic> diagnostics)
            throws IOException {
        Set<Code> codes = diagnostics.stream().map(Diagnostic::code).collect(Collectors.toSet());
        if (declaration.className().isPresent() && Collections.disjoint(codes, WITHOUT_STUB)) {
            Rule rule = declaration.rule().orElseThrow();
            boolean implementable = Collections.disjoint(codes, NOT_IMPLEMENTABLE);
            writer.write(
                    List.of(StubEmitter.emit(rule, implementable)),
                    List.of(),
                    declaration.element());
        }
    }

    private void reportFailure(TypeElement type, Throwable failure) {
        String name = type.getSimpleName().toString();
        Source source = new Source(new Place.Interface("", ""), name);
        StringBuilder help = new StringBuilder(Code.INTERNAL_ERROR.help().orElse(""));
        Arrays.stream(failure.getStackTrace())
                .limit(FRAMES)
                .forEach(frame -> help.append("\n  at ").append(frame));
        reporter.report(
                Location.of(type),
                Diagnostic.of(Code.INTERNAL_ERROR, source.whole(), failure)
                        .withHelp(help.toString()));
    }
}
