package io.rheostat.app.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Endpoint for one kind of request over the page: `POST` with a small JSON object.
final class ActionEndpoint implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ActionEndpoint.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 4096;

  private final Action action;
  private final PageAccess door;

  /// Action on the body of a request.
  interface Action {
    /// Performs the action and returns its result, for a person.
    String perform(JsonNode body, String by);
  }

  ActionEndpoint(Action action, PageAccess door) {
    this.action = action;
    this.door = door;
  }

  /// Returns a text of the body.
  ///
  /// @throws IllegalArgumentException when it is missing
  static String text(JsonNode body, String key) {
    String text = body.path(key).asText("");
    if (text.isBlank()) {
      throw new IllegalArgumentException("\"" + key + "\" is missing. Give it as a text.");
    }
    return text;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        answer(exchange, 405, "Use POST.");
        return;
      }
      switch (door.change(exchange)) {
        case PageAccess.Entry.Refused(int status, String words) -> answer(exchange, status, words);
        case PageAccess.Entry.Granted(String who) -> perform(exchange, who);
      }
    }
  }

  private void perform(HttpExchange exchange, String by) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      answer(exchange, 413, "The body is larger than " + MOST_BYTES + " bytes.");
      return;
    }
    Optional<JsonNode> node = parsed(body);
    if (node.isEmpty()) {
      answer(exchange, 400, "The body is no JSON.");
      return;
    }
    try {
      answer(exchange, 200, action.perform(node.get(), by));
    } catch (IllegalArgumentException e) {
      answer(exchange, 409, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // The page goes on; the client sees the failure and may ask again.
      LOG.atError().setCause(e).log("a request over the page could not be published");
      answer(exchange, 503, "It could not be published: " + e.getMessage());
    }
  }

  private static Optional<JsonNode> parsed(byte[] body) {
    try {
      return Optional.of(JSON.readTree(body));
    } catch (IOException e) {
      return Optional.empty(); // whoever sent it is told
    }
  }

  private static void answer(HttpExchange exchange, int status, String words) throws IOException {
    byte[] body =
        JSON.createObjectNode()
            .put(status == 200 ? "done" : "error", words)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (status == 401) {
      exchange.getResponseHeaders().set("WWW-Authenticate", PageAccess.CHALLENGE);
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
