package dev.optweave.processor.program;

import dev.optweave.Arithmetic;
import dev.optweave.State.Shape;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.program.Program.Section;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The way from a rule without mistakes to the program that every backend runs. */
public final class Compiler {

    private final Rule rule;
    private final Map<Section, Program> lowered;
    private final Map<Set<String>, Map<Section, Program>> unsplit = new HashMap<>();
    private final Set<Variable> neededByWhole;

    private Compiler(Rule rule) {
        this.rule = rule;
        this.lowered = Lowering.lower(rule);
        this.neededByWhole = Liveness.neededVariables(unsplit(Set.of()).values(), Set.of());
    }

    /**
     * Compiles a rule.
     *
     * @param rule a rule in which the checks found no error
     */
    public static CompiledRule compile(Rule rule) {
        Compiler compiler = new Compiler(rule);
        List<LoweredRule> specializations = new ArrayList<>();
        for (LoweredRule lowered : Switches.specializations(rule, compiler::specialized)) {
            specializations.addAll(compiler.forms(lowered));
        }
        List<Variable> variables = Lowering.variables(rule, compiler.lowered.values());
        return new CompiledRule(rule, variables, specializations);
    }

    /** A program, and the pass it came out of. */
    public record Result(String pass, Program program) {}

    /** What a section of a rule looks like after each pass; empty if the rule lacks the section. */
    public static List<Result> trace(Rule rule, Set<String> absent, Section section) {
        Compiler compiler = new Compiler(rule);
        Program program = compiler.lowered.get(section);
        if (program == null) {
            return List.of();
        }
        List<Result> results = new ArrayList<>(List.of(new Result("lower", program)));
        for (Pass pass : compiler.passes(absent)) {
            program = pass.apply(program);
            results.add(new Result(pass.name(), program));
        }
        Program live = compiler.unsplit(absent).get(section);
        Set<Variable> kept = compiler.kept(compiler.unsplit(absent));
        program = Liveness.restrictedTo(kept, live);
        results.add(new Result("liveness", program));
        Pass split = new SplitIntoPhases(true);
        results.add(new Result(split.name(), split.apply(program)));
        return List.copyOf(results);
    }

    /** What a section of a form of a rule looks like after each pass. */
    public static List<Result> trace(LoweredRule lowered, Section section) {
        List<Result> results = new ArrayList<>(trace(lowered.rule(), lowered.absent(), section));
        // the pass that splits is the only one that does not do the same in every form
        lowered.section(section)
                .ifPresent(
                        program -> {
                            Result last = results.get(results.size() - 1);
                            results.set(results.size() - 1, new Result(last.pass(), program));
                        });
        return List.copyOf(results);
    }

    /** The form that reads back what was stored, and one that does not, where they differ. */
    private List<LoweredRule> forms(LoweredRule readingBack) {
        return readingBack.exact().isEmpty()
                ? List.of(readingBack)
                : List.of(readingBack, specialized(readingBack.absent(), false));
    }

    private LoweredRule specialized(Set<String> absent) {
        return specialized(absent, true);
    }

    private LoweredRule specialized(Set<String> absent, boolean readsBack) {
        Set<Variable> kept = kept(unsplit(absent));
        Pass split = new SplitIntoPhases(readsBack);
        Map<Section, Program> programs = new EnumMap<>(Section.class);
        Set<Variable> exact = new TreeSet<>(Variable.BY_NAME);
        for (Map.Entry<Section, Program> section : unsplit(absent).entrySet()) {
            Program restricted = Liveness.restrictedTo(kept, section.getValue());
            if (!restricted.stores().isEmpty()) {
                Program program = split.apply(restricted);
                programs.put(section.getKey(), program);
                exact.addAll(SplitIntoPhases.readBack(program));
            }
        }
        List<Variable> variables = new ArrayList<>();
        for (Variable variable : Lowering.variables(rule, lowered.values())) {
            if (kept.contains(variable) || variable.role() == Variable.Role.GRADIENT) {
                variables.add(variable);
            }
        }
        return new LoweredRule(rule, absent, variables, exact, programs);
    }

    /** The sections after all passes but the last; runs each pass once. */
    private Map<Section, Program> unsplit(Set<String> absent) {
        Map<Section, Program> programs = unsplit.get(absent);
        if (programs == null) {
            programs = passed(absent);
            unsplit.put(absent, programs);
        }
        return programs;
    }

    private Map<Section, Program> passed(Set<String> absent) {
        List<Pass> passes = passes(absent);
        Map<Section, Program> programs = new EnumMap<>(Section.class);
        for (Map.Entry<Section, Program> section : lowered.entrySet()) {
            Program result = section.getValue();
            for (Pass pass : passes) {
                result = pass.apply(result);
            }
            programs.put(section.getKey(), result);
        }
        return programs;
    }

    /**
     * The variables to keep in memory. A declared state that nothing reads is kept too, for whoever
     * reads it by its name, unless it is only the specialization that made it unnecessary.
     */
    private Set<Variable> kept(Map<Section, Program> programs) {
        List<Variable> readByName = new ArrayList<>();
        for (Variable variable : Lowering.variables(rule, lowered.values())) {
            if (variable.role() == Variable.Role.STATE && !neededByWhole.contains(variable)) {
                readByName.add(variable);
            }
        }
        Set<Variable> kept = Liveness.neededVariables(programs.values(), readByName);
        kept.removeIf(variable -> variable.role() == Variable.Role.GRADIENT);
        kept.add(new Variable(rule.parameter(), Variable.Role.PARAMETER, Shape.ELEMENT));
        return kept;
    }

    private List<Pass> passes(Set<String> absent) {
        Pass fold = new FoldConstants(rule.arithmetic());
        List<Pass> passes = new ArrayList<>();
        if (!absent.isEmpty()) {
            passes.add(new Specialize(absent));
        }
        passes.add(fold);
        passes.add(new Share());
        if (rule.arithmetic() == Arithmetic.FAST) {
            passes.add(new GroupScalars());
            passes.add(new Share());
            passes.add(new Contract());
            passes.add(new Share());
        }
        return passes;
    }
}
