package fromscratch.notebook;

import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/** For tests of what happens in other threads: waits until it has happened. */
final class Waiting {
    private static final int SECONDS = 60;   // far more than it takes: a busy machine is no error

    private Waiting() {
    }

    /** Fails if the condition does not hold within a minute. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 100 * SECONDS && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).as("within " + SECONDS + " s").isTrue();
    }
}
