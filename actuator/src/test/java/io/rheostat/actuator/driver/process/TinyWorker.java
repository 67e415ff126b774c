package io.rheostat.actuator.driver.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A replica that does nothing: `GET /health`, `/metrics`, `/env`, `/crash`, and `/running?3` to
/// say how busy it is. What it prints is its arguments. It takes DRAIN milliseconds to end.
public final class TinyWorker {
  private TinyWorker() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("arguments " + String.join(" ", arguments));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
            0);
    AtomicInteger running = new AtomicInteger();
    serve(server, "/health", _ -> "ok");
    serve(server, "/env", _ -> new TreeMap<>(System.getenv()).toString());
    serve(
        server,
        "/metrics",
        _ -> "# TYPE busy gauge\nbusy_other 9\nbusy{engine=\"0\"} " + running + ".0\n");
    serve(
        server,
        "/running",
        query -> {
          running.set(Integer.parseInt(query));
          return "ok";
        });
    serve(
        server,
        "/crash",
        _ -> {
          Runtime.getRuntime().halt(3);
          return "";
        });
    Runtime.getRuntime().addShutdownHook(new Thread(TinyWorker::drain));
    server.start();
  }

  private static void drain() {
    try {
      Thread.sleep(Long.parseLong(System.getenv().getOrDefault("DRAIN", "0")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Page {
    String answer(String query);
  }

  private static void serve(HttpServer server, String path, Page page) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            byte[] bytes = page.answer(query).getBytes(UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }
}
