package fromscratch.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** A notebook open in JupyterLab. Its kernel ends with it. */
final class LabPage implements AutoCloseable {
    private static final int MILLISECONDS_TO_WAIT = 120_000;

    final Page page;
    private final Path folder;
    private final String name;

    LabPage(Page page, Path folder, String name, String address) {
        this.page = page;
        this.folder = folder;
        this.name = name;
        page.setDefaultTimeout(MILLISECONDS_TO_WAIT);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                System.out.println("browser: " + message.text());
            }
        });
        page.navigate(address);
        awaitKernel();
        page.evaluate("() => jupyterapp.shell.collapseLeft()");
    }

    private void awaitKernel() {
        page.waitForFunction("() => window.jupyterapp?.shell?.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'");
    }

    /** The same page, saved and loaded anew; the kernel goes on. */
    void reload() {
        command("docmanager:save", "{}");
        page.reload();
        awaitKernel();
    }

    /** Executes all cells and waits until they are done. */
    void runAll() {
        page.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells')");
        awaitKernel();
    }

    /** Executes the first cell, and does not wait for its end. */
    void begin() {
        page.evaluate("() => { jupyterapp.shell.currentWidget.content.activeCellIndex = 0;"
            + " jupyterapp.commands.execute('notebook:run-cell'); }");
    }

    /** Executes one more cell at the end, and waits until it is done; returns what it put out as text. */
    String run(String code) {
        insert(code);
        page.evaluate("() => jupyterapp.commands.execute('notebook:run-cell')");
        return page.locator(".jp-Cell").last().locator(".jp-OutputArea-output").allInnerTexts().toString();
    }

    /** As {@link #run}, but does not wait until it is done. */
    void begin(String code) {
        insert(code);
        page.evaluate("() => { jupyterapp.commands.execute('notebook:run-cell'); }");
    }

    private void insert(String code) {
        page.evaluate("async code => {"
            + " const notebook = jupyterapp.shell.currentWidget.content;"
            + " notebook.activeCellIndex = notebook.widgets.length - 1;"
            + " await jupyterapp.commands.execute('notebook:insert-cell-below');"
            + " notebook.activeCell.model.sharedModel.setSource(code); }", code);
    }

    Object command(String command, String arguments) {
        return page.evaluate("([command, arguments]) => jupyterapp.commands.execute(command, JSON.parse(arguments)).then(() => null)",
            Arrays.asList(command, arguments));
    }

    /** {@code Light} or {@code Dark}. */
    void theme(String theme) {
        command("apputils:change-theme", "{\"theme\": \"JupyterLab " + theme + "\"}");
        // JupyterLab covers the page for a moment while it changes.
        page.waitForFunction("light => document.body.dataset.jpThemeLight === light && !document.getElementById('jupyterlab-splash')",
            String.valueOf(theme.equals("Light")));
    }

    /** The button with this word on it. */
    Locator button(String label) {
        return page.locator("button.jupyter-button:text-is('" + label + "')");
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** The cell whose code contains this; brought into view, as JupyterLab may leave out what is far away. */
    Locator cell(String code) {
        page.evaluate("code => { const notebook = jupyterapp.shell.currentWidget.content;"
            + " return notebook.scrollToItem(notebook.widgets.findIndex(cell => cell.model.sharedModel.getSource().includes(code)), 'start'); }", code);
        return page.locator(".jp-Cell").filter(new Locator.FilterOptions().setHasText(code));
    }

    /** What the browser shows of it, as PNG. */
    byte[] pixels(String selector) {
        return page.locator(selector).first().screenshot();
    }

    /** The process of the notebook's kernel, by what it says itself. */
    long kernelProcess() {
        return Long.parseLong(run("ProcessHandle.current().pid()").replaceAll("\\D", ""));
    }

    /** A new kernel in the place of the old one. */
    void restartKernel() {
        page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()");
        awaitKernel();
    }

    /** Waits until something is true. */
    void await(String what, BooleanSupplier condition) {
        try {
            page.waitForCondition(condition, new Page.WaitForConditionOptions().setTimeout(MILLISECONDS_TO_WAIT));
        } catch (TimeoutError e) {
            throw new AssertionError("not within " + MILLISECONDS_TO_WAIT / 1000 + " s: " + what, e);
        }
    }

    /** Keeps the page as it is for people to look at. */
    void screenshot(String what) {
        page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + "-" + what + ".png")));
    }

    @Override
    public void close() {
        screenshot("end");
        page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()");
        page.close();
    }
}
