package fromscratch.eval;

import fromscratch.linalg.Matrix;
import fromscratch.nn.Layer;
import fromscratch.nn.Network;

import java.util.List;

/**
 * What a little more ink in each pixel would do to the score of a class: backpropagation all the way to the input
 * (Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks", 2014, section 3).
 */
public final class Saliency {
    private Saliency() {
    }

    /**
     * The slopes ∂z/∂x of the logit z of one class.
     *
     * @param image [1 × inputs]
     * @param label the class
     * @return [1 × inputs]: above 0 where more ink raises the logit
     * @throws IllegalArgumentException if it is not one image, it does not fit the network, or there is no such class
     */
    public static Matrix of(Network network, Matrix image, int label) {
        if (image.rows() != 1) {
            throw new IllegalArgumentException("Saliency: expected one image in one row, found " + image.shape());
        }
        network.forward(image);   // each layer keeps what the way back needs
        Matrix slopes = Matrix.oneHot(new int[] {label}, network.outputs());
        List<Layer> layers = network.layers();
        for (int i = layers.size() - 1; i >= 0; i--) {
            slopes = layers.get(i).backward(slopes);
        }
        return slopes.scale(1 / network.preprocessing().standardDeviation());
    }
}
