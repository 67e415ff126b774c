package io.rheostat.actuator.driver.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.rheostat.topics.Unreachable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One API server. The client library finds it, logs in and keeps the credentials fresh; each call
/// is made here, once and for a bounded time: when to try again is the command's to decide.
public final class ApiServer implements AutoCloseable {
  /// Name of this program in `managedFields`.
  public static final String FIELD_MANAGER = "rheostat";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PAGE = "500";
  private static final int MOST_PAGES = 40;

  private final HttpClient http;
  private final String master;
  private final Duration timeout;
  private final InstantSource clock;
  private volatile Instant quietUntil = Instant.MIN;

  /// @param http logged in
  /// @param master the server's URL
  /// @param timeout of one call
  public ApiServer(HttpClient http, String master, Duration timeout, InstantSource clock) {
    this.http = http;
    this.master = master.endsWith("/") ? master.substring(0, master.length() - 1) : master;
    this.timeout = timeout;
    this.clock = clock;
  }

  /// @param config address of the server and login
  static ApiServer open(Config config, Duration timeout) {
    return new ApiServer(
        client(config, timeout).build(), config.getMasterUrl(), timeout, InstantSource.system());
  }

  /// Returns the builder of a client without retries, with our name as user agent.
  public static HttpClient.Builder client(Config config, Duration timeout) {
    config.setConnectionTimeout(Math.toIntExact(timeout.toMillis()));
    config.setRequestRetryBackoffLimit(0);
    config.setUserAgent(FIELD_MANAGER);
    return HttpClientUtils.getHttpClientFactory().newBuilder(config);
  }

  /// Reads an object.
  ///
  /// @throws CallFailedException when the server refuses the call, or does not answer within the
  ///     timeout
  public JsonNode get(Address address) throws CallFailedException {
    return send(Verb.GET, address, request(address.path(), Map.of()));
  }

  /// Returns all matching objects, page by page.
  ///
  /// @param query such as `labelSelector`
  public List<JsonNode> list(Address address, Map<String, String> query)
      throws CallFailedException {
    List<JsonNode> items = new ArrayList<>();
    Map<String, String> asked = new TreeMap<>(query);
    asked.put("limit", PAGE);
    for (int page = 0; page < MOST_PAGES; page++) {
      JsonNode answer = send(Verb.LIST, address, request(address.path(), asked));
      answer.path("items").forEach(items::add);
      String next = answer.path("metadata").path("continue").asText();
      if (next.isEmpty()) {
        return items;
      }
      asked.put("continue", next);
    }
    throw new CallFailedException(
        Failure.Cause.SILENT, address + " are more than can be read: " + items.size() + ".");
  }

  /// Applies a patch to an object and returns the object after it.
  ///
  /// @throws CallFailedException when the server refuses the call, also for a version changed
  ///     since, or does not answer within the timeout
  public JsonNode patch(Address address, JsonPatch patch) throws CallFailedException {
    HttpRequest.Builder request =
        request(address.path(), Map.of("fieldManager", FIELD_MANAGER))
            .patch("application/json-patch+json", patch.body().toString());
    return send(Verb.PATCH, address, request);
  }

  /// Creates an object among those of an address; its name is in the body.
  public JsonNode create(Address address, JsonNode body) throws CallFailedException {
    HttpRequest.Builder request =
        request(address.path(), Map.of("fieldManager", FIELD_MANAGER))
            .post("application/json", body.toString());
    return send(Verb.CREATE, address, request);
  }

  /// Asks a question, answered in the created object, at a path outside any namespace.
  public JsonNode create(String path, JsonNode body) throws CallFailedException {
    Address words = Address.all(new ResourceType("", "v1", path), "");
    HttpRequest.Builder request = request(path, Map.of()).post("application/json", body.toString());
    return send(Verb.CREATE, words, request);
  }

  /// Returns the local time.
  public Instant now() {
    return clock.instant();
  }

  /// Replaces an object, or its subresource, by a body and returns the object after it.
  ///
  /// @throws CallFailedException when the server refuses the call, or does not answer within the
  ///     timeout
  public JsonNode update(Address address, JsonNode body) throws CallFailedException {
    HttpRequest.Builder request =
        request(address.path(), Map.of("fieldManager", FIELD_MANAGER))
            .put("application/json", body.toString());
    return send(Verb.UPDATE, address, request);
  }

  /// Returns the resources of a group and version of the server; every login may ask for them.
  List<JsonNode> discover(String group, String version) throws CallFailedException {
    String path = ResourceType.discoveryPath(group, version);
    Address words = Address.all(new ResourceType(group, version, "resources of " + path), "");
    List<JsonNode> resources = new ArrayList<>();
    send(Verb.GET, words, request(path, Map.of())).path("resources").forEach(resources::add);
    return resources;
  }

  private HttpRequest.Builder request(String path, Map<String, String> query) {
    StringBuilder uri = new StringBuilder(master).append(path);
    char separator = '?';
    for (Map.Entry<String, String> parameter : query.entrySet()) {
      uri.append(separator).append(parameter.getKey()).append('=');
      uri.append(Address.encoded(parameter.getValue()));
      separator = '&';
    }
    return http.newHttpRequestBuilder()
        .uri(uri.toString())
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .header("Accept", "application/json");
  }

  private JsonNode send(Verb verb, Address address, HttpRequest.Builder request)
      throws CallFailedException {
    if (clock.instant().isBefore(quietUntil)) {
      throw silent(verb, address, "the API server asked to be left alone until " + quietUntil);
    }
    try {
      CompletableFuture<HttpResponse<byte[]>> exchange =
          http.sendAsync(request.build(), byte[].class);
      try {
        // The request's own timeout ends with the headers; this one covers the body too.
        return read(verb, address, exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
      } finally {
        exchange.cancel(true);
      }
    } catch (TimeoutException _) {
      throw silent(verb, address, "no answer within " + timeout);
    } catch (ExecutionException failed) {
      throw silent(verb, address, master + ": " + Unreachable.words(failed));
    } catch (KubernetesClientException failed) {
      throw silent(verb, address, String.valueOf(failed.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw silent(verb, address, "interrupted");
    }
  }

  private static CallFailedException silent(Verb verb, Address address, String what) {
    return new CallFailedException(Failure.Cause.SILENT, verb + " " + address + ": " + what + ".");
  }

  private JsonNode read(Verb verb, Address address, HttpResponse<byte[]> response)
      throws CallFailedException {
    if (!response.isSuccessful()) {
      Refusal refusal = Refusal.of(response, clock.instant());
      refusal.quietUntil().ifPresent(until -> quietUntil = until);
      throw refusal.failure(verb, address);
    }
    try {
      JsonNode tree = JSON.readTree(response.body());
      if (tree != null && tree.isObject()) {
        return tree;
      }
    } catch (IOException _) {
      // Reported below like any other answer other than an object.
    }
    throw silent(verb, address, "the answer is not JSON");
  }

  @Override
  public void close() {
    http.close();
  }
}
