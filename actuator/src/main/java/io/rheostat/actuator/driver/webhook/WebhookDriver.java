package io.rheostat.actuator.driver.webhook;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rheostat.actuator.driver.Driver;
import io.rheostat.actuator.driver.DriverReport;
import io.rheostat.actuator.driver.Owner;
import io.rheostat.actuator.driver.ReportJson;
import io.rheostat.actuator.protocol.queue.Attempt;
import io.rheostat.model.command.Generation;
import io.rheostat.model.command.Order;
import io.rheostat.model.fleet.Workload;
import io.rheostat.model.resource.Target;
import io.rheostat.topics.Unreachable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Driver for an HTTP endpoint with its own way of resizing.
///
/// A resize is `POST url` with `{"workload": "chat", "placement": "h100", "replicas": 3,
/// "generation": "2.7", "owner": "…"}` and the header `Idempotency-Key: chat/h100/2.7`. The
/// endpoint keeps generation and owner with the resized object, answers 2xx when it took it or had
/// taken it before, and 409 when it has seen a newer one or has another owner, unless `"takeOver":
/// true` stands in the body. An observation is `GET url?workload=chat`; its answer is [ReportJson].
/// Both are signed, see [Signature], and name the owner in `Rheostat-Owner`.
///
/// 409 and other 4xx end the command; 408, 425, 429, 5xx, redirects (not followed, because they
/// would take a signed order elsewhere) and silence leave it to be tried again. `Retry-After` is
/// kept to, for at most five minutes.
public final class WebhookDriver implements Driver {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_QUOTED = 200;

  private final HttpClient http;
  private final Secrets secrets;
  private final InstantSource clock;
  private final Owner owner;
  private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();

  /// @param http follows no redirects
  /// @param environment value of an environment variable by its name
  /// @param clock real time, part of signatures
  public WebhookDriver(
      HttpClient http,
      Function<String, Optional<String>> environment,
      InstantSource clock,
      Owner owner) {
    if (http.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "the client follows redirects. A signed order must go where it is declared to.");
    }
    this.http = http;
    this.secrets = new Secrets(environment);
    this.clock = clock;
    this.owner = owner;
  }

  /// An answer, its body cut to the size limit.
  private record Answer(int status, String body, Optional<String> retryAfter) {
    /// Returns the first characters, without control characters: they could garble a terminal or a
    /// log.
    String quoted() {
      String text = body.replaceAll("\\p{Cntrl}+", " ").strip();
      String cut = text.length() > MOST_QUOTED ? text.substring(0, MOST_QUOTED) + "…" : text;
      return cut.isEmpty() ? "HTTP " + status : "HTTP " + status + ": " + cut;
    }
  }

  @Override
  public Attempt apply(String workload, Order order, Generation generation) {
    String url = order.target().settings().getOrDefault("url", "");
    Instant after = notBefore.getOrDefault(url, Instant.MIN);
    if (clock.instant().isBefore(after)) {
      return new Attempt.Unreachable("it asked for no call before " + after);
    }
    String id = encoded(workload) + "/" + encoded(order.placement()) + "/" + generation;
    ObjectNode body = JSON.createObjectNode();
    body.put("workload", workload);
    body.put("placement", order.placement());
    body.put("replicas", order.replicas());
    body.put("generation", generation.toString());
    body.put("owner", owner.id());
    if (Owner.takesOver(order.target())) {
      body.put(Owner.TAKE_OVER, true);
    }
    try {
      Answer answer = send(order.target(), URI.create(url), new Call(id, body.toString()));
      return attempt(answer, url, order);
    } catch (IOException | UnusableSecretException | IllegalArgumentException e) {
      return new Attempt.Unreachable(Unreachable.words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Attempt.Unreachable("interrupted");
    }
  }

  private Attempt attempt(Answer answer, String url, Order order) {
    int status = answer.status();
    if (status / 100 == 2) {
      return new Attempt.Accepted(order.placement() + " was told to hold " + order.replicas());
    }
    if (status == 408 || status == 425 || status == 429 || status / 100 != 4) {
      answer
          .retryAfter()
          .flatMap(text -> RetryAfter.parse(text, clock.instant()))
          .ifPresent(until -> notBefore.put(url, until));
      String redirect = status / 100 == 3 ? "; redirects are not followed" : "";
      return new Attempt.Unreachable(answer.quoted() + redirect);
    }
    return new Attempt.Refused(answer.quoted());
  }

  @Override
  public DriverReport observe(Workload workload) {
    Target target = workload.placements().getFirst().target();
    String url = target.settings().getOrDefault("url", "");
    String name = encoded(workload.name());
    String id = "observe/" + name + "/" + clock.instant().toEpochMilli();
    try {
      URI address = URI.create(url + (url.contains("?") ? "&" : "?") + "workload=" + name);
      Answer answer = send(target, address, new Call(id, ""));
      return answer.status() == 200
          ? ReportJson.read(answer.body(), workload, owner)
          : new DriverReport.Unknown(answer.quoted());
    } catch (IOException | UnusableSecretException | IllegalArgumentException e) {
      return new DriverReport.Unknown(Unreachable.words(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new DriverReport.Unknown("interrupted");
    }
  }

  /// @param id of the message
  /// @param body empty for an observation
  private record Call(String id, String body) {}

  private Answer send(Target target, URI address, Call call)
      throws IOException, InterruptedException, UnusableSecretException {
    Signature signature = new Signature(call.id(), clock.instant(), call.body());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(timeout(target))
            .header("Rheostat-Owner", owner.id())
            .header("webhook-id", call.id())
            .header("webhook-timestamp", signature.timestamp())
            .header("webhook-signature", signature.with(secrets.key(target)));
    if (!call.body().isEmpty()) {
      request
          .header("Content-Type", "application/json")
          .header("Idempotency-Key", call.id())
          .POST(HttpRequest.BodyPublishers.ofString(call.body()));
    }
    HttpResponse<InputStream> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      return new Answer(
          response.statusCode(),
          new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8),
          response.headers().firstValue("Retry-After"));
    }
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Duration timeout(Target target) {
    double seconds = Double.parseDouble(target.settings().getOrDefault("timeout", "5"));
    return Duration.ofMillis(Math.max(1, (long) (seconds * 1000)));
  }
}
