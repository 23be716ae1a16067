package dev.optweave.benchmarks.tensorflow;

import dev.optweave.benchmarks.step.Contestant;
import dev.optweave.benchmarks.step.StepTask;
import dev.optweave.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** A graph with a workload's variables and their updates, and the session that runs it. */
final class GraphSteps implements Contestant {

    private final StepTask task;
    private final Graph graph = new Graph();
    private final Session session;
    private final Op step;
    private final List<Placeholder<TFloat32>> scalars = new ArrayList<>();
    private final List<TFloat32> numbers = new ArrayList<>();
    private final List<Operand<TFloat32>> parameters = new ArrayList<>();
    private List<float[]> read = List.of();
    private int t;

    GraphSteps(StepTask task, ConfigProto threads) {
        this.task = task;
        Ops tf = Ops.create(graph);
        for (int i = 0; i < Updates.scalars(task); i++) {
            scalars.add(tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar())));
            numbers.add(TFloat32.scalarOf(0));
        }
        Updates updates = new Updates(task, tf, scalars);
        Placeholder<TFloat32> values = tf.placeholder(TFloat32.class);
        Placeholder<TFloat32> gradients = tf.placeholder(TFloat32.class);
        List<Op> first = new ArrayList<>();
        List<Op> steps = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < task.workload().tensors().size(); i++) {
            int length = task.workload().tensors().get(i).length();
            Variables tensor =
                    Variables.in(
                            tf,
                            new Variables.Start(
                                    "t" + i,
                                    length,
                                    slice(tf, values, start, length),
                                    slice(tf, gradients, start, length)),
                            updates.states());
            first.addAll(tensor.first());
            steps.add(updates.of(tensor));
            parameters.add(tensor.parameter(tf));
            start = Math.addExact(start, length);
        }
        step = tf.withControlDependencies(steps).noOp();
        Op fill = tf.withControlDependencies(first).noOp();
        session = new Session(graph, threads);
        fill(fill, values, gradients);
    }

    private static Operand<TFloat32> slice(Ops tf, Operand<TFloat32> all, int start, int length) {
        return tf.slice(all, tf.array(start), tf.array(length));
    }

    private void fill(Op fill, Placeholder<TFloat32> values, Placeholder<TFloat32> gradients) {
        Workload workload = task.workload();
        try (TFloat32 w = TFloat32.tensorOf(Shape.of(workload.elements()));
                TFloat32 g = TFloat32.tensorOf(Shape.of(workload.elements()))) {
            long start = 0;
            for (int i = 0; i < workload.tensors().size(); i++) {
                int length = workload.tensors().get(i).length();
                w.asRawTensor().data().asFloats().offset(start).write(workload.values(i));
                g.asRawTensor().data().asFloats().offset(start).write(workload.gradient(i));
                start += length;
            }
            session.runner().feed(values, w).feed(gradients, g).addTarget(fill).run().close();
        }
    }

    @Override
    public void step() {
        t++;
        Session.Runner run = session.runner();
        double[] now = Updates.scalars(task, t);
        for (int i = 0; i < now.length; i++) {
            numbers.get(i).setFloat((float) now[i]);
            run.feed(scalars.get(i), numbers.get(i));
        }
        run.addTarget(step).run().close();
        read = List.of();
    }

    /** Reads all tensors at once: each other list of what to fetch makes TensorFlow plan anew. */
    @Override
    public float[] parameter(int tensor) {
        if (read.isEmpty()) {
            Session.Runner run = session.runner();
            parameters.forEach(run::fetch);
            List<float[]> all = new ArrayList<>();
            try (Result result = run.run()) {
                for (int i = 0; i < parameters.size(); i++) {
                    all.add(StdArrays.array1dCopyOf((TFloat32) result.get(i)));
                }
            }
            read = all;
        }
        return read.get(tensor);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
        numbers.forEach(TFloat32::close);
    }
}
