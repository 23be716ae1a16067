package dev.optweave.processor.program;

import dev.optweave.State.Shape;
import dev.optweave.processor.equation.Rule;
import dev.optweave.processor.equation.Rule.StateVariable;
import dev.optweave.processor.program.Program.Section;
import dev.optweave.processor.program.Program.Store;
import dev.optweave.processor.program.Variable.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each name stands for while the statements of a section are lowered in order. */
final class Scope {

    private final Rule rule;
    private final Section section;
    private final ProgramBuilder builder = new ProgramBuilder();
    private final Map<String, Integer> values = new LinkedHashMap<>();
    private final Map<String, Integer> startValues = new LinkedHashMap<>();
    private final Map<Variable, Store> stores = new LinkedHashMap<>();
    private final Map<String, Integer> decayProducts = new LinkedHashMap<>();

    Scope(Rule rule, Section section) {
        this.rule = rule;
        this.section = section;
    }

    ProgramBuilder builder() {
        return builder;
    }

    Rule rule() {
        return rule;
    }

    /** The current value of a name. */
    int name(String name) {
        Integer known = values.get(name);
        if (known == null) {
            known = startValue(name);
            values.put(name, known);
        }
        return known;
    }

    /** The value that a name has when the step starts. */
    int startValue(String name) {
        Integer known = startValues.get(name);
        if (known == null) {
            known = declared(name);
            startValues.put(name, known);
        }
        return known;
    }

    /** Gives a variable or a local its new value; the gradient's lasts for this step alone. */
    void assign(String name, int value, int statement) {
        values.put(name, value);
        boolean stored = name.equals(rule.parameter()) || rule.state(name).isPresent();
        if (stored) {
            Variable variable = variable(name);
            stores.put(variable, new Store(variable, value, statement));
            // A rate that mentions the state is another rate from here on.
            decayProducts.keySet().removeIf(rate -> mentions(rate, name));
        }
        builder.named(value, name);
    }

    /** Stores a first value, which other initial values do not see. */
    void initialize(String state, int value, int statement) {
        initialize(variable(state), value, statement);
    }

    void initialize(Variable variable, int value, int statement) {
        stores.put(variable, new Store(variable, value, statement));
    }

    /**
     * The product of a rate over the steps so far, β^t, this step's included.
     *
     * @param text how the rate is written, which tells the products apart
     */
    int decayProduct(String text, int rate) {
        Integer known = decayProducts.get(text);
        if (known != null) {
            return known;
        }
        Variable product = product(text);
        int value = builder.load(product);
        if (section == Section.UPDATE || section == Section.GRADIENT_POINT) {
            value = builder.compute(Function.MULTIPLY, value, rate);
            builder.named(value, identifier(text) + "Power");
        }
        if (section == Section.UPDATE) {
            stores.put(product, new Store(product, value, -1));
        }
        decayProducts.put(text, value);
        return value;
    }

    private Variable product(String text) {
        String name = text + "^" + Rule.STEP_NUMBER;
        Variable product = new Variable(name, Role.DECAY_PRODUCT, Shape.STEP);
        while (stores.containsKey(product)) {
            name += "'";
            product = new Variable(name, Role.DECAY_PRODUCT, Shape.STEP);
        }
        return product;
    }

    private static boolean mentions(String text, String name) {
        return Arrays.asList(text.split("[^\\p{L}\\p{M}\\p{N}_$]+")).contains(name);
    }

    Program program(List<String> statements) {
        return new Program(
                section,
                statements,
                builder.instructions(),
                new ArrayList<>(stores.values()),
                List.of());
    }

    static Variable variable(StateVariable state) {
        return new Variable(state.name(), Role.STATE, state.shape());
    }

    private Variable variable(String name) {
        if (name.equals(rule.parameter())) {
            return new Variable(name, Role.PARAMETER, Shape.ELEMENT);
        } else if (name.equals(rule.gradient())) {
            return new Variable(name, Role.GRADIENT, Shape.ELEMENT);
        }
        return rule.state(name)
                .map(Scope::variable)
                .orElseThrow(() -> new IllegalArgumentException("no variable " + name));
    }

    private int declared(String name) {
        if (name.equals(Rule.STEP_NUMBER)) {
            return builder.add(new Operation.StepNumber(), name);
        } else if (rule.hyperparameter(name).isPresent()) {
            return builder.add(new Operation.Hyperparameter(name), name);
        }
        return builder.load(variable(name));
    }

    private static String identifier(String text) {
        String identifier = Names.lettersAndDigits(text);
        return identifier.isEmpty() || !Character.isJavaIdentifierStart(identifier.codePointAt(0))
                ? "rate" + identifier
                : identifier;
    }
}
