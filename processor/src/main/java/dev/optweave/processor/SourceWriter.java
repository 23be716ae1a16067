package dev.optweave.processor;

import com.palantir.javapoet.JavaFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Writes the classes and resources generated from one rule: all of them, or none. */
final class SourceWriter {

    private final Filer filer;

    SourceWriter(Filer filer) {
        this.filer = filer;
    }

    /** A file to lie beside the classes of a package. */
    record Resource(String packageName, String fileName, String text) {}

    /** Renders every file before it writes the first. */
    void write(List<JavaFile> files, List<Resource> resources, TypeElement rule)
            throws IOException {
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
        for (Resource resource : resources) {
            write(resource, rule);
        }
    }

    private void write(Resource resource, TypeElement rule) throws IOException {
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
