package dev.optweave.processor.emit.java;

import dev.optweave.processor.emit.text.CodeBlock;
import dev.optweave.processor.equation.Kind;
import dev.optweave.processor.program.LoopSignature;
import dev.optweave.processor.program.Phase;

/** The body of a method that hands a loop's scalars over, in the order of its signature. */
final class ArgumentsMethod {

    private ArgumentsMethod() {}

    static CodeBlock body(KernelContext context, Phase phase) {
        LoopSignature signature = context.signature(phase);
        CodeBlock.Builder code = CodeBlock.builder();
        boolean readsGroup =
                signature.scalars().stream()
                        .anyMatch(n -> context.program().instruction(n).kind() != Kind.TENSOR);
        if (readsGroup) {
            code.addStatement("$T group = tensor.group()", RuntimeTypes.GROUP_STEP);
        }
        if (signature.readsGradient()) {
            code.addStatement("arguments.add(tensor.gradientScale())");
        }
        for (int number : signature.scalars()) {
            code.add(
                    "arguments.add($L); // $L\n",
                    context.accessor(number),
                    context.scalarName(number));
        }
        CodeBlock body = code.build();
        return body.isEmpty() ? CodeBlock.of("// none\n") : body;
    }
}
