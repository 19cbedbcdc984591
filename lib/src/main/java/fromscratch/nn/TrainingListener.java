package fromscratch.nn;

/** Is told how a training goes, on the thread that trains: a slow listener makes the training slow. */
public interface TrainingListener {
    /**
     * What is going to be done.
     *
     * @param epochs        passes over the training examples
     * @param stepsPerEpoch mini-batches of each pass
     * @param examples      training examples
     * @param seenBefore    examples seen before the first step: 0, unless a training is resumed
     */
    record Plan(int epochs, int stepsPerEpoch, int examples, long seenBefore) {
        /** Of a training that begins anew. */
        public Plan(int epochs, int stepsPerEpoch, int examples) {
            this(epochs, stepsPerEpoch, examples, 0);
        }
    }

    /**
     * A mini-batch that was just learned.
     *
     * @param epoch        counted from 1
     * @param step         counted from 1 in each epoch
     * @param examplesSeen examples seen since the training began, also before it was resumed
     * @param loss         the batch's mean loss, before the step
     * @param network      the network as it is now
     */
    record Step(int epoch, int step, long examplesSeen, double loss, Network network) {
    }

    /** Before the first step. */
    default void started(Plan plan) {
    }

    /** After each step. */
    default void stepDone(Step step) {
    }

    /** After each epoch and its validation. */
    default void epochDone(History.Epoch epoch) {
    }

    /** After the last epoch; not called when training ends by an exception. */
    default void finished(History history) {
    }
}
