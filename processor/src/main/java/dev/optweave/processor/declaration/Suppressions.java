package dev.optweave.processor.declaration;

import dev.optweave.processor.diagnostic.Code;
import dev.optweave.processor.diagnostic.Code.Severity;
import dev.optweave.processor.diagnostic.Diagnostic;
import dev.optweave.processor.diagnostic.Suggestion;
import dev.optweave.processor.source.Source;
import dev.optweave.processor.source.Source.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Reads {@code @SuppressWarnings("optweave:<code>")}. */
public final class Suppressions {

    private static final String PREFIX = "optweave:";

    private static final List<String> LINTS =
            Arrays.stream(Code.values())
                    .filter(code -> code.severity() == Severity.WARNING)
                    .map(Code::id)
                    .toList();

    private Suppressions() {}

    /** Whether the element, or anything around it, suppresses the code. */
    public static boolean cover(Element element, Code code) {
        for (Element each = element; each != null; each = each.getEnclosingElement()) {
            if (suppressed(each).contains(code.id())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Reports what a rule or a method of it suppresses that is no lint, and so suppresses nothing.
     */
    static void check(TypeElement type, Mistakes mistakes) {
        String annotation = SuppressWarnings.class.getSimpleName();
        check(type, new Place.Interface(annotation, "value"), mistakes);
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            check(method, new Place.Method(Places.name(method), annotation, "value"), mistakes);
        }
    }

    private static void check(Element element, Place place, Mistakes mistakes) {
        for (String name : suppressed(element)) {
            if (!LINTS.contains(name)) {
                mistakes.add(unknown(name, place));
            }
        }
    }

    private static Diagnostic unknown(String name, Place place) {
        boolean error = Arrays.stream(Code.values()).map(Code::id).anyMatch(name::equals);
        String hint =
                error
                        ? "errors cannot be suppressed: "
                        : Suggestion.nearest(name, LINTS)
                                .map(near -> "did you mean `" + near + "`? ")
                                .orElse("");
        return Diagnostic.of(Code.UNKNOWN_LINT, new Source(place, name).whole(), name)
                .withHelp(hint + "the lints are `" + String.join("`, `", LINTS) + "`");
    }

    /** The codes, known or not, that an element suppresses by itself. */
    private static List<String> suppressed(Element element) {
        Optional<Mirror> mirror = Mirror.of(element, SuppressWarnings.class);
        if (mirror.isEmpty() || !mirror.get().resolved()) {
            return List.of();
        }
        List<String> codes = new ArrayList<>();
        for (AnnotationValue value : mirror.get().elements("value")) {
            String text = value.getValue().toString();
            if (text.startsWith(PREFIX)) {
                codes.add(text.substring(PREFIX.length()));
            }
        }
        return codes;
    }
}
