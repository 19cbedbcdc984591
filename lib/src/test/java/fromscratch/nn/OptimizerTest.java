package fromscratch.nn;

import com.sun.management.ThreadMXBean;
import fromscratch.linalg.Matrix;
import fromscratch.linalg.Rng;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static fromscratch.linalg.Matrix.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

/** What holds for all optimisers, and their settings; that their steps are PyTorch's is shown by {@link GoldenTest}. */
class OptimizerTest {
    static Stream<Supplier<AbstractOptimizer>> all() {
        return Stream.of(() -> new Sgd(0.1), () -> new Sgd(0.1).weightDecay(0.01), () -> new Sgd(0.1).momentum(0.9),
            () -> new Sgd(0.1).momentum(0.9).nesterov().weightDecay(0.01), RmsProp::new, Adam::new, AdamW::new);
    }

    @Test
    void plain_gradient_descent_is_one_fused_multiply_add_for_each_parameter() {
        Matrix value = Matrix.normal(20, 30, 0, 1, new Rng(1));
        Parameter parameter = parameter(value.copy(), Matrix.normal(20, 30, 0, 1, new Rng(2)));
        new Sgd(0.1).step(List.of(parameter));
        assertThat(parameter.value()).isEqualTo(value.addScaled(-0.1f, parameter.gradient()));
    }

    /** Whatever Java version, processor and compiler; the number is what the first run gave. */
    @Test
    void the_steps_have_the_same_bits_on_every_machine() {
        int bits = all().mapToInt(kind -> {
            List<Parameter> parameters = parameters();
            steps(kind.get(), parameters, 1, 1000);
            return values(parameters).hashCode();
        }).reduce(0, (sum, hash) -> 31 * sum + hash);
        assertThat(bits).isEqualTo(1345275925);
    }

