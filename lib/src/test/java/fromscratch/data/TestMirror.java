package fromscratch.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on this machine, nothing leaves it: what it answers below which path is told to it. */
final class TestMirror implements AutoCloseable {
    /** How many requests or connections there were. */
    final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<ServerSocket> sockets = new ArrayList<>();

    TestMirror() throws IOException {
        this(HttpServer.create(), "http");
    }

    TestMirror(HttpServer server, String scheme) throws IOException {
        this.server = server;
        this.scheme = scheme;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /** Where the files below this path, such as {@code "good/"}, are. */
    URI at(String path) {
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + "/" + path);
    }

    /** Answers like this below the path from now on. */
    URI on(String path, HttpHandler handler) {
        server.createContext("/" + path, exchange -> {
            requests.incrementAndGet();
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return at(path);
    }

    /** 200 and these bytes. */
    static HttpHandler content(byte[] content) {
        return exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        };
    }

    /** A status and nothing else. */
    static HttpHandler status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    static HttpHandler redirect(URI to) {
        return exchange -> {
            String file = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
            exchange.getResponseHeaders().set("Location", to.resolve(file).toString());
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** Claims so many bytes and sends these. */
    static void begin(HttpExchange exchange, int length, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(200, length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
    }

    /** A server that sends these very characters after any request, whatever HTTP thinks of them, and hangs up. */
    URI raw(String answer) throws IOException {
        ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        threads.execute(() -> {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    requests.incrementAndGet();
                    readRequest(client.getInputStream());
                    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    // the test is over, or the client has gone
                }
            }
        });
        return URI.create("http://localhost:" + socket.getLocalPort() + "/");
    }

    private static void readRequest(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append((char) in.read());
        }
    }

    /** A file with this content. */
    static Download.Item item(String name, byte[] content) {
        try {
            return new Download.Item(name, Download.Checksum.SHA256_OF_CONTENT,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
