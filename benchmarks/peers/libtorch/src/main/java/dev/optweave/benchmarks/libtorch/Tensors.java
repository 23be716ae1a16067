package dev.optweave.benchmarks.libtorch;

import dev.optweave.benchmarks.step.StepTask;
import dev.optweave.benchmarks.workload.TensorShape;
import dev.optweave.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * Lists of libtorch's tensors in the shapes of a workload, where libtorch itself allocates them.
 * Everything made while this is open is freed when it is closed; to be used in one thread.
 */
final class Tensors implements AutoCloseable {

    private static final int CHUNK = 1 << 20;

    private final Workload workload;
    private final Pointer guard;
    private final PointerScope scope;

    private Tensors(StepTask task, Pointer guard) {
        this.workload = task.workload();
        this.guard = guard;
        this.scope = new PointerScope();
        torch.set_num_threads(task.threads());
    }

    /** Tensors that libtorch keeps no book of for gradients: calls of operators cost least so. */
    static Tensors withoutAutograd(StepTask task) {
        return new Tensors(task, new InferenceMode());
    }

    /** Tensors as training has them, with the recording of gradients switched off. */
    static Tensors withAutograd(StepTask task) {
        return new Tensors(task, new NoGradGuard());
    }

    /** The workload's values. */
    List<Tensor> values() {
        return each(i -> tensor(workload.tensors().get(i), workload.values(i)));
    }

    /** The workload's gradients. */
    List<Tensor> gradients() {
        return each(i -> tensor(workload.tensors().get(i), workload.gradient(i)));
    }

    /** Zeros in the workload's shapes. */
    List<Tensor> zeros() {
        return each(i -> torch.zeros(shape(workload.tensors().get(i))));
    }

    /** One scalar tensor for each of the workload's. */
    List<Tensor> scalars(float value) {
        return each(i -> scalar(value));
    }

    private List<Tensor> each(IntFunction<Tensor> create) {
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < workload.tensors().size(); i++) {
            all.add(create.apply(i));
        }
        return all;
    }

    /** A tensor without dimensions. */
    static Tensor scalar(float value) {
        Tensor scalar = torch.zeros();
        scalar.data_ptr_float().put(value);
        return scalar;
    }

    private static Tensor tensor(TensorShape shape, float[] values) {
        Tensor tensor = torch.empty(shape(shape));
        write(tensor, values);
        return tensor;
    }

    private static long[] shape(TensorShape shape) {
        return Arrays.stream(shape.shape()).asLongStream().toArray();
    }

    /** Copies values into a tensor. */
    static void write(Tensor tensor, float[] values) {
        FloatPointer to = tensor.data_ptr_float();
        for (int start = 0; start < values.length; start += CHUNK) {
            to.position(start).put(values, start, Math.min(CHUNK, values.length - start));
        }
    }

    /** Copies a tensor's values. */
    static float[] read(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        tensor.data_ptr_float().get(values);
        return values;
    }

    /** An argument that holds a list of tensors. */
    static IValue list(List<Tensor> tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        list.reserve(tensors.size());
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor));
        }
        return new IValue(list);
    }

    @Override
    public void close() {
        scope.close();
        guard.close();
    }
}
