package fromscratch.nn;

import fromscratch.linalg.Matrix;

/**
 * loss = mean over all elements of (output − target)²; ∂loss/∂output = 2 (output − target) / number of elements.
 * The mean is over the batch and the outputs, as in PyTorch's {@code MSELoss}.
 */
public final class MeanSquaredError implements Loss {
    @Override
    public double value(Matrix outputs, Matrix targets) {
        Loss.requireSameShape(outputs, targets);
        double sum = 0;
        for (int i = 0; i < outputs.size(); i++) {
            double error = (double) outputs.data()[i] - targets.data()[i];
            sum += error * error;
        }
        return sum / outputs.size();
    }

    @Override
    public Matrix gradient(Matrix outputs, Matrix targets) {
        Matrix gradient = Matrix.zeros(outputs.rows(), outputs.cols());
        valueAndGradient(outputs, targets, gradient);
        return gradient;
    }

    @Override
    public double valueAndGradient(Matrix outputs, Matrix targets, Matrix into) {
        double value = value(outputs, targets);
        float factor = 2f / outputs.size();
        float[] d = into.data();
        for (int i = 0; i < d.length; i++) {
            d[i] = (outputs.data()[i] - targets.data()[i]) * factor;
        }
        return value;
    }

    @Override
    public double valueInDouble(double[][] outputs, Matrix targets) {
        double sum = 0;
        for (int r = 0; r < outputs.length; r++) {
            for (int c = 0; c < outputs[r].length; c++) {
                double error = outputs[r][c] - targets.get(r, c);
                sum += error * error;
            }
        }
        return sum / targets.size();
    }

    /** Its name in a table or a message. */
    @Override
    public String toString() {
        return "mean squared error";
    }
}
