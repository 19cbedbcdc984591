package fromscratch.data;

/** A grey picture: values from 0 to 255, row after row, [width·height]. */
record Grey(double[] values, int width, int height) {

    /** Unsigned bytes as numbers. */
    static Grey of(byte[] pixels, int width, int height) {
        double[] values = new double[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = pixels[i] & 0xFF;
        }
        return new Grey(values, width, height);
    }

    Grey cut(int left, int top, int cutWidth, int cutHeight) {
        double[] cut = new double[cutWidth * cutHeight];
        for (int y = 0; y < cutHeight; y++) {
            System.arraycopy(values, (top + y) * width + left, cut, y * cutWidth, cutWidth);
        }
        return new Grey(cut, cutWidth, cutHeight);
    }

    /**
     * Scaled so that the longer side is {@code side} pixels, its proportions kept: each new pixel is the average of the
     * old ones that it covers, counted by how much of them it covers. Not java.awt's scaling, which may differ from one
     * Java to the next.
     */
    Grey fit(int side) {
        double scale = (double) side / Math.max(width, height);
        int newWidth = Math.max(1, (int) Math.round(width * scale));
        int newHeight = Math.max(1, (int) Math.round(height * scale));
        return lower(newHeight).transposed().lower(newWidth).transposed();
    }

    private Grey lower(int newHeight) {
        double[] averages = new double[width * newHeight];
        double stretch = (double) height / newHeight;
        for (int y = 0; y < newHeight; y++) {
            double from = y * stretch;
            double to = (y + 1) * stretch;
            int last = Math.min(height, (int) Math.ceil(to));
            for (int old = (int) from; old < last; old++) {
                double share = (Math.min(to, old + 1) - Math.max(from, old)) / stretch;
                for (int x = 0; x < width; x++) {
                    averages[y * width + x] += share * values[old * width + x];
                }
            }
        }
        return new Grey(averages, width, newHeight);
    }

    private Grey transposed() {
        double[] turned = new double[values.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                turned[x * height + y] = values[y * width + x];
            }
        }
        return new Grey(turned, height, width);
    }
}
