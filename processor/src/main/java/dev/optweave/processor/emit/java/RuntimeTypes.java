package dev.optweave.processor.emit.java;

import dev.optweave.processor.emit.text.ClassName;
import dev.optweave.processor.emit.text.CodeBlock;
import dev.optweave.processor.equation.Rule;

/** The types that generated code uses, by name: the processor does not depend on the runtime. */
public final class RuntimeTypes {

    private static final String RUNTIME = "dev.optweave.runtime";
    private static final String KERNEL = RUNTIME + ".kernel";

    public static final ClassName OPTIMIZER = ClassName.get(RUNTIME, "Optimizer");
    public static final ClassName OPTIMIZER_BUILDER = ClassName.get(RUNTIME, "OptimizerBuilder");
    public static final ClassName PARAMETERS = ClassName.get(RUNTIME, "Parameters");
    public static final ClassName SCHEDULE = ClassName.get(RUNTIME + ".schedule", "Schedule");
    public static final ClassName SLOT = ClassName.get("dev.optweave", "Slot");
    public static final ClassName SHAPE = ClassName.get("dev.optweave", "State", "Shape");
    public static final ClassName STORAGE = ClassName.get("dev.optweave", "State", "Storage");
    public static final ClassName ROUNDING = ClassName.get("dev.optweave", "State", "Rounding");

    public static final ClassName GENERATED = ClassName.get(KERNEL, "Generated");
    public static final ClassName RULE_KERNEL = ClassName.get(KERNEL, "RuleKernel");
    public static final ClassName SECTION = ClassName.get(KERNEL, "Section");
    public static final ClassName GROUP_STEP = ClassName.get(KERNEL, "GroupStep");
    public static final ClassName TENSOR_STEP = ClassName.get(KERNEL, "TensorStep");
    public static final ClassName BLOCK_VALUES = ClassName.get(KERNEL, "BlockValues");

    public static final ClassName SCALAR_ARGUMENTS = ClassName.get(KERNEL, "ScalarArguments");

    public static final ClassName KERNEL_LAYOUT = ClassName.get(KERNEL, "KernelLayout");
    public static final ClassName LOOP = KERNEL_LAYOUT.nestedClass("Loop");
    public static final ClassName OPERATOR = KERNEL_LAYOUT.nestedClass("Operator");

    public static final ClassName RULE_DESCRIPTOR = ClassName.get(KERNEL, "RuleDescriptor");
    public static final ClassName RANGE = RULE_DESCRIPTOR.nestedClass("Range");
    public static final ClassName GRADIENT_POINT = RULE_DESCRIPTOR.nestedClass("GradientPoint");

    public static final ClassName VECTOR_LOOPS = ClassName.get(KERNEL, "VectorLoops");
    public static final ClassName LOOP_ARRAYS = ClassName.get(KERNEL, "LoopArrays");
    public static final ClassName VECTOR_KERNEL = ClassName.get(KERNEL + ".vector", "VectorKernel");

    private RuntimeTypes() {}

    /** The annotation of a class that was generated from a rule. */
    public static CodeBlock generated(Rule rule) {
        return CodeBlock.of("@$T($S)", GENERATED, rule.interfaceName());
    }
}
