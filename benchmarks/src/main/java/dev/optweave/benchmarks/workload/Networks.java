package dev.optweave.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;

/** The parameters of real networks, in the order in which their forward pass uses them. */
final class Networks {

    private Networks() {}

    /**
     * GPT-2 small (Radford et al., 2019): 12 layers of width 768, 50,257 tokens, 1,024 positions.
     * The output shares the matrix of the tokens.
     */
    static List<TensorShape> gpt2Small() {
        int width = 768;
        List<TensorShape> all = new ArrayList<>();
        all.add(TensorShape.of("wte", 50257, width));
        all.add(TensorShape.of("wpe", 1024, width));
        for (int layer = 0; layer < 12; layer++) {
            String name = "h" + layer + ".";
            norm(all, name + "ln1", width);
            dense(all, name + "attention", width, 3 * width);
            dense(all, name + "projection", width, width);
            norm(all, name + "ln2", width);
            dense(all, name + "mlp1", width, 4 * width);
            dense(all, name + "mlp2", 4 * width, width);
        }
        norm(all, "ln", width);
        return all;
    }

    /**
     * BERT-base, uncased (Devlin et al., 2019), with the pooler and without a head: 12 layers of
     * width 768, 30,522 word pieces, 512 positions, 2 segments.
     */
    static List<TensorShape> bertBase() {
        int width = 768;
        List<TensorShape> all = new ArrayList<>();
        all.add(TensorShape.of("words", 30522, width));
        all.add(TensorShape.of("positions", 512, width));
        all.add(TensorShape.of("segments", 2, width));
        norm(all, "embedding", width);
        for (int layer = 0; layer < 12; layer++) {
            String name = "layer" + layer + ".";
            dense(all, name + "query", width, width);
            dense(all, name + "key", width, width);
            dense(all, name + "value", width, width);
            dense(all, name + "attention", width, width);
            norm(all, name + "ln1", width);
            dense(all, name + "intermediate", width, 4 * width);
            dense(all, name + "output", 4 * width, width);
            norm(all, name + "ln2", width);
        }
        dense(all, "pooler", width, width);
        return all;
    }

    /**
     * ResNet-50 (He et al., 2016) for ImageNet: blocks of 1x1, 3x3 and 1x1 convolutions without
     * biases, each normalized over the batch, in stages of 3, 4, 6 and 3.
     */
    static List<TensorShape> resnet50() {
        int[] blocks = {3, 4, 6, 3};
        List<TensorShape> all = new ArrayList<>();
        convolution(all, "stem", 64, 3, 7);
        int input = 64;
        for (int stage = 0; stage < blocks.length; stage++) {
            int width = 64 << stage;
            for (int block = 0; block < blocks[stage]; block++) {
                String name = "stage" + stage + ".block" + block + ".";
                convolution(all, name + "conv1", width, input, 1);
                convolution(all, name + "conv2", width, width, 3);
                convolution(all, name + "conv3", 4 * width, width, 1);
                if (block == 0) {
                    convolution(all, name + "shortcut", 4 * width, input, 1);
                }
                input = 4 * width;
            }
        }
        dense(all, "classifier", input, 1000);
        return all;
    }

    private static void dense(List<TensorShape> all, String name, int in, int out) {
        all.add(TensorShape.of(name + ".weight", out, in));
        all.add(TensorShape.of(name + ".bias", out));
    }

    private static void norm(List<TensorShape> all, String name, int width) {
        all.add(TensorShape.of(name + ".scale", width));
        all.add(TensorShape.of(name + ".shift", width));
    }

    private static void convolution(
            List<TensorShape> all, String name, int out, int in, int kernel) {
        all.add(TensorShape.of(name + ".kernel", out, in, kernel, kernel));
        norm(all, name + ".norm", out);
    }
}
