package dev.optweave.conformance.differential;

import dev.optweave.processor.program.CompiledRule;

/** A way to run a generated rule, whose results are compared with the interpreter's. */
enum Execution {
    /** Scalar Java. */
    SCALAR {
        @Override
        Outcome run(CompiledRule rule, Class<?> generated, Scenario scenario) {
            return GeneratedRun.run(rule, generated, scenario);
        }
    };

    /** What the rule's generated class leaves behind. */
    abstract Outcome run(CompiledRule rule, Class<?> generated, Scenario scenario);
}
