package dev.optweave.processor.declaration;

import dev.optweave.Arithmetic;
import dev.optweave.EvaluateAt;
import dev.optweave.GradientAt;
import dev.optweave.OptimizerRule;
import dev.optweave.Update;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Parsed;
import dev.optweave.processor.equation.Parser;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Statement;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads an annotated interface as a rule. */
public final class DeclarationReader {

    private static final String ENDING = "Rule";

    private final Elements elements;
    private final UsedClasses usedClasses;

    public DeclarationReader(Elements elements) {
        this.elements = elements;
        this.usedClasses = new UsedClasses(elements);
    }

    /**
     * Reads a type annotated {@code @OptimizerRule}; never throws for a mistake of its author.
     *
     * @return the declaration, or empty where one of its annotations holds a value that the
     *     compiler could not resolve, which a class generated later may still mend
     */
    public Optional<RuleDeclaration> read(TypeElement type) {
        if (!resolved(type)) {
            return Optional.empty();
        }
        Mistakes mistakes = new Mistakes();
        Optional<String> className = Optional.empty();
        Optional<Rule> rule = Optional.empty();
        if (type.getKind() == ElementKind.INTERFACE) {
            checkInterface(type, mistakes);
            className = className(type, mistakes);
            usedClasses.check(type, className, mistakes);
            rule = Optional.of(rule(type, className, mistakes));
            Suppressions.check(type, mistakes);
        } else {
            mistakes.add(Code.NOT_AN_INTERFACE, annotated(OptimizerRule.class, ""), name(type));
        }
        return Optional.of(new RuleDeclaration(type, rule, className, mistakes.diagnostics()));
    }

    private static boolean resolved(TypeElement type) {
        for (Element method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            if (!resolvedAnnotations(method)) {
                return false;
            }
        }
        return resolvedAnnotations(type);
    }

    private static boolean resolvedAnnotations(Element element) {
        for (Class<? extends Annotation> annotation : RuleAnnotations.ALL) {
            Optional<Mirror> mirror = Mirror.of(element, annotation);
            if (mirror.isPresent() && !mirror.get().resolved()) {
                return false;
            }
        }
        return true;
    }

    private static void checkInterface(TypeElement type, Mistakes mistakes) {
        Place itself = new Place.Interface("", "");
        Element hidden = type;
        while (hidden.getKind() != ElementKind.PACKAGE
                && !hidden.getModifiers().contains(Modifier.PRIVATE)) {
            hidden = hidden.getEnclosingElement();
        }
        if (hidden.getKind() != ElementKind.PACKAGE) {
            mistakes.add(
                    hidden.equals(type) ? Code.PRIVATE_INTERFACE : Code.INTERFACE_IN_PRIVATE_CLASS,
                    itself,
                    name(type),
                    hidden.getSimpleName());
        }
        if (!type.getTypeParameters().isEmpty()) {
            mistakes.add(Code.GENERIC_INTERFACE, itself, name(type));
        }
        if (!type.getInterfaces().isEmpty()) {
            mistakes.add(Code.EXTENDING_INTERFACE, itself, name(type), type.getInterfaces().get(0));
        }
        if (type.getModifiers().contains(Modifier.SEALED)) {
            mistakes.add(Code.SEALED_INTERFACE, itself, name(type));
        }
        if (!mirror(type, OptimizerRule.class).elements("wrap").isEmpty()) {
            mistakes.add(Code.UNSUPPORTED_WRAP, annotated(OptimizerRule.class, "wrap"), name(type));
        }
    }

    private static Optional<String> className(TypeElement type, Mistakes mistakes) {
        Optional<String> name = wantedName(type, mistakes);
        if (name.filter(UsedClasses::contains).isPresent()) {
            Place place = annotated(OptimizerRule.class, "value");
            mistakes.add(Code.CLASS_NAME_TAKEN, place, name.get(), "a class it uses");
            return Optional.empty();
        }
        return name;
    }

