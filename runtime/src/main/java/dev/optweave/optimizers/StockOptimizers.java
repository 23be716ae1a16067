package dev.optweave.optimizers;

import static java.util.Map.entry;

import dev.optweave.runtime.OptimizerBuilder;
import dev.optweave.runtime.internal.Names;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The stock optimizers by name, for programs that learn the name at run time.
 *
 * <p>A program that knows its optimizer calls the class itself: {@code AdamW.builder()}.
 */
public final class StockOptimizers {

    private static final Map<String, Supplier<OptimizerBuilder<?, ?>>> BUILDERS =
            Map.ofEntries(
                    entry("AdaDelta", AdaDelta::builder),
                    entry("AdaGrad", AdaGrad::builder),
                    entry("AdaGradEpsInside", AdaGradEpsInside::builder),
                    entry("AdaMax", AdaMax::builder),
                    entry("Adam", Adam::builder),
                    entry("AdamEpsInside", AdamEpsInside::builder),
                    entry("AdamUncorrected", AdamUncorrected::builder),
                    entry("AdamW", AdamW::builder),
                    entry("AdamWEpsInside", AdamWEpsInside::builder),
                    entry("AmsGrad", AmsGrad::builder),
                    entry("AmsGradW", AmsGradW::builder),
                    entry("Asgd", Asgd::builder),
                    entry("EmaMomentum", EmaMomentum::builder),
                    entry("HeavyBall", HeavyBall::builder),
                    entry("Lamb", Lamb::builder),
                    entry("Lars", Lars::builder),
                    entry("Lion", Lion::builder),
                    entry("Momentum", Momentum::builder),
                    entry("NAdam", NAdam::builder),
                    entry("NAdamDozat", NAdamDozat::builder),
                    entry("Nesterov", Nesterov::builder),
                    entry("NesterovLookahead", NesterovLookahead::builder),
                    entry("RAdam", RAdam::builder),
                    entry("RmsProp", RmsProp::builder),
                    entry("RmsPropCentered", RmsPropCentered::builder),
                    entry("RmsPropCenteredMomentum", RmsPropCenteredMomentum::builder),
                    entry("RmsPropEpsInside", RmsPropEpsInside::builder),
                    entry("RmsPropMomentum", RmsPropMomentum::builder),
                    entry("Rprop", Rprop::builder),
                    entry("Sgd", Sgd::builder));

    private static final List<String> NAMES = BUILDERS.keySet().stream().sorted().toList();

    private StockOptimizers() {}

    /** The names of all stock optimizers, sorted. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * A new builder with the optimizer's default hyperparameters.
     *
     * @throws IllegalArgumentException if there is no stock optimizer of that name; the message
     *     names the nearest and all there are
     */
    public static OptimizerBuilder<?, ?> builder(String name) {
        Supplier<OptimizerBuilder<?, ?>> builder = BUILDERS.get(known(name));
        return builder.get();
    }

    /**
     * The Java source in which the rule is declared.
     *
     * @throws IllegalArgumentException if there is no stock optimizer of that name
     */
    public static String ruleSource(String name) {
        String file = known(name) + "Rule.java";
        try (InputStream source = StockOptimizers.class.getResourceAsStream(file)) {
            if (source == null) {
                throw new IllegalStateException(
                        "the runtime's jar does not hold the source `" + file + "`; rebuild it");
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read `" + file + "` in the runtime's jar", e);
        }
    }

    private static String known(String name) {
        if (!BUILDERS.containsKey(name)) {
            throw new IllegalArgumentException(Names.unknown("stock optimizer", name, NAMES));
        }
        return name;
    }
}
