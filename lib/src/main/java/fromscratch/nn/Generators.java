package fromscratch.nn;

import fromscratch.linalg.Rng;

import java.util.ArrayList;
import java.util.List;

/** All generators that a training draws from, in a fixed order; one may be there twice. */
final class Generators {
    private final List<Rng> generators;

    /** That of the order, those of the fresh examples, then that of each {@link Dropout} layer. */
    Generators(Rng order, List<Rng> fresh, Network network) {
        generators = new ArrayList<>(List.of(order));
        generators.addAll(fresh);
        for (Layer layer : network.layers()) {
            if (layer instanceof Dropout dropout) {
                generators.add(dropout.rng());
            }
        }
    }

    /** The state of each. */
    long[] states() {
        return generators.stream().mapToLong(Rng::state).toArray();
    }

    /** Makes each go on from its state in {@code states}. */
    void restore(long[] states) {
        for (int i = 0; i < states.length; i++) {
            generators.get(i).restore(states[i]);
        }
    }
}
