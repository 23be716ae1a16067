package dev.optweave.processor.program;

import dev.optweave.processor.equation.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names a program's scalars after the rule's own names: {@code lr * unbiasM} is lrUnbiasM. */
public final class ScalarNames {

    /** A longer name says less than the formula it stands for. */
    private static final int LONGEST = 28;

    private final Program program;
    private final Map<Integer, String> names = new HashMap<>();
    private final Names unique;

    private ScalarNames(Program program, Names unique) {
        this.program = program;
        this.unique = unique;
    }

    /** Names for all values of the program that are not elements. */
    public static Map<Integer, String> of(Program program, Names unique) {
        ScalarNames scalarNames = new ScalarNames(program, unique);
        for (int number = 0; number < program.instructions().size(); number++) {
            Instruction instruction = program.instruction(number);
            boolean scalar = instruction.kind() != Kind.ELEMENT;
            if (scalar && !(instruction.operation() instanceof Operation.Constant)) {
                scalarNames.names.put(number, unique.unique(scalarNames.wanted(instruction)));
            }
        }
        return scalarNames.names;
    }

    private String wanted(Instruction instruction) {
        Operation operation = instruction.operation();
        if (operation instanceof Operation.Load load) {
            return load.variable().role() == Variable.Role.DECAY_PRODUCT
                    ? identifier(load.variable().name()) + "Before"
                    : load.variable().name() + "Before";
        } else if (operation instanceof Operation.ElementCount) {
            return "elementCount";
        } else if (!instruction.hint().isEmpty()) {
            return instruction.hint();
        } else if (operation instanceof Operation.Compute compute) {
            String name = combined(compute.function(), instruction.arguments());
            boolean starts = Character.isJavaIdentifierStart(name.codePointAt(0));
            return starts && name.length() <= LONGEST ? name : "scalar";
        }
        return "scalar";
    }

    private String combined(Function function, List<Integer> x) {
        String first = name(x.get(0));
        String second = x.size() > 1 ? Names.capitalized(name(x.get(1))) : "";
        boolean fromOne = isOne(x.get(0));
        return switch (function) {
            case NEGATE -> "minus" + Names.capitalized(first);
            case MULTIPLY -> first + second;
            case SUBTRACT -> (fromOne ? "oneMinus" : first + "Minus") + second;
            case ADD -> first + "Plus" + second;
            case DIVIDE -> fromOne ? "inverse" + second : first + "Over" + second;
            case POWER -> first + "To" + second;
            case SQRT -> "root" + Names.capitalized(first);
            case MAX -> bounded(x, "AtLeast", "max");
            case MIN -> bounded(x, "AtMost", "min");
            case LESS, LESS_EQUAL, EQUAL, NOT_EQUAL, AND, OR, NOT -> "condition";
            default -> "scalar";
        };
    }

    /** The name of a minimum or maximum, which is a bound if one side is a number. */
    private String bounded(List<Integer> x, String bound, String word) {
        String first = name(x.get(0));
        String second = name(x.get(1));
        if (isConstant(x.get(1))) {
            return first + bound + second;
        }
        return isConstant(x.get(0))
                ? second + bound + first
                : word + Names.capitalized(first) + Names.capitalized(second);
    }

    private boolean isConstant(int number) {
        return program.instruction(number).operation() instanceof Operation.Constant;
    }

    private boolean isOne(int number) {
        return program.instruction(number).operation() instanceof Operation.Constant constant
                && constant.value() == 1;
    }

    private String name(int number) {
        String name = names.get(number);
        if (name != null) {
            return name;
        }
        return program.instruction(number).operation() instanceof Operation.Constant constant
                ? number(constant.value())
                : "scalar";
    }

    /** A number as part of a name. */
    private static String number(double value) {
        String text = Double.toString(value);
        String digits = text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
        return digits.replace('.', '_').replace('-', '_');
    }

    private static String identifier(String text) {
        String identifier = Names.lettersAndDigits(text);
        return identifier.isEmpty() ? "scalar" : identifier;
    }
}
