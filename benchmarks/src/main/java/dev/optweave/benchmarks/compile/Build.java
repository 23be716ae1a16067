package dev.optweave.benchmarks.compile;

import dev.optweave.benchmarks.run.Ending;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Compiles trees of sources, each in a fresh javac of the JDK that runs this. */
final class Build {

    private final Path folder;
    private final Ending ending;

    /**
     * @param folder where classes go
     * @param ending is asked before each compilation
     */
    Build(Path folder, Ending ending) {
        this.folder = folder;
        this.ending = ending;
    }

    /** Without any processor. */
    double plain(List<Path> sources) throws IOException, InterruptedException {
        return run(List.of("-proc:none", "-implicit:none"), sources);
    }

    /** With our processor on the processor path, as a build has it. */
    double withRules(List<Path> sources) throws IOException, InterruptedException {
        return run(List.of("-processorpath", libraries("optweave-")), sources);
    }

    /** Where classes go. */
    Path folder() {
        return folder;
    }

    /** The sources that the processor made of those compiled last, {@link #withRules}. */
    static List<Path> generated(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    private double run(List<String> options, List<Path> sources)
            throws IOException, InterruptedException {
        empty(folder);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", libraries("optweave-"), "-d", folder.toString()));
        sources.forEach(source -> command.add(source.toString()));
        return ColdProcess.run(command, ending).seconds();
    }

    /** The entries of this program's class path that are called so. */
    static String libraries(String prefix) {
        return String.join(
                File.pathSeparator,
                Arrays.stream(FirstStepRun.classPath().split(File.pathSeparator))
                        .filter(entry -> Path.of(entry).getFileName().toString().startsWith(prefix))
                        .toList());
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
