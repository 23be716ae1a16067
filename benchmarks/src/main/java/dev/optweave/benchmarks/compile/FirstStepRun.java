package dev.optweave.benchmarks.compile;

import dev.optweave.benchmarks.run.Ending;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One run of {@link FirstStep}.
 *
 * @param seconds the whole process, seen from outside
 * @param start until its main method began
 * @param compile compiling the rule and what was generated from it
 * @param load loading the optimizer's class
 * @param step building the optimizer and stepping once
 */
record FirstStepRun(double seconds, double start, double compile, double load, double step) {

    /** As the lab is started. */
    static final List<String> LAB =
            List.of("-XX:+UseSerialGC", "-Xshare:auto", "-XX:TieredStopAtLevel=1");

    private static final double MILLISECONDS = 1e3;

    static FirstStepRun run(List<String> flags, Path rule, Ending ending)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath(), FirstStep.class.getName(), rule.toString()));
        ColdProcess process = ColdProcess.run(command, ending);
        double[] phases =
                Arrays.stream(lastLine(process.output()).split(" "))
                        .mapToDouble(phase -> Double.parseDouble(phase) / MILLISECONDS)
                        .toArray();
        return new FirstStepRun(process.seconds(), phases[0], phases[1], phases[2], phases[3]);
    }

    /** Behind what the runtime logs. */
    private static String lastLine(String output) {
        List<String> lines = output.strip().lines().toList();
        return lines.get(lines.size() - 1);
    }

    /** This program's class path, a folder of jars written out. */
    static String classPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.addAll(entry.endsWith("*") ? jars(Path.of(entry).getParent()) : List.of(entry));
        }
        return String.join(File.pathSeparator, entries);
    }

    private static List<String> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::toString).filter(f -> f.endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
