package dev.optweave.runtime.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lines that are logged once in a process, as a program builds optimizers by the thousand. */
public final class Notices {

    private static final System.Logger LOGGER = System.getLogger("dev.optweave");
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private Notices() {}

    /**
     * Says what runs a rule, unless the same has been said of it before.
     *
     * @param rule its name, which begins the line
     */
    public static void runs(String rule, String what) {
        String message = rule + ": " + what;
        if (SAID.add(message)) {
            LOGGER.log(System.Logger.Level.INFO, message);
        }
    }
}