    private static Optional<String> wantedName(TypeElement type, Mistakes mistakes) {
        Place place = annotated(OptimizerRule.class, "value");
        String given = mirror(type, OptimizerRule.class).text("value");
        String own = name(type);
        if (given.isEmpty()) {
            if (own.endsWith(ENDING) && own.length() > ENDING.length()) {
                return Optional.of(own.substring(0, own.length() - ENDING.length()));
            }
            mistakes.add(Code.MISSING_CLASS_NAME, place, own);
            return Optional.empty();
        }
        if (!SourceVersion.isIdentifier(given) || SourceVersion.isKeyword(given)) {
            mistakes.add(Code.CLASS_NAME, place, given);
            return Optional.empty();
        }
        for (Element outer = type;
                outer.getKind() != ElementKind.PACKAGE;
                outer = outer.getEnclosingElement()) {
            if (outer.getSimpleName().contentEquals(given)) {
                String what = outer.equals(type) ? "the interface" : "the class around the rule";
                mistakes.add(Code.CLASS_NAME_TAKEN, place, given, what);
                return Optional.empty();
            }
        }
        return Optional.of(given);
    }

    private Rule rule(TypeElement type, Optional<String> className, Mistakes mistakes) {
        Mirror declared = mirror(type, OptimizerRule.class);
        MethodReader methods = new MethodReader(elements, mistakes);
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            methods.read(method);
        }
        String packageName = elements.getPackageOf(type).getQualifiedName().toString();
        return new Rule(
                className.orElse(name(type)),
                packageName,
                nameWithinPackage(type, packageName),
                documentation(elements, type),
                declared.constant("arithmetic", Arithmetic.class),
                declared.text("parameter"),
                declared.text("gradient"),
                methods.hyperparameters(),
                methods.states(),
                statements(type, mistakes),
                point(type, GradientAt.class, new Place.GradientPoint(), mistakes),
                point(type, EvaluateAt.class, new Place.EvaluationPoint(), mistakes));
    }

    private static List<Statement> statements(TypeElement type, Mistakes mistakes) {
        Optional<Mirror> update = Mirror.of(type, Update.class);
        if (update.isEmpty()) {
            mistakes.add(Code.MISSING_UPDATE, annotated(OptimizerRule.class, ""), name(type));
            return List.of();
        }
        List<? extends AnnotationValue> texts = update.get().elements("value");
        if (texts.isEmpty()) {
            mistakes.add(Code.EMPTY_UPDATE, annotated(Update.class, "value"), name(type));
        }
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = (String) texts.get(i).getValue();
            Source source = new Source(new Place.Equation(i), text);
            Parsed<List<Statement>> parsed = Parser.statements(source);
            statements.addAll(parsed.value());
            for (Diagnostic mistake : parsed.diagnostics()) {
                if (!followsFromRenaming(type, mistake)) {
                    mistakes.add(mistake);
                }
            }
        }
        return statements;
    }

    /** Whether a character is one of the parameter's or the gradient's, which are no names then. */
    private static boolean followsFromRenaming(TypeElement type, Diagnostic mistake) {
        return mistake.code() == Code.UNEXPECTED_CHARACTER
                && Mirror.of(type, OptimizerRule.class).stream()
                        .flatMap(rule -> Stream.of(rule.text("parameter"), rule.text("gradient")))
                        .anyMatch(name -> name.contains(mistake.span().text()));
    }

    private static Optional<Expr> point(
            TypeElement type,
            Class<? extends Annotation> annotation,
            Place place,
            Mistakes mistakes) {
        Optional<Mirror> mirror = Mirror.of(type, annotation);
        if (mirror.isEmpty()) {
            return Optional.empty();
        }
        return mistakes.value(Parser.expression(new Source(place, mirror.get().text("value"))));
    }

    /** The element's Javadoc as written, or empty. */
    static String documentation(Elements elements, Element element) {
        String comment = elements.getDocComment(element);
        return comment == null ? "" : comment.strip();
    }

    private static String nameWithinPackage(TypeElement type, String packageName) {
        String qualified = type.getQualifiedName().toString();
        return packageName.isEmpty() ? qualified : qualified.substring(packageName.length() + 1);
    }

    private static Mirror mirror(TypeElement type, Class<? extends Annotation> annotation) {
        return Mirror.of(type, annotation).orElseThrow();
    }

    private static Place annotated(Class<? extends Annotation> annotation, String member) {
        return new Place.Interface(annotation.getSimpleName(), member);
    }

    private static String name(TypeElement type) {
        return type.getSimpleName().toString();
    }
}
