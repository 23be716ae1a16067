package dev.optweave.processor;

import dev.optweave.processor.check.RuleCheck;
import dev.optweave.processor.declaration.DeclarationReader;
import dev.optweave.processor.declaration.Location;
import dev.optweave.processor.declaration.Places;
import dev.optweave.processor.declaration.RuleDeclaration;
import dev.optweave.processor.declaration.RuntimeCheck;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Compiler;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Takes rules the whole way: read, check, compile, write. */
final class RuleStep {

    /** Mistakes that a stub would repeat. */
    private static final Set<Code> WITHOUT_STUB =
            EnumSet.of(Code.CLASS_NAME_TAKEN, Code.METHOD_TAKEN, Code.MISSING_RUNTIME);

    /** Mistakes by which no class, or none that uses the runtime, can implement the interface. */
    private static final Set<Code> NOT_IMPLEMENTABLE =
            EnumSet.of(
                    Code.PRIVATE_INTERFACE,
                    Code.INTERFACE_IN_PRIVATE_CLASS,
                    Code.SEALED_INTERFACE,
                    Code.GENERIC_INTERFACE,
                    Code.EXTENDING_INTERFACE,
                    Code.HIDDEN_CLASS);

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
     * A rule whose optimizer, or a stub of it, is being rendered.
     *
     * @param compiled empty for a stub
     */
    private record Pending(
            TypeElement type, Optional<CompiledRule> compiled, Future<Texts> texts) {}

    /**
     * Processes rules; reports all that goes wrong.
     *
     * @return the names of those that must wait for classes that other processors are yet to
     *     generate
     */
    Set<String> process(Collection<TypeElement> types) {
        Set<String> postponed = new TreeSet<>();
        List<Pending> pending = new ArrayList<>();
        try (Renderer renderer = new Renderer()) {
            for (TypeElement type : types) {
                try {
                    Optional<RuleDeclaration> declaration = reader.read(type);
                    if (declaration.isEmpty()) {
                        postponed.add(type.getQualifiedName().toString());
                    } else {
                        begin(declaration.get(), renderer).ifPresent(pending::add);
                    }
                } catch (RuntimeException | StackOverflowError | AssertionError e) {
                    reportFailure(type, e);
                }
            }
            pending.forEach(this::finish);
        }
        return postponed;
    }

    private Optional<Pending> begin(RuleDeclaration declaration, Renderer renderer) {
        List<Diagnostic> diagnostics = diagnostics(declaration);
        Places places = declaration.places();
        for (Diagnostic each : diagnostics) {
            reporter.report(places.locate(each.span().source().place()), each);
        }
        if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
            return stub(declaration, diagnostics, renderer);
        }
        CompiledRule compiled = Compiler.compile(declaration.rule().orElseThrow());
        boolean vectors = hasVectors(declaration.element());
        Future<Texts> texts = renderer.submit(() -> Texts.of(compiled, vectors));
        return Optional.of(new Pending(declaration.element(), Optional.of(compiled), texts));
    }

    private void finish(Pending pending) {
        try {
            writer.write(Renderer.result(pending.texts()), pending.type());
            pending.compiled().ifPresent(generated);
        } catch (RuntimeException | IOException | StackOverflowError | AssertionError e) {
            reportFailure(pending.type(), e);
        }
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

    private static Optional<Pending> stub(
            RuleDeclaration declaration, List<Diagnostic> diagnostics, Renderer renderer) {
        Set<Code> codes = diagnostics.stream().map(Diagnostic::code).collect(Collectors.toSet());
        if (declaration.className().isEmpty() || !Collections.disjoint(codes, WITHOUT_STUB)) {
            return Optional.empty();
        }
        Rule rule = declaration.rule().orElseThrow();
        boolean implementable = diagnostics.stream().noneMatch(RuleStep::preventsImplementing);
        Future<Texts> texts = renderer.submit(() -> Texts.ofStub(rule, implementable));
        return Optional.of(new Pending(declaration.element(), Optional.empty(), texts));
    }

    /** A class of the package that hides another hides it from those too that implement nothing. */
    private static boolean preventsImplementing(Diagnostic mistake) {
        boolean ofPackage =
                mistake.code() == Code.HIDDEN_CLASS
                        && mistake.span().source().place() instanceof Place.Interface;
        return NOT_IMPLEMENTABLE.contains(mistake.code()) && !ofPackage;
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
