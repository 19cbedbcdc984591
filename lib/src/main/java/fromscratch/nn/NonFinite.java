package fromscratch.nn;

import fromscratch.linalg.Matrix;

import java.util.List;

/** Finds where in a network the first number became infinite or NaN: the layers behind it only pass it on. */
final class NonFinite {
    private NonFinite() {
    }

    /** The place of the first such number, row after row, or −1 if there is none. */
    static int indexIn(Matrix m) {
        float[] values = m.data();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }

    /**
     * A sentence that names the layer.
     *
     * @param outputs what each layer gave for a batch whose inputs are finite
     */
    static String where(Network network, List<Matrix> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            Layer layer = network.layers().get(i);
            String name = "layer " + (i + 1) + " (" + layer + ")";
            for (Parameter parameter : layer.parameters()) {
                int at = indexIn(parameter.value());
                if (at >= 0) {
                    return "It began in " + name + ": one of its weights is " + parameter.value().data()[at] + ".";
                }
            }
            int at = indexIn(outputs.get(i));
            if (at >= 0) {
                return "It began in " + name + ": its weights are numbers, but one of its outputs is "
                    + outputs.get(i).data()[at] + ".";
            }
        }
        return "All layers gave numbers: it began in the loss itself.";
    }
}
