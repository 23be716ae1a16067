package dev.optweave.processor.declaration;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.Hyperparameter;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.source.Source.Place;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Checks a rule against the classes that its optimizer extends: they must be there, and their
 * methods take some names.
 */
public final class RuntimeCheck {

    private static final String OPTIMIZER = "dev.optweave.runtime.Optimizer";
    private static final String BUILDER = "dev.optweave.runtime.OptimizerBuilder";

    private final Elements elements;
    private Set<String> getters = Set.of();
    private Set<String> setters = Set.of();

    public RuntimeCheck(Elements elements) {
        this.elements = elements;
    }

    /** What is wrong with a declaration in the light of the runtime found among the libraries. */
    public List<Diagnostic> check(RuleDeclaration declaration) {
        TypeElement optimizer = elements.getTypeElement(OPTIMIZER);
        TypeElement builder = elements.getTypeElement(BUILDER);
        Mistakes mistakes = new Mistakes();
        if (optimizer == null || builder == null) {
            mistakes.add(
                    Code.MISSING_RUNTIME,
                    new Place.Interface("OptimizerRule", ""),
                    declaration.element().getSimpleName().toString());
        } else {
            declaration.rule().ifPresent(rule -> checkNames(rule, optimizer, builder, mistakes));
            checkDefaultMethods(declaration.element(), optimizer, mistakes);
        }
        return mistakes.diagnostics();
    }

    private void checkNames(
            Rule rule, TypeElement optimizer, TypeElement builder, Mistakes mistakes) {
        if (getters.isEmpty()) { // the same for all rules
            getters = names(optimizer, method -> method.getParameters().isEmpty());
            setters = names(builder, RuntimeCheck::takesNumber);
        }
        Stream.concat(
                        rule.hyperparameters().stream().map(Hyperparameter::name),
                        rule.states().stream().map(StateVariable::name))
                .filter(
                        name ->
                                getters.contains(name)
                                        || setters.contains(name)
                                                && rule.hyperparameter(name).isPresent())
                .forEach(
                        name ->
                                mistakes.add(
                                        Code.METHOD_TAKEN, new Place.Method(name, "", ""), name));
    }

    /** A default method gives way to one that the optimizer has, or contradicts it. */
    private void checkDefaultMethods(TypeElement rule, TypeElement optimizer, Mistakes mistakes) {
        List<String> signatures =
                ElementFilter.methodsIn(rule.getEnclosedElements()).stream()
                        .filter(ExecutableElement::isDefault)
                        .filter(method -> !declares(method))
                        .map(Places::name)
                        .toList();
        if (signatures.isEmpty()) {
            return;
        }
        Set<String> taken =
                methods(optimizer, method -> true).map(Places::name).collect(Collectors.toSet());
        taken.add("builder"); // the optimizer's own, which is static
        signatures.stream()
                .filter(taken::contains)
                .forEach(
                        name ->
                                mistakes.add(
                                        Code.METHOD_TAKEN, new Place.Method(name, "", ""), name));
    }

    /** Whether it was meant to declare a name, which has a message already. */
    private static boolean declares(ExecutableElement method) {
        return RuleAnnotations.ROLES.stream()
                .anyMatch(annotation -> Mirror.of(method, annotation).isPresent());
    }

    private Set<String> names(TypeElement type, Predicate<ExecutableElement> which) {
        return methods(type, which)
                .map(method -> method.getSimpleName().toString())
                .collect(Collectors.toSet());
    }

    private Stream<ExecutableElement> methods(
            TypeElement type, Predicate<ExecutableElement> which) {
        return ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
                .filter(method -> !method.getModifiers().contains(Modifier.PRIVATE))
                .filter(which);
    }

    private static boolean takesNumber(ExecutableElement method) {
        return method.getParameters().size() == 1
                && method.getParameters().get(0).asType().getKind().isPrimitive();
    }
}