    @ParameterizedTest
    @MethodSource("all")
    void nothing_is_allocated_after_the_first_step(Supplier<AbstractOptimizer> kind) {
        Optimizer optimizer = kind.get();
        List<Parameter> parameters = parameters();
        optimizer.step(parameters);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {   // the Java machine itself sometimes allocates a little
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
                optimizer.step(parameters);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void parameters_without_a_slope_stay_unless_they_decay(Supplier<AbstractOptimizer> kind) {
        Parameter parameter = parameter(Matrix.of(row(1, -2, 0)), Matrix.zeros(1, 3));
        Optimizer optimizer = kind.get();
        optimizer.step(List.of(parameter));
        optimizer.step(List.of(parameter));
        float[] w = parameter.value().data();
        assertThat(w[2]).isZero();
        if (optimizer.toString().contains("decay")) {
            assertThat(w[0]).isBetween(0.99f, 0.99999f);
        } else {
            assertThat(w[0]).isEqualTo(1);
        }
        assertThat(w[1]).isEqualTo(-2 * w[0]);
    }

    @ParameterizedTest
    @MethodSource("all")
    void other_parameters_than_in_the_first_step_are_refused(Supplier<AbstractOptimizer> kind) {
        Optimizer optimizer = kind.get();
        List<Parameter> first = parameters();
        optimizer.step(first);
        optimizer.step(List.copyOf(first));
        for (List<Parameter> other : List.of(parameters(), first.subList(0, 1), List.of(first.get(1), first.get(0)))) {
            List<Matrix> before = other.stream().map(p -> p.value().copy()).toList();
            assertThatIllegalArgumentException().isThrownBy(() -> optimizer.step(other))
                .withMessage(optimizer.getClass().getSimpleName() + ": expected the parameters of its first step, found"
                    + " others; an optimiser belongs to one network, so make a new one for another network");
            assertThat(other.stream().map(Parameter::value)).as("left as they were").isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_training_that_was_stopped_goes_on_to_the_same_bits(Supplier<AbstractOptimizer> kind) {
        AbstractOptimizer without = kind.get();
        AbstractOptimizer before = kind.get();
        AbstractOptimizer after = kind.get();
        List<Parameter> whole = parameters();
        List<Parameter> stopped = parameters();
        steps(without, whole, 1, 7);
        steps(before, stopped, 1, 4);
        after.restore(stopped, before.steps(), before.memory().stream().map(Matrix::copy).toList());
        steps(after, stopped, 5, 7);
        assertThat(values(stopped)).isEqualTo(values(whole)).isNotEqualTo(values(parameters()));
        assertThat(after.steps()).isEqualTo(7);
        assertThat(after.memory()).isEqualTo(without.memory());
    }

    @Test
    void the_memory_has_the_shapes_of_the_parameters() {
        Adam adam = new Adam();
        assertThat(adam.memory()).as("before the first step").isEmpty();
        adam.step(parameters());
        assertThat(adam.memory()).extracting(Matrix::shape).containsExactly("7×5", "7×5", "1×5", "1×5");
        assertThatIllegalArgumentException().isThrownBy(() -> new RmsProp().restore(parameters(), 1, adam.memory()))
            .withMessage("RmsProp: the parameters need a memory of [7×5, 1×5], found [7×5, 7×5, 1×5, 1×5]; it must be"
                + " that of an optimiser of the same kind and network");
    }

    // ---- settings ----

    @ParameterizedTest
    @MethodSource("all")
    void the_learning_rate_can_be_changed_between_steps(Supplier<AbstractOptimizer> kind) {
        Optimizer optimizer = kind.get();
        List<Parameter> parameters = parameters();
        optimizer.step(parameters);
        optimizer.setLearningRate(0);
        List<Matrix> before = values(parameters);
        optimizer.step(parameters);
        assertThat(optimizer.learningRate()).isZero();
        assertThat(values(parameters)).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_learning_rate_that_makes_no_sense_is_refused(Supplier<AbstractOptimizer> kind) {
        Optimizer optimizer = kind.get();
        float before = optimizer.learningRate();
        for (double rate : new double[] {-0.1, 1e39, Double.POSITIVE_INFINITY, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> optimizer.setLearningRate(rate))
                .withMessage(optimizer.getClass().getSimpleName()
                    + ": the learning rate must be a number of at least 0, such as 0.01; found " + rate);
        }
        assertThat(optimizer.learningRate()).isEqualTo(before);
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sgd(0.1).momentum(1))
            .withMessage("Sgd: the momentum must be at least 0 and less than 1, such as 0.9; found 1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Sgd(0.1).momentum(0.999999999));
        assertThatIllegalArgumentException().isThrownBy(() -> new RmsProp().alpha(Double.NaN)).withMessageStartingWith("RmsProp: alpha");
        assertThatIllegalArgumentException().isThrownBy(() -> new Adam().betas(-0.1, 0.9)).withMessageStartingWith("Adam: beta1");
        assertThatIllegalArgumentException().isThrownBy(() -> new AdamW().betas(0.9, 1)).withMessageStartingWith("AdamW: beta2");
        assertThatIllegalArgumentException().isThrownBy(() -> new AdamW().weightDecay(-1))
            .withMessage("AdamW: the weight decay must be a number of at least 0, such as 0.01; found -1.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Sgd(0.1).weightDecay(1e39));
        assertThatIllegalStateException().isThrownBy(() -> new Sgd(0.1).nesterov())
            .withMessage("Sgd: nesterov() is a kind of momentum; call momentum(0.9) before it");
        Sgd stepped = new Sgd(0.1);
        stepped.step(parameters());
        assertThatIllegalStateException().isThrownBy(() -> stepped.momentum(0.9))
            .withMessage("Sgd: the momentum must be set before the first step, and there were 1; make a new Sgd");
    }

    /** With α = 0 and β = 0 nothing is kept: the step is the gradient divided by its own size. */
    @Test
    void without_running_means_only_the_sign_of_the_gradient_counts() {
        for (Optimizer optimizer : List.of(new RmsProp(0.25).alpha(0), new Adam(0.25).betas(0, 0))) {
            Parameter parameter = parameter(Matrix.of(row(1, 1)), Matrix.of(row(300, -0.02f)));
            optimizer.step(List.of(parameter));
            optimizer.step(List.of(parameter));
            assertThat(parameter.value().get(0, 0)).isCloseTo(0.5f, within(1e-6f));
            assertThat(parameter.value().get(0, 1)).isCloseTo(1.5f, within(1e-6f));
        }
    }

    @Test
    void they_say_what_they_are() {
        assertThat(new Sgd(0.1)).hasToString("gradient descent, learning rate 0.1");
        assertThat(new Sgd(0.1).momentum(0.9).nesterov().weightDecay(0.01))
            .hasToString("gradient descent, learning rate 0.1, Nesterov's momentum 0.9, weight decay 0.01");
        assertThat(new RmsProp()).hasToString("RMSProp, learning rate 0.01");
        assertThat(new Adam()).hasToString("Adam, learning rate 0.001");
        assertThat(new AdamW()).hasToString("AdamW, learning rate 0.001, weight decay 0.01");
        assertThat(new RmsProp().alpha(0.9)).hasToString("RMSProp, learning rate 0.01, alpha 0.9");
        assertThat(new AdamW().betas(0.8, 0.99)).hasToString("AdamW, learning rate 0.001, betas 0.8 and 0.99, weight decay 0.01");
    }

    // ---- examples ----

    /** A weight and a bias. */
    private static List<Parameter> parameters() {
        Rng rng = new Rng(3);
        return List.of(parameter(Matrix.normal(7, 5, 0, 1, rng), Matrix.normal(7, 5, 0, 1, rng)),
            parameter(Matrix.normal(1, 5, 0, 1, rng), Matrix.normal(1, 5, 0, 1, rng)));
    }

    private static Parameter parameter(Matrix value, Matrix gradient) {
        Parameter parameter = new Parameter(value);
        System.arraycopy(gradient.data(), 0, parameter.gradient().data(), 0, gradient.size());
        return parameter;
    }

    /** Steps of which each has a gradient of its own. */
    private static void steps(Optimizer optimizer, List<Parameter> parameters, int from, int to) {
        for (int step = from; step <= to; step++) {
            Rng rng = new Rng(step);
            for (Parameter p : parameters) {
                float[] gradient = p.gradient().data();
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] = rng.uniform(-1, 1);
                }
            }
            optimizer.step(parameters);
        }
    }

    private static List<Matrix> values(List<Parameter> parameters) {
        return parameters.stream().map(p -> p.value().copy()).toList();
    }
}
