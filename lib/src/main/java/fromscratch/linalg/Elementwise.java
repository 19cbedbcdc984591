package fromscratch.linalg;

/** The functions that the heavy loops can apply to each element. */
public enum Elementwise {
    /** x itself. */
    IDENTITY,
    /** max(0, x); NaN stays NaN. */
    RELU,
    /** 1 / (1 + e⁻ˣ), see {@link FloatFunctions#sigmoid}. */
    SIGMOID,
    /** See {@link FloatFunctions#tanh}. */
    TANH,
    /** See {@link FloatFunctions#exp}. */
    EXP,
    /** The natural logarithm, see {@link FloatFunctions#log}. */
    LOG;

    /** The function of one number. */
    public float of(float x) {
        return switch (this) {
            case IDENTITY -> x;
            case RELU -> x < 0 ? 0 : x;
            case SIGMOID -> FloatFunctions.sigmoid(x);
            case TANH -> FloatFunctions.tanh(x);
            case EXP -> FloatFunctions.exp(x);
            case LOG -> FloatFunctions.log(x);
        };
    }
}
