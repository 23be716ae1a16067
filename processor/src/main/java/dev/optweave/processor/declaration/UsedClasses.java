package dev.optweave.processor.declaration;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.source.Source.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Classes that generated code calls by their short names, and what would hide them there. An
 * optimizer inherits the types and constants of its rule's interface, and what is inherited goes
 * before what is imported. Constants are checked against the same names as types, though they hide
 * only classes whose members are used: the rule is easier to keep in mind than the exception.
 */
final class UsedClasses {

    /** Of {@code java.lang}: a class of the package goes before them too. */
    private static final Set<String> LANGUAGE =
            Set.of("Double", "Float", "Math", "Override", "StrictMath");

    /** Of {@code java.lang}, in the class of the vector loops, which inherits nothing of a rule. */
    private static final Set<String> OF_VECTOR_LOOPS =
            Set.of("IllegalArgumentException", "Object", "Throwable");

    /** Classes nested in an optimizer. */
    private static final Set<String> OWN = Set.of("Builder", "Kernel");

    /** Imported by an optimizer. */
    private static final Set<String> IMPORTED =
            Set.of(
                    "BlockValues",
                    "GroupStep",
                    "InputStream",
                    "KernelLayout",
                    "Optional",
                    "OptimizerBuilder",
                    "Parameters",
                    "RuleDescriptor",
                    "RuleKernel",
                    "ScalarArguments",
                    "Schedule",
                    "Section",
                    "Slot",
                    "State",
                    "TensorStep",
                    "VectorLoops");

    private static final String OUT_OF_INTERFACE = "rename it, or declare it outside the interface";
    private static final String OUT_OF_PACKAGE = "rename it, or move the rule into another package";

    private final Elements elements;

    /** Classes called like those of the language, by package: rules of one have the same. */
    private final Map<PackageElement, List<String>> ofPackages = new HashMap<>();

    UsedClasses(Elements elements) {
        this.elements = elements;
    }

    /** Whether an optimizer of that name would hide a class that it uses. */
    static boolean contains(String className) {
        return LANGUAGE.contains(className)
                || OF_VECTOR_LOOPS.contains(className)
                || OWN.contains(className);
    }

    /** Reports what would hide a class from the optimizer of that rule. */
    void check(TypeElement rule, Optional<String> className, Mistakes mistakes) {
        ElementFilter.typesIn(rule.getEnclosedElements())
                .forEach(type -> checkMember(type, "the type", className, mistakes));
        ElementFilter.fieldsIn(rule.getEnclosedElements())
                .forEach(constant -> checkMember(constant, "the constant", className, mistakes));
        ofPackages
                .computeIfAbsent(elements.getPackageOf(rule), this::findLanguage)
                .forEach(
                        name ->
                                mistakes.add(
                                        Code.HIDDEN_CLASS,
                                        new Place.Interface("", ""),
                                        name,
                                        "the class",
                                        "its package",
                                        OUT_OF_PACKAGE));
    }

    private List<String> findLanguage(PackageElement of) {
        String prefix = of.isUnnamed() ? "" : of.getQualifiedName() + ".";
        return Stream.concat(LANGUAGE.stream(), OF_VECTOR_LOOPS.stream())
                .filter(name -> exists(of, prefix + name))
                .sorted()
                .toList();
    }

    /** Asks for the package's module alone: a search in all of them takes long. */
    private boolean exists(PackageElement of, String qualifiedName) {
        ModuleElement module = elements.getModuleOf(of);
        return module == null
                ? elements.getTypeElement(qualifiedName) != null
                : elements.getTypeElement(module, qualifiedName) != null;
    }

    private static void checkMember(
            Element member, String what, Optional<String> className, Mistakes mistakes) {
        String name = member.getSimpleName().toString();
        boolean hides =
                LANGUAGE.contains(name)
                        || IMPORTED.contains(name)
                        || className.filter(own -> isOwn(own, name)).isPresent();
        if (hides) {
            mistakes.add(
                    Code.HIDDEN_CLASS,
                    new Place.Member(name),
                    name,
                    what,
                    "the interface",
                    OUT_OF_INTERFACE);
        }
    }

    private static boolean isOwn(String className, String name) {
        return name.equals(className) || name.equals(className + "Vector");
    }
}
