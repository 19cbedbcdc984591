package fromscratch.browser;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A cell that trains for hours, JupyterLab's ■, and the next cell. */
class StopButtonBrowserTest {
    private static final String LONG = """
        import fromscratch.data.*;
        import fromscratch.eval.*;
        import fromscratch.linalg.*;
        import fromscratch.nn.*;
        import fromscratch.notebook.*;
        Dataset train = DataSets.builtInDigits().train();
        Network network = Network.mlp(Relu::new, new Rng(1), 784, 32, 10);
        Trainer trainer = new Trainer(network, new SoftmaxCrossEntropy(), new Sgd(0.1));
        trainer.epochs(1_000_000).listen(new LiveCurve()).fit(train.x(), train.labels());
        """;
    private static final String NEXT = "trainer.epochs(1).fit(train.x(), train.labels());\n"
        + "System.out.println(Evaluation.accuracy(network, train) > 0.9 ? \"it goes on\" : \"it has forgotten\");";

    @Test
    void ends_the_cell_and_the_next_one_works() throws Exception {
        try (LabPage lab = Lab.get().open("stop", LONG)) {
            lab.begin();
            lab.find(".jp-OutputArea-output img").first().waitFor();   // it is at work
            long pressed = System.nanoTime();
            lab.find("[data-command='notebook:interrupt-kernel']").first().click();
            lab.find("text=The cell was stopped").first().waitFor();
            System.out.println("a stopped cell ended after " + (System.nanoTime() - pressed) / 1_000_000 + " ms");
            assertThat(lab.run(NEXT)).contains("it goes on");
            assertThat(lab.run("Thread.getAllStackTraces().entrySet().stream().filter(t -> t.getKey().getName().startsWith(\"fromscratch\")"
                + " && t.getKey().getState() == Thread.State.RUNNABLE).toList()")).as("threads that go on").contains("[]");
            lab.screenshot("stopped");
        }
    }
}
