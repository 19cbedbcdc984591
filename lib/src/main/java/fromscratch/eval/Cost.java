package fromscratch.eval;

import fromscratch.nn.Dense;
import fromscratch.nn.Network;

/**
 * What a network costs, counted in multiplications for one example; each comes with an addition, so there are twice as
 * many operations. Only the dense layers are counted, which do nearly all of the work.
 */
public final class Cost {
    private Cost() {
    }

    /** To predict: one multiplication for each weight. */
    public static long prediction(Network network) {
        return network.layers().stream().mapToLong(layer -> layer instanceof Dense dense ? dense.weight().size() : 0).sum();
    }

    /**
     * To learn: each weight is used once on the way forward, once for its own gradient, and once to lead the gradient
     * back to the layer before. The first layer has none before it, so its weights are used only twice.
     */
    public static long training(Network network) {
        return 3 * prediction(network) - ((Dense) network.layers().get(0)).weight().size();
    }
}
