package dev.optweave.processor.declaration;

import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;

/** What a message points at: the smallest of these that the source holds. */
public record Location(
        Element element, Optional<AnnotationMirror> annotation, Optional<AnnotationValue> value) {

    /** The element itself. */
    public static Location of(Element element) {
        return new Location(element, Optional.empty(), Optional.empty());
    }

    /** The annotation of that simple name on the element; the element where it has none. */
    public static Location of(Element element, String annotation) {
        return of(element, annotation, "");
    }

    /** The member of that annotation, or the smallest thing around it that is written there. */
    static Location of(Element element, String annotation, String member) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (mirror.getAnnotationType().asElement().getSimpleName().contentEquals(annotation)) {
                return new Location(
                        element, Optional.of(mirror), new Mirror(mirror).written(member));
            }
        }
        return of(element);
    }
}
