package dev.optweave.processor;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;

/** Writes the classes generated from one rule: all of them, or none. */
final class SourceWriter {

    private final Filer filer;

    SourceWriter(Filer filer) {
        this.filer = filer;
    }

    /** Renders every file before it writes the first. */
    void write(List<JavaFile> files, TypeElement rule) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (JavaFile file : files) {
            String name = file.typeSpec().name();
            String qualified =
                    file.packageName().isEmpty() ? name : file.packageName() + "." + name;
            texts.put(qualified, file.toString());
        }
        for (Map.Entry<String, String> text : texts.entrySet()) {
            try (Writer writer = filer.createSourceFile(text.getKey(), rule).openWriter()) {
                writer.write(text.getValue());
            }
        }
    }
}
