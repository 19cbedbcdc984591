package fromscratch.notebook;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Knocks at a JupyterLab that is set up as {@code ./mvnw -Plab} sets it up, as others on the network and other pages in
 * the reader's browser could. Maven runs this after the notebooks, when there is a .venv, see lib/pom.xml.
 */
class LabSecurityPythonTest {
    private static final int SECONDS_TO_START = 60;
    private static final int SECONDS_TO_ANSWER = 20;
    private static final String OURS = "127.0.0.1";

    @TempDir
    static Path folder;

    private static Process server;
    private static int port;
    private static String token;

    @BeforeAll
    static void start_the_server() throws Exception {
        Path python = Stream.of("../.venv", ".venv")
            .flatMap(venv -> Stream.of(Path.of(venv, "bin", "python"), Path.of(venv, "Scripts", "python.exe")))
            .map(path -> path.toAbsolutePath().normalize()).filter(Files::exists).findFirst().orElse(null);
        assumeTrue(python != null, "the project has no .venv yet: ./mvnw verify makes it and then runs this test");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(python.toString(), "-m", "jupyterlab", "--no-browser",
            "--ServerApp.port=" + port, "--ServerApp.port_retries=0", "--ServerApp.root_dir=" + folder);
        Map<String, String> env = builder.environment();
        env.keySet().removeAll(List.of("JUPYTER_TOKEN", "JUPYTER_PATH", "JUPYTER_CONFIG_PATH"));
        env.put("JUPYTER_PREFER_ENV_PATH", "1");
        env.put("JUPYTER_CONFIG_DIR", folder.resolve("config").toString());
        env.put("JUPYTER_DATA_DIR", folder.resolve("data").toString());
        env.put("JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString());
        server = builder.redirectErrorStream(true).redirectOutput(folder.resolve("server.log").toFile()).start();
        token = awaitToken();
    }

    @AfterAll
    static void end_the_server() throws InterruptedException {
        if (server != null) {
            server.destroy();
            if (!server.waitFor(10, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }

    @Test
    void a_token_is_asked_for_and_it_is_long() throws IOException {
        assertThat(token).hasSizeGreaterThanOrEqualTo(40);
        for (String path : List.of("/api/contents", "/api/kernels", "/api/terminals", "/api/contents?token=" + "0".repeat(48))) {
            assertThat(ask("GET " + path, OURS)).as(path).startsWith("HTTP/1.1 403");
        }
        assertThat(ask("GET /lab", OURS)).startsWith("HTTP/1.1 302").contains("Location: /login");
        assertThat(ask("GET /api/kernels?token=" + token, OURS)).startsWith("HTTP/1.1 200");
    }

    @Test
    void only_this_machine_reaches_it() throws IOException {
        List<InetAddress> elsewhere = new ArrayList<>();
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress()).forEach(elsewhere::add);
        for (InetAddress address : elsewhere) {
            assertThatThrownBy(() -> connect(address).close()).as("by %s", address).isInstanceOf(ConnectException.class);
        }
        connect(InetAddress.getByName(OURS)).close();
    }

    /** The browser sends the reader's cookie with whatever another page asks. */
    @Test
    void no_other_page_may_read_its_answers() throws IOException {
        Matcher cookie = Pattern.compile("Set-Cookie: (username-[^;]+)").matcher(ask("GET /lab?token=" + token, OURS));
        assertThat(cookie.find()).isTrue();
        String ours = "Cookie: " + cookie.group(1);
        assertThat(ask("GET /api/kernels", OURS, ours)).startsWith("HTTP/1.1 200");
        assertThat(ask("GET /api/kernels", OURS, ours, "Origin: http://other.example")).startsWith("HTTP/1.1 40")
            .doesNotContainIgnoringCase("Access-Control-Allow-Origin");
        assertThat(ask("POST /api/kernels", OURS, ours, "Origin: http://other.example", "Content-Length: 0")).startsWith("HTTP/1.1 40");
        assertThat(ask("POST /api/kernels", OURS, ours, "Content-Length: 0")).as("a form that does not say where it stands")
            .startsWith("HTTP/1.1 403");
    }

    /** A page whose name first leads to its own server and then to 127.0.0.1 would else be taken for JupyterLab's. */
    @Test
    void no_other_name_for_this_machine_is_answered() throws IOException {
        assertThat(ask("GET /api/kernels?token=" + token, "other.example")).startsWith("HTTP/1.1 403");
    }

    // ---- asking ----

    /** Plainly, because Java's own client does not let anyone choose the host's name. */
    private static String ask(String question, String host, String... headers) throws IOException {
        try (Socket socket = connect(InetAddress.getByName(OURS))) {
            String text = question + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nConnection: close\r\n"
                + Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat) + "\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Socket connect(InetAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(1000 * SECONDS_TO_ANSWER);
            socket.connect(new InetSocketAddress(address, port), 1000 * SECONDS_TO_ANSWER);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The server notes its token in a file of its own as soon as it listens. */
    private static String awaitToken() throws IOException, InterruptedException {
        for (int i = 0; i < 10 * SECONDS_TO_START && server.isAlive(); i++) {
            if (Files.isDirectory(folder.resolve("runtime"))) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve("runtime"), "jpserver-*.json")) {
                    for (Path file : files) {
                        JsonObject notes = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
                        assertThat(notes.get("hostname").getAsString()).isEqualTo(OURS);
                        connect(InetAddress.getByName(OURS)).close();
                        return notes.get("token").getAsString();
                    }
                } catch (ConnectException | IllegalStateException e) {
                    // half-written, or not listening yet
                }
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("JupyterLab did not start:\n" + Files.readString(folder.resolve("server.log")));
    }
}
