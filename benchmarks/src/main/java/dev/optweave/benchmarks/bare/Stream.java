package dev.optweave.benchmarks.bare;

/**
 * An array that a loop goes through.
 *
 * @param read whether the loop reads it
 * @param written whether the loop writes it
 * @param bytes of each element: 1, 2 or 4
 */
public record Stream(boolean read, boolean written, int bytes) {

    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if an element has another size, or nothing is done with it
     */
    public Stream {
        if (bytes != 1 && bytes != 2 && bytes != 4) {
            throw new IllegalArgumentException("elements of " + bytes + " bytes; allowed: 1, 2, 4");
        }
        if (!read && !written) {
            throw new IllegalArgumentException("a stream is read, written or both");
        }
    }

    static Stream parse(String text) {
        int split = text.length() - 1;
        String access = text.substring(0, Math.max(split, 0));
        if (!text.matches("(r|w|rw)[124]")) {
            throw new IllegalArgumentException(
                    "there is no stream `" + text + "`; allowed: r, w or rw with 1, 2 or 4");
        }
        return new Stream(access.contains("r"), access.contains("w"), text.charAt(split) - '0');
    }

    /** How many bytes of each element pass, in and out. */
    public int moved() {
        return (read ? bytes : 0) + (written ? bytes : 0);
    }

    /** As {@link #parse} takes it: {@code rw4}. */
    @Override
    public String toString() {
        return (read ? "r" : "") + (written ? "w" : "") + bytes;
    }
}
