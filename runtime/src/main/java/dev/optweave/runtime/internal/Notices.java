package dev.optweave.runtime.internal;

import dev.optweave.State.Rounding;
import dev.optweave.State.Storage;
import dev.optweave.runtime.internal.storage.Format;
import dev.optweave.runtime.internal.storage.StateStorage;
import dev.optweave.runtime.internal.storage.Stream;
import dev.optweave.runtime.kernel.KernelLayout.Loop;
import dev.optweave.runtime.kernel.RuleDescriptor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Lines that are logged once in a process, as a program builds optimizers by the thousand. */
public final class Notices {

    private static final System.Logger LOGGER = System.getLogger("dev.optweave");
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private Notices() {}

    /**
     * Says what runs a rule over tensors stored like these, unless the same has been said before.
     * The line begins with the rule's name and what lies in fewer bits, since loops depend on both.
     */
    public static void runs(RuleDescriptor rule, List<TensorMemory> tensors, String what) {
        String reduced = reduced(rule, tensors);
        String with = reduced.isEmpty() ? "" : " with " + reduced;
        String message = rule.name() + with + ": " + what;
        if (SAID.add(message)) {
            LOGGER.log(System.Logger.Level.INFO, message);
        }
    }

    /** What lies in fewer bits than it is computed in, such as {@code m, v in BFLOAT16}. */
    private static String reduced(RuleDescriptor rule, List<TensorMemory> tensors) {
        Map<String, Set<String>> namesByStorage = new LinkedHashMap<>();
        for (TensorMemory tensor : tensors) {
            Stream parameter = tensor.stream(Loop.PARAMETER);
            if (parameter.format() == Format.BFLOAT16_KAHAN) {
                add(namesByStorage, "BFLOAT16 and companions", "parameters");
            } else if (parameter.format() == Format.BFLOAT16) {
                String storage = text(Storage.BFLOAT16, parameter.isStochastic());
                add(namesByStorage, storage, "parameters");
            }
        }
        for (int i = 0; i < rule.states().size(); i++) {
            for (TensorMemory tensor : tensors) {
                StateStorage storage = tensor.group().storage().states().get(i);
                if (tensor.hasElements(i) && !storage.isExact(tensor.isDouble())) {
                    boolean stochastic = storage.rounding() == Rounding.STOCHASTIC;
                    String text = text(storage.storage(), stochastic);
                    add(namesByStorage, text, rule.states().get(i).name());
                }
            }
        }
        return namesByStorage.entrySet().stream()
                .map(entry -> String.join(", ", entry.getValue()) + " in " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static void add(Map<String, Set<String>> namesByStorage, String storage, String name) {
        namesByStorage.computeIfAbsent(storage, key -> new LinkedHashSet<>()).add(name);
    }

    private static String text(Storage storage, boolean stochastic) {
        return stochastic ? storage + " rounded at random" : storage.toString();
    }
}
