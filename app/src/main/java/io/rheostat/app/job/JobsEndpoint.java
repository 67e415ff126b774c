package io.rheostat.app.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.rheostat.app.page.PageAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Training jobs over HTTP: `GET` lists them, `POST` submits one as JSON, and `DELETE` of
/// `/api/v1/jobs/NAME` cancels one.
public final class JobsEndpoint implements HttpHandler {
  /// Path of the jobs.
  public static final String PATH = "/api/v1/jobs";

  private static final Logger LOG = LoggerFactory.getLogger(JobsEndpoint.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Largest declaration of a job.
  private static final int MOST_BYTES = 65_536;

  private final Supplier<List<JobStanding>> jobs;
  private final JobActions actions;
  private final PageAccess door;

  /// Answer to a request.
  private record Answer(int status, ObjectNode body) {
    static Answer done(String words) {
      return new Answer(200, JSON.createObjectNode().put("done", words));
    }

    static Answer error(int status, String words) {
      return new Answer(status, JSON.createObjectNode().put("error", words));
    }
  }

  /// @param jobs standings of all training jobs
  public JobsEndpoint(Supplier<List<JobStanding>> jobs, JobActions actions, PageAccess door) {
    this.jobs = jobs;
    this.actions = actions;
    this.door = door;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!path.equals(PATH) && !path.startsWith(PATH + "/")) {
        send(exchange, Answer.error(404, "There is nothing here. Jobs are at " + PATH + "."));
        return;
      }
      boolean reads = exchange.getRequestMethod().equals("GET");
      Answer answer =
          switch (reads ? door.enter(exchange) : door.change(exchange)) {
            case PageAccess.Entry.Refused(int status, String words) -> Answer.error(status, words);
            case PageAccess.Entry.Granted _ -> reads ? list(name(exchange)) : change(exchange);
          };
      send(exchange, answer);
    }
  }

  /// Returns the name after the path; empty for none.
  private static String name(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.length() > PATH.length() ? path.substring(PATH.length() + 1) : "";
  }

  private Answer list(String name) {
    if (!name.isEmpty()) {
      return jobs.get().stream()
          .filter(job -> job.name().equals(name))
          .findFirst()
          .map(job -> new Answer(200, job.json()))
          .orElseGet(() -> Answer.error(404, "no training job is called \"" + name + "\"."));
    }
    ObjectNode body = JSON.createObjectNode();
    ArrayNode all = body.putArray("jobs");
    jobs.get().forEach(job -> all.add(job.json()));
    return new Answer(200, body);
  }

  private Answer change(HttpExchange exchange) throws IOException {
    String name = name(exchange);
    try {
      return switch (exchange.getRequestMethod()) {
        case "POST" -> name.isEmpty() ? submit(exchange) : Answer.error(404, "POST to " + PATH);
        case "DELETE" ->
            name.isEmpty()
                ? Answer.error(404, "DELETE " + PATH + "/NAME")
                : Answer.done(actions.cancel(name));
        default -> Answer.error(405, "Use GET, POST or DELETE.");
      };
    } catch (IllegalArgumentException e) {
      return Answer.error(409, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // The page goes on; the client sees the failure and may ask again.
      LOG.atError().setCause(e).log("a job could not be published");
      return Answer.error(503, "It could not be published: " + e.getMessage());
    }
  }

  private Answer submit(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    return body.length > MOST_BYTES
        ? Answer.error(413, "The body is larger than " + MOST_BYTES + " bytes.")
        : Answer.done(actions.submit(new String(body, StandardCharsets.UTF_8)).words());
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    if (answer.status() == 401) {
      exchange.getResponseHeaders().set("WWW-Authenticate", PageAccess.CHALLENGE);
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
