package dev.optweave.conformance.differential;

import dev.optweave.processor.program.CompiledRule;
import dev.optweave.runtime.Backend;

/** A way to run a generated rule, whose results are compared with the interpreter's. */
enum Execution {
    /** Scalar Java. */
    SCALAR {
        @Override
        boolean isAvailable() {
            return true;
        }

        @Override
        Outcome run(CompiledRule rule, Class<?> generated, Scenario scenario) {
            return GeneratedRun.run(rule, generated, scenario, Backend.SCALAR);
        }

        @Override
        boolean runs(String file) {
            return !VECTOR.runs(file) && !OPENCL.runs(file);
        }
    },
    /** Vector Java; loops that have no vector form, and the ends of others, are scalar. */
    VECTOR {
        @Override
        boolean isAvailable() {
            return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        }

        @Override
        Outcome run(CompiledRule rule, Class<?> generated, Scenario scenario) {
            try {
                return GeneratedRun.run(rule, generated, scenario, Backend.VECTOR);
            } catch (IllegalStateException e) {
                if (!e.getMessage().contains("has no vector loops")) {
                    throw e;
                }
                return GeneratedRun.run(rule, generated, scenario, Backend.AUTO);
            }
        }

        @Override
        boolean runs(String file) {
            return file.endsWith("Vector");
        }
    },
    /** The first OpenCL device. */
    OPENCL {
        @Override
        boolean isAvailable() {
            return OpenClRun.isAvailable();
        }

        @Override
        Outcome run(CompiledRule rule, Class<?> generated, Scenario scenario) {
            return OpenClRun.run(rule, generated, scenario);
        }

        @Override
        boolean runs(String file) {
            return file.endsWith(".cl");
        }
    };

    /** Whether functions that no standard rounds correctly may differ within their bounds. */
    boolean isRelaxed() {
        return this == OPENCL;
    }

    /** Whether this machine and this Java can run it. */
    abstract boolean isAvailable();

    /** Whether a generated file is what this execution runs, given its name. */
    abstract boolean runs(String file);

    /** What the rule's generated class leaves behind. */
    abstract Outcome run(CompiledRule rule, Class<?> generated, Scenario scenario);
}
