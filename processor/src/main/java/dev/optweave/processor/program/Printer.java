package dev.optweave.processor.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints programs for people: a line for each value, with its kind. */
public final class Printer {

    private final Program program;
    private final List<String> lines = new ArrayList<>();

    private Printer(Program program) {
        this.program = program;
    }

    /** The program as lines of text. */
    public static List<String> print(Program program) {
        Printer printer = new Printer(program);
        if (program.phases().isEmpty()) {
            printer.unsplit();
        } else {
            printer.split();
        }
        return List.copyOf(printer.lines);
    }

    private void unsplit() {
        int statement = -1;
        for (int number = 0; number < program.instructions().size(); number++) {
            Instruction instruction = program.instruction(number);
            if (instruction.operation() instanceof Operation.Constant) {
                continue;
            }
            if (instruction.statement() != statement && instruction.statement() >= 0) {
                statement = instruction.statement();
                lines.add("// " + program.statements().get(statement));
            }
            lines.add(line(number));
        }
        program.stores().forEach(this::store);
    }

    private void split() {
        for (int index = 0; index < program.phases().size(); index++) {
            Phase phase = program.phases().get(index);
            scalars(phase.groupScalars(), "once a step", index);
            scalars(phase.tensorScalars(), "once for each tensor", index);
            phase.scalarStores().forEach(this::store);
            if (phase.hasLoop()) {
                lines.add("loop %d, for each element:".formatted(index + 1));
                phase.body().forEach(number -> lines.add("  " + line(number)));
                phase.stores().forEach(store -> lines.add("  " + text(store)));
                phase.reductions().forEach(number -> lines.add("  " + line(number)));
            }
        }
    }

    private void scalars(List<Integer> numbers, String when, int phase) {
        List<Integer> computed =
                numbers.stream()
                        .filter(
                                number ->
                                        !(program.instruction(number).operation()
                                                instanceof Operation.Reduce))
                        .toList();
        if (!computed.isEmpty()) {
            lines.add(when + (phase == 0 ? ":" : ", after loop %d:".formatted(phase)));
            computed.forEach(number -> lines.add("  " + line(number)));
        }
    }

    private void store(Program.Store store) {
        lines.add((program.phases().isEmpty() ? "" : "  ") + text(store));
    }

    private String text(Program.Store store) {
        return "store %s = %s".formatted(store.variable().name(), reference(store.value()));
    }

    private String line(int number) {
        Instruction instruction = program.instruction(number);
        String name = instruction.hint().isEmpty() ? "" : "   (" + instruction.hint() + ")";
        return "%-5s %-8s %s%s"
                .formatted(
                        "%" + number,
                        instruction.kind().name().toLowerCase(Locale.ROOT),
                        text(instruction),
                        name);
    }

    private String text(Instruction instruction) {
        Operation operation = instruction.operation();
        String arguments =
                instruction.arguments().stream()
                        .map(this::reference)
                        .collect(Collectors.joining(" "));
        if (operation instanceof Operation.Hyperparameter hyperparameter) {
            return hyperparameter.name();
        } else if (operation instanceof Operation.StepNumber) {
            return "step number";
        } else if (operation instanceof Operation.ElementCount count) {
            return "count elements of " + scope(count.scope());
        } else if (operation instanceof Operation.Load load) {
            return "load " + load.variable().name();
        } else if (operation instanceof Operation.Reduce reduce) {
            return "reduce %s over %s %s"
                    .formatted(lower(reduce.reduction()), scope(reduce.scope()), arguments);
        } else if (operation instanceof Operation.Compute compute) {
            return lower(compute.function()) + " " + arguments;
        }
        return reference(instruction);
    }

    private String reference(int number) {
        Instruction instruction = program.instruction(number);
        return instruction.operation() instanceof Operation.Constant
                ? reference(instruction)
                : "%" + number;
    }

    private static String reference(Instruction constant) {
        Operation.Constant value = (Operation.Constant) constant.operation();
        return value.absent() ? "absent" : Double.toString(value.value());
    }

    private static String scope(Operation.Scope scope) {
        return scope == Operation.Scope.ALL ? "all tensors" : "the tensor";
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
