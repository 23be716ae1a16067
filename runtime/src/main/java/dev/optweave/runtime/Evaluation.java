package dev.optweave.runtime;

/**
 * While it is open, the parameters hold the values to evaluate and save with; closing it puts back,
 * bit for bit, the values to train with.
 *
 * <pre>{@code
 * try (Evaluation view = optimizer.evaluation()) {
 *     accuracy = model.accuracy(view.parameters(), testSet);
 * }
 * }</pre>
 *
 * <p>What is written to the parameters while the view is open is lost when it is closed. No step
 * can be taken meanwhile.
 */
public final class Evaluation implements AutoCloseable {

    private final Parameters parameters;
    private final Runnable end;
    private boolean open = true;

    Evaluation(Parameters parameters, Runnable end) {
        this.parameters = parameters;
        this.end = end;
    }

    /** The optimizer's parameters, which now hold the values to evaluate with. */
    public Parameters parameters() {
        return parameters;
    }

    /** Puts back the values to train with. Closing twice does no harm. */
    @Override
    public void close() {
        if (open) {
            open = false;
            end.run();
        }
    }
}
