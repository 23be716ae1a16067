package dev.optweave.benchmarks.libtorch;

import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;

/**
 * An operator with its arguments, to be called many times. The operator is looked up and the
 * arguments are boxed once; a call copies the boxes, which does not depend on the size of what is
 * in them, and hands them to libtorch's dispatcher.
 */
final class OperatorCall {

    private static final Dispatcher DISPATCHER = Dispatcher.singleton();

    private final OperatorHandle operator;
    private final IValueVector arguments;
    private final IValueVector stack = new IValueVector();

    /**
     * Looks the operator up.
     *
     * @param name such as {@code aten::_fused_adamw_}
     * @param overload empty if there is only one
     * @param arguments all that its schema has, in order
     * @throws RuntimeException if libtorch has no such operator
     */
    OperatorCall(String name, String overload, IValue... arguments) {
        this.operator = DISPATCHER.findSchemaOrThrow(name, overload);
        this.arguments = new IValueVector(arguments);
    }

    /** Calls the operator; what it returns is dropped at the next call. */
    void run() {
        stack.put(arguments);
        DISPATCHER.callBoxed(operator, stack);
    }
}
