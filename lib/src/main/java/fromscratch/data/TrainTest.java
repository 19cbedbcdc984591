package fromscratch.data;

/**
 * A data set as it is published: examples to learn from, and examples to be looked at only once, at the end, to see
 * how well the learned generalises. Cut validation examples out of {@code train}, never out of {@code test}.
 */
public record TrainTest(Dataset train, Dataset test) {
}
