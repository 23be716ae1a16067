package dev.optweave.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table with the command that made it.
 *
 * @param command as one types it
 * @param facts what else belongs to it, for JSON
 * @param table the rows
 * @param complete whether everything was measured that was asked for
 * @param picture what stands below the table, as a line of Markdown; empty for none
 */
public record Answer(
        String command,
        Map<String, ?> facts,
        Table table,
        boolean complete,
        Optional<String> picture) {

    /** What is printed above a table that is not complete. */
    public static final String PARTIAL = "partial: not everything was measured that was asked for";

    /** The command, the table and the picture, for a page of documentation. */
    public List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of("```", command, "```", ""));
        if (!complete) {
            lines.addAll(List.of(PARTIAL, ""));
        }
        lines.addAll(table.markdown());
        picture.ifPresent(line -> lines.addAll(List.of("", line)));
        return lines;
    }

    /**
     * Writes {@code NAME.json} and {@code NAME.md}. Each is there as a whole or as it was before.
     */
    public void write(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        replace(folder.resolve(name + ".json"), table.json(facts));
        replace(folder.resolve(name + ".md"), String.join("\n", markdown()) + "\n");
    }

    private static void replace(Path file, String text) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, text, StandardCharsets.UTF_8);
        Files.move(
                temporary,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
