package fromscratch.browser;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A JupyterLab of the project's own {@code .venv}, with the Java kernel in it, and Chromium to look at it. Both are
 * started once for all tests, and end with them. Pages and notebooks are kept in {@code lib/target/browser}.
 */
final class Lab {
    /** For those whose Chromium, or Chrome, is elsewhere. */
    private static final String PATH_SETTING = "CHROMIUM";
    private static final int SECONDS_TO_START = 60;
    private static Lab lab;

    private final Path folder;
    private final String address;
    private final String token = UUID.randomUUID().toString();
    private final Process server;
    private final Playwright playwright;
    private final Browser browser;

    /** The one for all tests; without a browser the test is skipped, and says so, but not on a server that tests. */
    static synchronized Lab get() throws IOException, InterruptedException {
        Optional<Path> chromium = chromium();
        if (chromium.isEmpty()) {
            String message = "BROWSER TESTS NOT RUN: no Chromium was found; install it, or let the environment variable "
                + PATH_SETTING + " name the program";
            System.out.println(message);
            assertThat(System.getenv("CI")).as(message).isNull();
            assumeTrue(false, message);
        }
        if (lab == null) {
            lab = new Lab(chromium.get());
        }
        return lab;
    }

    private static Optional<Path> chromium() {
        return Stream.of(Optional.ofNullable(System.getenv(PATH_SETTING)).orElse(""), "/usr/bin/chromium", "/usr/bin/google-chrome")
            .filter(path -> !path.isEmpty()).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    private Lab(Path chromium) throws IOException, InterruptedException {
        folder = Files.createDirectories(Path.of("target", "browser").toAbsolutePath());
        int port = freePort();
        address = "http://127.0.0.1:" + port;
        server = start(port);
        Runtime.getRuntime().addShutdownHook(new Thread(this::end));
        awaitServer();
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new LaunchOptions().setExecutablePath(chromium)
            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** As {@code ./mvnw -Plab} does it, but for a program instead of a reader. */
    private Process start(int port) throws IOException {
        Path venv = Path.of("..", ".venv").toAbsolutePath().normalize();
        Path python = venv.resolve(File.separatorChar == '\\' ? "Scripts/python.exe" : "bin/python");
        ProcessBuilder builder = new ProcessBuilder(python.toString(), "-m", "jupyterlab", "--no-browser",
            "--ServerApp.ip=127.0.0.1", "--ServerApp.port=" + port, "--ServerApp.port_retries=0", "--ServerApp.allow_root=True",
            "--IdentityProvider.token=" + token, "--ServerApp.root_dir=" + folder, "--LabApp.expose_app_in_browser=True");
        Map<String, String> env = builder.environment();
        env.put("JUPYTER_PREFER_ENV_PATH", "1");
        env.put("JUPYTER_CONFIG_DIR", folder.resolve("config").toString());
        env.put("JUPYTER_DATA_DIR", folder.resolve("data").toString());
        env.put("JUPYTERLAB_WORKSPACES_DIR", folder.resolve("workspaces").toString());
        return builder.redirectErrorStream(true).redirectOutput(folder.resolve("server.log").toFile()).start();
    }

    private void awaitServer() throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest question = HttpRequest.newBuilder(URI.create(address + "/api/status?token=" + token)).build();
        for (int i = 0; i < 10 * SECONDS_TO_START && server.isAlive(); i++) {
            try {
                if (client.send(question, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // not yet
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("JupyterLab did not start:\n" + Files.readString(folder.resolve("server.log")));
    }

    private void end() {
        try {
            browser.close();
            playwright.close();
        } catch (RuntimeException e) {
            // it is gone already
        }
        server.destroy();
        try {
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.descendants().forEach(ProcessHandle::destroyForcibly);
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
        }
    }

    /** A page with a new notebook of these cells, and its kernel ready; nothing is executed yet. */
    LabPage open(String name, String... cells) throws IOException {
        JsonObject notebook = new JsonObject();
        JsonArray list = new JsonArray();
        for (String source : cells) {
            JsonObject cell = new JsonObject();
            cell.addProperty("cell_type", "code");
            cell.addProperty("source", source);
            cell.add("metadata", new JsonObject());
            cell.add("outputs", new JsonArray());
            cell.add("execution_count", null);
            list.add(cell);
        }
        JsonObject kernel = new JsonObject();
        kernel.addProperty("name", "java");
        kernel.addProperty("display_name", "Java");
        JsonObject metadata = new JsonObject();
        metadata.add("kernelspec", kernel);
        notebook.add("cells", list);
        notebook.add("metadata", metadata);
        notebook.addProperty("nbformat", 4);
        notebook.addProperty("nbformat_minor", 4);
        Files.writeString(folder.resolve(name + ".ipynb"), notebook.toString());
        return open(name);
    }

    /** A page with a copy of one of the project's notebooks, and its kernel ready; nothing is executed yet. */
    LabPage openCopyOf(String name) throws IOException {
        Files.copy(Path.of("..", "notebooks", name + ".ipynb"), folder.resolve(name + ".ipynb"), StandardCopyOption.REPLACE_EXISTING);
        return open(name);
    }

    private LabPage open(String name) {
        Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(1100, 900));
        return new LabPage(page, folder, name, address + "/lab/workspaces/" + name + "/tree/" + name + ".ipynb?reset&token=" + token);
    }
}
