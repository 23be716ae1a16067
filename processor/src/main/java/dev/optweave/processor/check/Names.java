package dev.optweave.processor.check;

import dev.optweave.processor.diagnostic.Suggestion;
import dev.optweave.processor.equation.Builtin;
import dev.optweave.processor.equation.Expr;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the names of a rule stand for. */
final class Names {

    private static final Set<String> PARAMETER_NAMES =
            Set.of("w", "W", "θ", "Θ", "theta", "param", "params", "weight", "weights");
    private static final Set<String> GRADIENT_NAMES =
            Set.of("g", "G", "grad", "grads", "gradient", "dL", "dw", "dW");
    private static final Set<String> STEP_NAMES =
            Set.of("step", "steps", "iteration", "iter", "epoch", "T");
    private static final Set<String> LEARNING_RATE_NAMES =
            Set.of("lr", "α", "alpha", "η", "eta", "learningRate", "learning_rate", "rate");
    private static final Set<String> WEIGHT_DECAY_NAMES =
            Set.of("λ", "lambda", "wd", "decay", "weightDecay", "weight_decay");
    private static final Set<String> SUBSCRIPTS = Set.of("_t", "ₜ", "_i", "_k", "_n");

    private final Rule rule;
    private final Map<String, Meaning> declared = new LinkedHashMap<>();
    private final Set<String> locals = new LinkedHashSet<>();

    Names(Rule rule) {
        this.rule = rule;
        rule.hyperparameters().forEach(h -> declared.putIfAbsent(h.name(), meaning(h)));
        rule.states().forEach(state -> declared.putIfAbsent(state.name(), Meaning.STATE));
        declared.put(rule.parameter(), Meaning.PARAMETER);
        declared.put(rule.gradient(), Meaning.GRADIENT);
        declared.put(Rule.STEP_NUMBER, Meaning.STEP_NUMBER);
        for (Statement statement : rule.statements()) {
            String target = statement.target().name();
            if (statement.assignment() == Statement.Assignment.SET && isLocalTarget(target)) {
                locals.add(target);
            }
        }
    }

    /** What a name can stand for, in the words of the field. */
    enum Meaning {
        PARAMETER("the parameter"),
        GRADIENT("the gradient"),
        STEP_NUMBER("the step number"),
        LEARNING_RATE("a learning rate"),
        DECAY_RATE("a decay rate"),
        HYPERPARAMETER("a hyperparameter"),
        WEIGHT_DECAY("a weight decay"),
        STATE("a state"),
        LOCAL("a local name");

        private final String words;

        Meaning(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        boolean isHyperparameter() {
            return switch (this) {
                case LEARNING_RATE, DECAY_RATE, HYPERPARAMETER, WEIGHT_DECAY -> true;
                case PARAMETER, GRADIENT, STEP_NUMBER, STATE, LOCAL -> false;
            };
        }
    }

    private static Meaning meaning(Rule.Hyperparameter hyperparameter) {
        return switch (hyperparameter.role()) {
            case LEARNING_RATE -> Meaning.LEARNING_RATE;
            case DECAY_RATE -> Meaning.DECAY_RATE;
            case HYPER -> Meaning.HYPERPARAMETER;
            case WEIGHT_DECAY -> Meaning.WEIGHT_DECAY;
        };
    }

    /** What a declared or built-in name stands for. */
    Optional<Meaning> declared(String name) {
        return Optional.ofNullable(declared.get(name));
    }

    /** What a name stands for somewhere in the equations. */
    Optional<Meaning> anywhere(String name) {
        return locals.contains(name) ? Optional.of(Meaning.LOCAL) : declared(name);
    }

    /** Whether some equation assigns this name as a local one. */
    boolean isLocal(String name) {
        return locals.contains(name);
    }

    private boolean isLocalTarget(String target) {
        return !target.equals(Statement.UNKNOWN_TARGET)
                && !declared.containsKey(target)
                && Builtin.named(target).isEmpty()
                && subscripted(target).isEmpty()
                && !isForeignParameter(target);
    }

    /** Whether a target is another rule's name for the parameter, which nothing here updates. */
    boolean isForeignParameter(String target) {
        return PARAMETER_NAMES.contains(target)
                && !declared.containsKey(target)
                && rule.statements().stream()
                        .noneMatch(s -> s.target().name().equals(rule.parameter()));
    }

    /** The declared name that is meant by one such as {@code m_t}. */
    Optional<String> subscripted(String name) {
        if (declared.containsKey(name)) {
            return Optional.empty();
        }
        return SUBSCRIPTS.stream()
                .filter(name::endsWith)
                .map(ending -> name.substring(0, name.length() - ending.length()))
                .filter(base -> declared.containsKey(base) || locals.contains(base))
                .findAny();
    }

