package fromscratch.eval;

import fromscratch.linalg.Rng;
import fromscratch.nn.Network;
import fromscratch.nn.Relu;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CostTest {
    /** 5·4 weights, whose inputs want no gradient, then 4·3 and 3·2 weights. */
    @Test
    void multiplications_of_a_small_network() {
        Network network = Network.mlp(Relu::new, new Rng(1), 5, 4, 3, 2);
        assertThat(Cost.prediction(network)).isEqualTo(20 + 12 + 6);
        assertThat(Cost.training(network)).isEqualTo(2 * 20 + 3 * 12 + 3 * 6);
    }
}
