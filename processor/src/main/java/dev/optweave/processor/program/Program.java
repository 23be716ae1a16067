package dev.optweave.processor.program;

import java.util.List;

/**
 * One section of a rule, lowered: values in single assignment, what is stored in the end, and once
 * they are split, the phases.
 *
 * @param statements the texts of the equations, for comments
 * @param phases empty until the program is split
 */
public record Program(
        Section section,
        List<String> statements,
        List<Instruction> instructions,
        List<Store> stores,
        List<Phase> phases) {

    public Program {
        statements = List.copyOf(statements);
        instructions = List.copyOf(instructions);
        stores = List.copyOf(stores);
        phases = List.copyOf(phases);
    }

    /** The parts of a rule that run at different times. */
    public enum Section {
        /** Before the first update: what the states start as. */
        INITIALIZE,
        /** Before the gradient is computed: where it is computed, stored over the parameter. */
        GRADIENT_POINT,
        /** The equations. */
        UPDATE,
        /** The parameters to evaluate with, stored over the parameter. */
        EVALUATION_POINT;

        /** What generated code for the section is called: {@code gradientPoint}. */
        public String identifier() {
            return switch (this) {
                case INITIALIZE -> "initialize";
                case GRADIENT_POINT -> "gradientPoint";
                case UPDATE -> "update";
                case EVALUATION_POINT -> "evaluationPoint";
            };
        }
    }

    /** A variable's value when the section ends. */
    public record Store(Variable variable, int value, int statement) {

        Store withValue(int newValue) {
            return new Store(variable, newValue, statement);
        }
    }

    Program with(List<Instruction> newInstructions, List<Store> newStores) {
        return new Program(section, statements, newInstructions, newStores, phases);
    }

    /** The instruction of that number. */
    public Instruction instruction(int number) {
        return instructions.get(number);
    }
}
