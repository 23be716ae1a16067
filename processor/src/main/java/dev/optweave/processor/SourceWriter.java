package dev.optweave.processor;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes the classes and resources generated from one rule. */
final class SourceWriter {

    private final Filer filer;

    SourceWriter(Filer filer) {
        this.filer = filer;
    }

    void write(Texts texts, TypeElement rule) throws IOException {
        for (Map.Entry<String, String> source : texts.sources().entrySet()) {
            try (Writer writer = filer.createSourceFile(source.getKey(), rule).openWriter()) {
                writer.write(source.getValue());
            }
        }
        for (Texts.Resource resource : texts.resources()) {
            write(resource, rule);
        }
    }

    private void write(Texts.Resource resource, TypeElement rule) throws IOException {
        FileObject file =
                filer.createResource(
                        StandardLocation.CLASS_OUTPUT,
                        resource.packageName(),
                        resource.fileName(),
                        rule);
        // not a writer: that would encode as the compiler's option for sources says
        try (OutputStream out = file.openOutputStream()) {
            out.write(resource.text().getBytes(StandardCharsets.UTF_8));
        }
    }
}
