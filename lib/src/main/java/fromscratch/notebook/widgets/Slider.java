package fromscratch.notebook.widgets;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.Function;

/**
 * A number between two limits, to be dragged, or moved by the arrow keys, or typed.
 *
 * @param <T> {@code Integer} or {@code Double}
 */
public final class Slider<T extends Number> extends Control<T> {
    /** Steps from one end to the other. */
    private static final int STEPS = 100;
    /** Of a logarithmic one in a decade: 0.1, 0.126, 0.158, … */
    private static final double STEPS_PER_DECADE = 10;

    private final double min;
    private final double max;
    private final Function<Number, T> type;

    private Slider(String name, String label, double min, double max, T start, Function<Number, T> type) {
        super(name, "SliderStyle", label, "value", start);
        if (!(min < max) || Double.isInfinite(min) || Double.isInfinite(max)) {
            throw new IllegalArgumentException(label + ": a slider needs a lower limit that is below the upper one, found "
                + shown(min) + " and " + shown(max));
        }
        this.min = min;
        this.max = max;
        this.type = type;
        layout().with("width", "440px").with("max_width", "100%");
    }

    /** Whole numbers from min to max, both included; starts at min. */
    public static Slider<Integer> whole(String label, int min, int max) {
        Slider<Integer> slider = new Slider<>("IntSlider", label, min, max, min, Number::intValue);
        slider.put("min", min);
        slider.put("max", max);
        return slider;
    }

    /** Numbers from min to max in 100 steps, see {@link #step}; starts at min. */
    public static Slider<Double> decimal(String label, double min, double max) {
        Slider<Double> slider = new Slider<>("FloatSlider", label, min, max, min, Number::doubleValue);
        slider.put("min", min);
        slider.put("max", max);
        slider.put("step", (max - min) / STEPS);
        slider.put("readout_format", ".3~g");
        return slider;
    }

    /**
     * Numbers from min to max whose powers of ten are equally far from each other, ten steps from one to the next: for
     * learning rates. Starts at min.
     *
     * @throws IllegalArgumentException if min is not above 0
     */
    public static Slider<Double> log(String label, double min, double max) {
        if (!(min > 0)) {
            throw new IllegalArgumentException(label + ": a logarithmic slider begins above 0, found " + shown(min));
        }
        Slider<Double> slider = new Slider<>("FloatLogSlider", label, min, max, min, Number::doubleValue);
        slider.put("base", 10);
        slider.put("min", StrictMath.log10(min));
        slider.put("max", StrictMath.log10(max));
        slider.put("step", 1 / STEPS_PER_DECADE);
        slider.put("readout_format", ".3~g");
        return slider;
    }

    /**
     * Puts it there: {@code var rate = Slider.log("learning rate", 1e-4, 1).at(0.1)}.
     *
     * @throws IllegalArgumentException if the value is not between the limits
     */
    public Slider<T> at(T value) {
        set(value);
        return this;
    }

    /** The distance of neighbouring values; for a logarithmic slider in powers of ten. */
    public Slider<T> step(T step) {
        if (!(step.doubleValue() > 0)) {
            throw new IllegalArgumentException(label() + ": a step is above 0, found " + shown(step.doubleValue()));
        }
        put("step", step);
        return this;
    }

    @Override
    void requireValid(T value) {
        if (!(value.doubleValue() >= min && value.doubleValue() <= max)) {
            throw new IllegalArgumentException(label() + ": must lie between " + shown(min) + " and " + shown(max)
                + ", found " + shown(value.doubleValue()));
        }
    }

    @Override
    JsonElement toJson(T value) {
        return new JsonPrimitive(value);
    }

    @Override
    T fromJson(JsonElement json) {
        return type.apply(json.getAsNumber());
    }

    @Override
    String valueText(T value) {
        return shown(value.doubleValue());
    }

    /** Without the digits that a double has too many. */
    private static String shown(double value) {
        return Double.isFinite(value)
            ? new BigDecimal(value).round(new MathContext(3 + wholeDigits(value))).stripTrailingZeros().toPlainString()
            : String.valueOf(value);
    }

    private static int wholeDigits(double value) {
        return Math.max(0, new BigDecimal(value).precision() - new BigDecimal(value).scale());
    }
}
