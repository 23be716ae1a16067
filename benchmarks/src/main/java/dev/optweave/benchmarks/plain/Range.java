package dev.optweave.benchmarks.plain;

import dev.optweave.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/**
 * Some elements of a tensor.
 *
 * @param tensor its place in the workload
 * @param from the first element
 * @param to the one after the last
 */
record Range(int tensor, int from, int to) {

    /** Elements of a cache line, so that two threads do not write to one of a long tensor. */
    private static final int LINE = 16;

    /** Cuts a workload into as many shares of the same size. */
    static List<List<Range>> shares(Workload workload, int count) {
        List<List<Range>> shares = new ArrayList<>();
        long all = workload.elements();
        for (int i = 0; i < count; i++) {
            shares.add(between(workload, border(all, i, count), border(all, i + 1, count)));
        }
        return shares;
    }

    private static long border(long all, int share, int count) {
        return share == count ? all : all * share / count / LINE * LINE;
    }

    private static List<Range> between(Workload workload, long from, long to) {
        List<Range> ranges = new ArrayList<>();
        long start = 0;
        for (int i = 0; i < workload.tensors().size(); i++) {
            int length = workload.tensors().get(i).length();
            int first = (int) Math.max(0, Math.min(length, from - start));
            int end = (int) Math.max(0, Math.min(length, to - start));
            if (first < end) {
                ranges.add(new Range(i, first, end));
            }
            start += length;
        }
        return ranges;
    }
}
