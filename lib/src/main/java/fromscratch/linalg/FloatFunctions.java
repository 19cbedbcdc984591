package fromscratch.linalg;
public final class FloatFunctions {
    public static float exp(float x) { return (float) StrictMath.exp(x); }
    public static float log(float x) { return (float) StrictMath.log(x); }
    public static float tanh(float x) { return (float) StrictMath.tanh(x); }
    public static float sigmoid(float x) { return (float) (1 / (1 + StrictMath.exp(-x))); }
}
