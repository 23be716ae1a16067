package dev.optweave.runtime;

import dev.optweave.runtime.internal.storage.RawArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Copies tensors into arrays that they share: one after the other, without a gap. */
final class Packing {

    /** How many elements an array can hold on every JVM, with room for an index to go beyond. */
    static final int MOST = Integer.MAX_VALUE - 64;

    private final int most;
    private final Map<Types, Pack> open = new HashMap<>();

    /** The types of values and gradient; tensors that share arrays have both in common. */
    private record Types(Class<?> values, Class<?> gradient) {
        static Types of(Window elements) {
            return new Types(elements.values().getClass(), elements.gradient().getClass());
        }
    }

    /** A pair of arrays to be. */
    private static final class Pack {
        private final List<Integer> members = new ArrayList<>();
        private int length;
    }

    private Packing(int most) {
        this.most = most;
    }

    /**
     * The same tensors, in the same order, in arrays that they share.
     *
     * @param kind what tensors that are to lie together have in common
     * @param most how many elements an array may have, unless one tensor has more
     */
    static List<Tensor> pack(List<Tensor> tensors, Function<? super Tensor, ?> kind, int most) {
        Map<Object, List<Integer>> kinds = new LinkedHashMap<>();
        for (int i = 0; i < tensors.size(); i++) {
            kinds.computeIfAbsent(kind.apply(tensors.get(i)), k -> new ArrayList<>()).add(i);
        }
        Packing packing = new Packing(most);
        List<Pack> packs = new ArrayList<>();
        for (List<Integer> members : kinds.values()) {
            for (int member : members) {
                packing.place(member, tensors.get(member), packs);
            }
        }
        Tensor[] packed = new Tensor[tensors.size()];
        packs.forEach(pack -> copy(pack, tensors, packed));
        return Arrays.asList(packed);
    }

    private void place(int member, Tensor tensor, List<Pack> packs) {
        Types types = Types.of(tensor.window());
        Pack pack = open.get(types);
        if (pack == null || (long) pack.length + tensor.length() > most) {
            pack = new Pack();
            packs.add(pack);
            open.put(types, pack);
        }
        pack.members.add(member);
        pack.length += tensor.length();
    }

    private static void copy(Pack pack, List<Tensor> tensors, Tensor[] packed) {
        Window like = tensors.get(pack.members.get(0)).window();
        Object values = RawArrays.like(like.values(), pack.length);
        Object gradient = RawArrays.like(like.gradient(), pack.length);
        int start = 0;
        for (int member : pack.members) {
            Tensor tensor = tensors.get(member);
            Window from = tensor.window();
            int length = tensor.length();
            System.arraycopy(from.values(), from.start(), values, start, length);
            System.arraycopy(from.gradient(), from.start(), gradient, start, length);
            packed[member] = tensor.in(new Window(values, gradient, start, length));
            start += length;
        }
    }
}
