package dev.optweave.mistakes;

import dev.optweave.processor.tool.InMemoryCompiler;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/** The compilers that users have, each with our processor and with the class path of the tests. */
final class Compilers {

    static final InMemoryCompiler JAVAC = InMemoryCompiler.create();

    /** Reads sources from disk alone. */
    static final InMemoryCompiler ECJ =
            InMemoryCompiler.of(new EclipseCompiler()).withOptions("--release", "17");

    private Compilers() {}
}
