package dev.optweave.processor.emit.java;

import com.palantir.javapoet.ClassName;

/** The types that generated code uses, by name: the processor does not depend on the runtime. */
final class RuntimeTypes {

    private static final String RUNTIME = "dev.optweave.runtime";
    private static final String KERNEL = RUNTIME + ".kernel";

    static final ClassName OPTIMIZER = ClassName.get(RUNTIME, "Optimizer");
    static final ClassName OPTIMIZER_BUILDER = ClassName.get(RUNTIME, "OptimizerBuilder");
    static final ClassName PARAMETERS = ClassName.get(RUNTIME, "Parameters");
    static final ClassName SCHEDULE = ClassName.get(RUNTIME + ".schedule", "Schedule");
    static final ClassName SLOT = ClassName.get("dev.optweave", "Slot");
    static final ClassName SHAPE = ClassName.get("dev.optweave", "State", "Shape");
    static final ClassName STORAGE = ClassName.get("dev.optweave", "State", "Storage");
    static final ClassName ROUNDING = ClassName.get("dev.optweave", "State", "Rounding");

    static final ClassName GENERATED = ClassName.get(KERNEL, "Generated");
    static final ClassName RULE_KERNEL = ClassName.get(KERNEL, "RuleKernel");
    static final ClassName SECTION = ClassName.get(KERNEL, "Section");
    static final ClassName GROUP_STEP = ClassName.get(KERNEL, "GroupStep");
    static final ClassName TENSOR_STEP = ClassName.get(KERNEL, "TensorStep");
    static final ClassName BLOCK_VALUES = ClassName.get(KERNEL, "BlockValues");

    static final ClassName SCALAR_ARGUMENTS = ClassName.get(KERNEL, "ScalarArguments");

    static final ClassName KERNEL_LAYOUT = ClassName.get(KERNEL, "KernelLayout");
    static final ClassName SECTION_LAYOUT = KERNEL_LAYOUT.nestedClass("SectionLayout");
    static final ClassName LOOP = KERNEL_LAYOUT.nestedClass("Loop");
    static final ClassName REDUCTION = KERNEL_LAYOUT.nestedClass("Reduction");
    static final ClassName OPERATOR = KERNEL_LAYOUT.nestedClass("Operator");

    static final ClassName RULE_DESCRIPTOR = ClassName.get(KERNEL, "RuleDescriptor");
    static final ClassName HYPERPARAMETER = RULE_DESCRIPTOR.nestedClass("HyperparameterDescriptor");
    static final ClassName STATE = RULE_DESCRIPTOR.nestedClass("StateDescriptor");
    static final ClassName RANGE = RULE_DESCRIPTOR.nestedClass("Range");
    static final ClassName GRADIENT_POINT = RULE_DESCRIPTOR.nestedClass("GradientPoint");

    private RuntimeTypes() {}
}
