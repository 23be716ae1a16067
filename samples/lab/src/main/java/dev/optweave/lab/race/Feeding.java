package dev.optweave.lab.race;

import dev.optweave.lab.message.UserException;

/**
 * How many examples a step averages its gradient over.
 *
 * @param size the number; {@link Integer#MAX_VALUE} for all of them
 */
public record Feeding(int size) {

    /** All examples in every step. */
    public static final Feeding FULL = new Feeding(Integer.MAX_VALUE);

    /** One example in every step. */
    public static final Feeding SINGLE = new Feeding(1);

    /**
     * From the command line.
     *
     * @param text {@code full}, {@code single} or a number from 1
     * @throws UserException if it is something else
     */
    public static Feeding parse(String text) {
        try {
            Feeding feeding =
                    switch (text) {
                        case "full" -> FULL;
                        case "single" -> SINGLE;
                        default -> new Feeding(Integer.parseInt(text));
                    };
            if (feeding.size >= 1) {
                return feeding;
            }
        } catch (NumberFormatException e) {
            throw new UserException(notABatch(text), e);
        }
        throw new UserException(notABatch(text));
    }

    private static String notABatch(String text) {
        return "--batch is `" + text + "`; allowed: full, single, or a number of examples from 1";
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return size == Integer.MAX_VALUE ? "full" : size == 1 ? "single" : Integer.toString(size);
    }
}
