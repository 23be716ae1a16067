package dev.optweave.lab;

import dev.optweave.lab.rule.RuleLibrary;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.tool.Compilation;
import dev.optweave.processor.tool.Message;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Compiles rules in memory and prints what the compiler has to say.")
final class CheckCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Java files that hold rules.")
    private List<String> files;

    @Override
    public Integer call() {
        RuleLibrary library = RuleLibrary.ofProject();
        PrintWriter out = spec.commandLine().getOut();
        int errors = 0;
        int warnings = 0;
        int rules = 0;
        for (String file : files) {
            Compilation compilation = library.compile(library.source(file, Path.of("")));
            compilation.messages().forEach(message -> out.println(MessageText.of(message)));
            for (Message message : compilation.messages()) {
                errors += message.severity() == Message.Severity.ERROR ? 1 : 0;
                warnings += message.severity() == Message.Severity.WARNING ? 1 : 0;
            }
            rules += compilation.rules().size();
            if (compilation.successful()) {
                out.println(file + ": " + found(compilation.rules()));
                errors += compilation.rules().isEmpty() ? 1 : 0;
            }
        }
        out.println(
                summary(files.size(), "file")
                        + ", "
                        + summary(rules, "sound rule")
                        + ", "
                        + summary(errors, "error")
                        + ", "
                        + summary(warnings, "warning"));
        return errors > 0 ? Lab.FAILED : Lab.DONE;
    }

    private static String found(List<CompiledRule> rules) {
        if (rules.isEmpty()) {
            return "no rule: no interface in it is annotated @OptimizerRule";
        }
        return rules.stream()
                .map(rule -> "rule " + rule.rule().name() + " is sound")
                .collect(Collectors.joining(", "));
    }

    private static String summary(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