    /** The state that is meant by one such as {@code m̂}. */
    Optional<String> hatted(String name) {
        String decomposed = java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFD);
        return decomposed.contains("\u0302")
                ? Optional.of(decomposed.replace("\u0302", ""))
                        .filter(base -> anywhere(base).isPresent())
                : Optional.empty();
    }

    /** Whether this asks for the old value of a local name, which has none. */
    boolean isOldOfLocal(Expr.Call call) {
        return Expressions.isCall(call, Builtin.OLD)
                && call.arguments().size() == 1
                && call.arguments().get(0) instanceof Expr.Name name
                && declared(name.name()).isEmpty()
                && isLocal(name.name());
    }

    /** What to say of a name that does not exist. */
    String help(String unknown) {
        return conventional(unknown)
                .or(() -> similar(unknown))
                .or(() -> state(unknown))
                .orElse(
                        "names are declared by methods, as in `@Hyper(1e-8) double %s();`"
                                .formatted(unknown));
    }

    private Optional<String> similar(String unknown) {
        List<String> candidates = new ArrayList<>(declared.keySet());
        candidates.addAll(locals);
        candidates.remove(unknown);
        return Suggestion.nearest(unknown, candidates)
                .map(
                        name ->
                                "%s with a similar name exists: `%s`"
                                        .formatted(
                                                anywhere(name)
                                                        .orElse(Meaning.LOCAL)
                                                        .words()
                                                        .replaceFirst("^the ", "a "),
                                                name));
    }

    /** Such as {@code mHat} or {@code m_prev}, where a word of the language is meant. */
    private Optional<String> state(String unknown) {
        for (String ending : List.of("_hat", "Hat", "hat")) {
            Optional<String> base = base(unknown, ending);
            if (base.isPresent()) {
                return base.map("write `hat(%s)`"::formatted);
            }
        }
        for (String ending : List.of("_prev", "Prev", "_old", "Old")) {
            Optional<String> base = base(unknown, ending);
            if (base.isPresent()) {
                return base.map("the value at the start of the step is `old(%s)`"::formatted);
            }
        }
        return Optional.empty();
    }

    private Optional<String> base(String unknown, String ending) {
        return Optional.of(unknown)
                .filter(name -> name.endsWith(ending))
                .map(name -> name.substring(0, name.length() - ending.length()))
                .filter(name -> rule.state(name).isPresent());
    }

    /** Names that papers and libraries give to what is called otherwise here. */
    private Optional<String> conventional(String unknown) {
        if (PARAMETER_NAMES.contains(unknown)) {
            String renaming =
                    rule.parameter().equals("w")
                            ? "; to rename it, `@OptimizerRule(parameter = \"" + unknown + "\")`"
                            : "";
            return Optional.of("the parameter is `" + rule.parameter() + "`" + renaming);
        }
        if (GRADIENT_NAMES.contains(unknown)) {
            String renaming =
                    rule.gradient().equals("g")
                            ? "; to rename it, `@OptimizerRule(gradient = \"" + unknown + "\")`"
                            : "";
            return Optional.of("the gradient is `" + rule.gradient() + "`" + renaming);
        }
        if (STEP_NAMES.contains(unknown)) {
            return Optional.of("the step number is `t`, 1 on the first step");
        }
        if (LEARNING_RATE_NAMES.contains(unknown)) {
            return only(Meaning.LEARNING_RATE).map("the learning rate is `%s`"::formatted);
        }
        return WEIGHT_DECAY_NAMES.contains(unknown)
                ? only(Meaning.WEIGHT_DECAY).map("the weight decay is `%s`"::formatted)
                : Optional.empty();
    }

    private Optional<String> only(Meaning meaning) {
        return declared.entrySet().stream()
                .filter(entry -> entry.getValue() == meaning)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The nearest name to one that should have been a target: a state or the parameter. */
    Optional<String> similarTarget(String unknown) {
        List<String> candidates = new ArrayList<>();
        candidates.add(rule.parameter());
        rule.states().forEach(state -> candidates.add(state.name()));
        return Suggestion.nearest(unknown, candidates);
    }

    /** The nearest decay rate to a name. */
    Optional<String> similarDecayRate(String unknown) {
        return Suggestion.nearest(
                unknown,
                declared.keySet().stream()
                        .filter(name -> declared.get(name) == Meaning.DECAY_RATE)
                        .toList());
    }
}
