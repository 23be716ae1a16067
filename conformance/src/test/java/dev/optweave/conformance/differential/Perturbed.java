package dev.optweave.conformance.differential;

import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.CompiledRule;
import dev.optweave.processor.program.Function;
import dev.optweave.processor.program.Instruction;
import dev.optweave.processor.program.LoweredRule;
import dev.optweave.processor.program.Operation;
import dev.optweave.processor.program.Phase;
import dev.optweave.processor.program.Program;
import dev.optweave.processor.program.Program.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A rule whose functions that are not rounded correctly are each off by as much as they may be:
 * what differs when it is interpreted depends on them, and by about how much shows in the
 * difference.
 */
final class Perturbed {

    /** How much each function is off, by its place in a section. */
    interface Pattern {

        /** All by so much that it shows in everything that depends on a function. */
        Pattern FAR = (place, bound) -> 1.25 + 0.0625 * place;

        /** What the function of that place is multiplied by. */
        double factor(int place, double bound);

        /** One function as much too large as it may be, all others exact. */
        static Pattern up(int only) {
            return (place, bound) -> place == only ? 1 + bound : 1;
        }

        /** One function as much too small as it may be, all others exact. */
        static Pattern down(int only) {
            return (place, bound) -> place == only ? 1 - bound : 1;
        }
    }

    private final Program program;
    private final Pattern pattern;
    private final double unit;
    private final List<Instruction> instructions = new ArrayList<>();

    /** Where a value is computed now, and where it is off. */
    private final int[] computed;

    private final int[] used;
    private int place;

    private Perturbed(Program program, Pattern pattern, double unit) {
        this.program = program;
        this.pattern = pattern;
        this.unit = unit;
        this.computed = new int[program.instructions().size()];
        this.used = new int[program.instructions().size()];
    }

    /** How many functions that are not rounded correctly a section of the rule has at most. */
    static int places(CompiledRule rule) {
        return rule.specializations().stream()
                .flatMap(lowered -> lowered.sections().values().stream())
                .mapToInt(
                        program ->
                                (int)
                                        program.instructions().stream()
                                                .filter(i -> Ulps.of(i).isPresent())
                                                .count())
                .max()
                .orElse(0);
    }

    /**
     * The rule with its functions off.
     *
     * @param unit a unit in the last place of 1
     */
    static CompiledRule of(CompiledRule rule, Pattern pattern, double unit) {
        List<LoweredRule> forms = new ArrayList<>();
        for (LoweredRule form : rule.specializations()) {
            Map<Section, Program> sections = new HashMap<>();
            form.sections()
                    .forEach(
                            (section, program) ->
                                    sections.put(
                                            section,
                                            new Perturbed(program, pattern, unit).program()));
            forms.add(
                    new LoweredRule(
                            form.rule(), form.absent(), form.variables(), form.exact(), sections));
        }
        return new CompiledRule(rule.rule(), rule.variables(), forms);
    }

    private Program program() {
        for (int number = 0; number < used.length; number++) {
            Instruction old = program.instruction(number);
            List<Integer> arguments = old.arguments().stream().map(i -> used[i]).toList();
            computed[number] = add(old, old.operation(), arguments, old.kind());
            used[number] = computed[number];
            if (Ulps.of(old).isPresent()) {
                double factor = pattern.factor(place++, Ulps.of(old).getAsInt() * unit);
                Operation constant = new Operation.Constant(factor, false);
                int off = add(old, constant, List.of(), Kind.CONSTANT);
                Operation product = new Operation.Compute(Function.MULTIPLY);
                used[number] = add(old, product, List.of(computed[number], off), Kind.ELEMENT);
            }
        }
        return new Program(
                program.section(),
                program.statements(),
                instructions,
                stores(program.stores()),
                program.phases().stream().map(this::phase).toList());
    }

    private int add(Instruction old, Operation operation, List<Integer> arguments, Kind kind) {
        instructions.add(
                new Instruction(
                        operation, arguments, kind, old.truth(), old.statement(), old.hint()));
        return instructions.size() - 1;
    }

    private Phase phase(Phase phase) {
        List<Integer> body =
                phase.body().stream()
                        .flatMapToInt(
                                i ->
                                        computed[i] == used[i]
                                                ? IntStream.of(computed[i])
                                                : IntStream.of(computed[i], used[i]))
                        .boxed()
                        .toList();
        return new Phase(
                numbers(phase.groupScalars()),
                numbers(phase.tensorScalars()),
                stores(phase.scalarStores()),
                body,
                stores(phase.stores()),
                numbers(phase.reductions()));
    }

    private List<Integer> numbers(List<Integer> old) {
        return old.stream().map(i -> used[i]).toList();
    }

    private List<Program.Store> stores(List<Program.Store> old) {
        return old.stream()
                .map(s -> new Program.Store(s.variable(), used[s.value()], s.statement()))
                .toList();
    }
}
