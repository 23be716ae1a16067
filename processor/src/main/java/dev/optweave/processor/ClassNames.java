package dev.optweave.processor;

import dev.optweave.OptimizerRule;
import dev.optweave.processor.declaration.RuleDeclaration;
import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** The names of all classes under compilation and of those to be generated. */
final class ClassNames {

    /** What has each qualified name, in words. */
    private final Map<String, String> owners = new HashMap<>();

    void takeAll(Collection<? extends Element> rootElements) {
        for (Element element : rootElements) {
            if (element instanceof TypeElement type) {
                owners.putIfAbsent(
                        type.getQualifiedName().toString(), "another class of the package");
            }
        }
    }

    /** Takes the names for a rule's optimizer, or says what has one of them already. */
    Optional<Diagnostic> claim(RuleDeclaration declaration, String className) {
        Rule rule = declaration.rule().orElseThrow();
        String itself = "the optimizer of `" + rule.interfaceName() + "`";
        for (String name : List.of(className, className + "Vector")) {
            String qualified =
                    rule.packageName().isEmpty() ? name : rule.packageName() + "." + name;
            String owner = owners.putIfAbsent(qualified, itself);
            if (owner != null) {
                Place place = new Place.Interface(OptimizerRule.class.getSimpleName(), "value");
                Source source = new Source(place, name);
                return Optional.of(
                        Diagnostic.of(Code.CLASS_NAME_TAKEN, source.whole(), name, owner));
            }
        }
        return Optional.empty();
    }
}
