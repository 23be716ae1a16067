package dev.optweave.processor.program;

import java.util.ArrayList;
import java.util.List;

/** A step of the compilation: from a program to one that computes the same by the rule's terms. */
interface Pass {

    /** The name under which the lab shows the pass. */
    String name();

    Program apply(Program program);

    /** A pass that replaces instructions one by one, in order. */
    abstract class Rewriting implements Pass {

        @Override
        public final Program apply(Program program) {
            ProgramBuilder builder = new ProgramBuilder();
            Rewriter rewriter = rewriter(program, builder);
            List<Integer> replacements = new ArrayList<>();
            for (int number = 0; number < program.instructions().size(); number++) {
                Instruction instruction = program.instruction(number);
                List<Integer> arguments = new ArrayList<>();
                for (int argument : instruction.arguments()) {
                    arguments.add(replacements.get(argument));
                }
                builder.statement(instruction.statement());
                replacements.add(rewriter.replace(number, instruction, arguments));
            }
            List<Program.Store> stores = new ArrayList<>();
            for (Program.Store store : program.stores()) {
                stores.add(store.withValue(replacements.get(store.value())));
            }
            return Liveness.withoutDead(program.with(builder.instructions(), stores));
        }

        abstract Rewriter rewriter(Program program, ProgramBuilder builder);
    }

    /** How one instruction is replaced. */
    interface Rewriter {
        /**
         * @param number the instruction's number in the old program
         * @param arguments its arguments' numbers in the new program
         * @return the number in the new program of the value that replaces it
         */
        int replace(int number, Instruction instruction, List<Integer> arguments);
    }
}
