package dev.optweave.processor.declaration;

import dev.optweave.processor.diagnostic.Code;
import javax.lang.model.element.Element;

/** Reads {@code @SuppressWarnings("optweave:<code>")}. */
public final class Suppressions {

    private static final String PREFIX = "optweave:";

    private Suppressions() {}

    /** Whether the element, or anything around it, suppresses the code. */
    public static boolean cover(Element element, Code code) {
        for (Element each = element; each != null; each = each.getEnclosingElement()) {
            boolean suppressed =
                    Mirror.of(each, SuppressWarnings.class).filter(Mirror::resolved).stream()
                            .flatMap(mirror -> mirror.elements("value").stream())
                            .anyMatch(value -> (PREFIX + code.id()).equals(value.getValue()));
            if (suppressed) {
                return true;
            }
        }
        return false;
    }
}
