package dev.optweave.benchmarks.question;

import java.io.IOException;
import java.nio.file.Path;

/** A folder that takes the project's place, so that results are written there. */
final class Home {

    private static final String PROPERTY = "optweave.bench.home";

    private Home() {}

    /** What is done there. */
    interface Action {

        void run() throws IOException;
    }

    /** Does it with the folder in the project's place. */
    static void is(Path folder, Action action) throws IOException {
        String before = System.setProperty(PROPERTY, folder.toString());
        try {
            action.run();
        } finally {
            if (before == null) {
                System.clearProperty(PROPERTY);
            } else {
                System.setProperty(PROPERTY, before);
            }
        }
    }
}
