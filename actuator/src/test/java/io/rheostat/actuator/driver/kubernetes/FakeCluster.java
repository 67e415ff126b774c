package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.rheostat.actuator.driver.kubernetes.api.ApiServer;
import io.rheostat.actuator.driver.kubernetes.api.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The client library's CRUD server, and around it what it lacks of a real one: the `scale` and
/// `resize` subresources, discovery, field selectors of events, and the Roles of our own manifests,
/// by which the driver (told by its user agent) is refused what they do not grant. It has no
/// managed fields, no admission and no controllers.
final class FakeCluster extends Dispatcher {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATH =
      Pattern.compile(
          "/apis?(?:/(?<group>[a-z0-9.-]+\\.[a-z0-9.-]+|apps|autoscaling))?/v[a-z0-9]+"
              + "(?:/namespaces/(?<namespace>[^/]+)/(?<plural>[^/]+)"
              + "(?:/(?<name>[^/]+))?(?:/(?<part>[a-z]+))?)?");

  private final KubernetesCrudDispatcher crud = new KubernetesCrudDispatcher();
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final Set<Rule> used = new ConcurrentSkipListSet<>();
  private final Optional<Set<Rule>> granted;
  private volatile boolean resizesPods = true;

  /// @param granted what the driver may do; all when absent
  FakeCluster(Optional<Set<Rule>> granted) {
    this.granted = granted;
  }

  /// An answer to a call of the driver, instead of the server's own.
  private record Answer(Verb verb, String resource, Supplier<MockResponse> response) {}

  void answer(Verb verb, String resource, Supplier<MockResponse> response) {
    answers.add(new Answer(verb, resource, response));
  }

  void answerAsUsual() {
    answers.clear();
  }

  void withoutResizeOfPods() {
    resizesPods = false;
  }

  /// Returns the rules used by the driver so far.
  Set<Rule> used() {
    return used;
  }

  @Override
  public MockResponse dispatch(RecordedRequest request) {
    String path = request.getPath().replaceFirst("\\?.*", "");
    if (path.endsWith("/selfsubjectaccessreviews")) {
      return review(tree(request.getBody().readUtf8()));
    }
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      return new MockResponse().setResponseCode(404);
    }
    if (parts.group("plural") == null) {
      return discovery(path);
    }
    Rule rule = rule(request, parts);
    if (String.valueOf(request.getHeader("User-Agent")).equals(ApiServer.FIELD_MANAGER)) {
      used.add(rule);
      if (granted.isPresent() && !granted.get().contains(rule)) {
        return status(403, "no rule grants " + rule);
      }
      for (Answer answer : answers) {
        if (answer.verb() == rule.verb() && answer.resource().equals(rule.resource())) {
          return answer.response().get();
        }
      }
    }
    synchronized (crud) {
      return served(request, path, String.valueOf(parts.group("part")));
    }
  }

  private MockResponse review(JsonNode review) {
    JsonNode asked = review.path("spec").path("resourceAttributes");
    String part = asked.path("subresource").asText();
    Rule rule =
        new Rule(
            asked.path("group").asText(),
            asked.path("resource").asText() + (part.isEmpty() ? "" : "/" + part),
            Verb.valueOf(asked.path("verb").asText().toUpperCase(Locale.ROOT)));
    ObjectNode answer = JSON.createObjectNode();
    answer.putObject("status").put("allowed", granted.isEmpty() || granted.get().contains(rule));
    return new MockResponse().setResponseCode(201).setBody(answer.toString());
  }

  private static Rule rule(RecordedRequest request, Matcher parts) {
    String part = parts.group("part") == null ? "" : "/" + parts.group("part");
    String group = parts.group("group") == null ? "" : parts.group("group");
    Verb verb =
        switch (request.method()) {
          case PUT -> Verb.UPDATE;
          case PATCH -> Verb.PATCH;
          case POST -> Verb.CREATE;
          case GET -> parts.group("name") == null ? Verb.LIST : Verb.GET;
          default -> Verb.GET;
        };
    return new Rule(group, parts.group("plural") + part, verb);
  }

  private MockResponse served(RecordedRequest request, String path, String part) {
    return switch (part) {
      case "scale" -> request.method() == HttpMethod.PUT ? putScale(request, path) : getScale(path);
      case "resize", "status" ->
          crud.dispatch(copy(request, parent(path), request.getBody().readUtf8()));
      default ->
          path.endsWith("/events") && request.method() == HttpMethod.GET
              ? events(path, URLDecoder.decode(request.getPath(), StandardCharsets.UTF_8))
              : crud.dispatch(
                  copy(request, path + selector(request), request.getBody().readUtf8()));
    };
  }

  private static String selector(RecordedRequest request) {
    Matcher matcher = Pattern.compile("[?&](labelSelector=[^&]*)").matcher(request.getPath());
    return matcher.find() ? "?" + matcher.group(1) : "";
  }

  private MockResponse getScale(String path) {
    MockResponse found = crud.handleGet(parent(path));
    if (found.code() != 200) {
      return found;
    }
    JsonNode object = tree(found.getBody().readUtf8());
    ObjectNode scale = JSON.createObjectNode();
    scale.put("apiVersion", "autoscaling/v1").put("kind", "Scale");
    scale.set("metadata", object.path("metadata"));
    int replicas = object.path("spec").path("replicas").asInt(1);
    if (replicas > 0) {
      scale.putObject("spec").put("replicas", replicas);
    }
    StringBuilder selector = new StringBuilder();
    object
        .at("/spec/selector/matchLabels")
        .properties()
        .forEach(
            label -> {
              selector.append(selector.isEmpty() ? "" : ",");
              selector.append(label.getKey()).append('=').append(label.getValue().asText());
            });
    scale.putObject("status").put("selector", selector.toString());
    return new MockResponse().setResponseCode(200).setBody(scale.toString());
  }

  private MockResponse putScale(RecordedRequest request, String path) {
    MockResponse found = crud.handleGet(parent(path));
    if (found.code() != 200) {
      return found;
    }
    JsonNode scale = tree(request.getBody().readUtf8());
    ObjectNode object = (ObjectNode) tree(found.getBody().readUtf8());
    object
        .withObject("/metadata")
        .set("resourceVersion", scale.path("metadata").path("resourceVersion"));
    object.withObject("/spec").set("replicas", scale.path("spec").path("replicas"));
    MockResponse written = crud.dispatch(copy(request, parent(path), object.toString()));
    return written.code() == 200 ? getScale(path) : written;
  }

  private MockResponse events(String path, String query) {
    ObjectNode list = (ObjectNode) tree(crud.handleGet(path).getBody().readUtf8());
    ArrayNode kept = JSON.createArrayNode();
    for (JsonNode event : list.path("items")) {
      boolean named =
          query.contains("involvedObject.name=" + event.at("/involvedObject/name").asText() + ",");
      if (named && query.contains("reason=" + event.path("reason").asText())) {
        kept.add(event);
      }
    }
    list.set("items", kept);
    return new MockResponse().setResponseCode(200).setBody(list.toString());
  }

  private MockResponse discovery(String path) {
    ObjectNode list = JSON.createObjectNode();
    list.put("kind", "APIResourceList");
    ArrayNode resources = list.putArray("resources");
    switch (path) {
      case "/api/v1" -> {
        resources.addObject().put("name", "pods").put("kind", "Pod");
        if (resizesPods) {
          resources.addObject().put("name", "pods/resize").put("kind", "Pod");
        }
      }
      case "/apis/apps/v1" -> {
        resources.addObject().put("name", "deployments/scale").put("kind", "Scale");
        resources.addObject().put("name", "deployments").put("kind", "Deployment");
      }
      case "/apis/example.org/v1" ->
          resources.addObject().put("name", "gpugangs").put("kind", "GpuGang");
      default -> {
        return new MockResponse().setResponseCode(404);
      }
    }
    return new MockResponse().setResponseCode(200).setBody(list.toString());
  }

  /// An answer of the server's own kind.
  static MockResponse status(int code, String message) {
    ObjectNode status = JSON.createObjectNode();
    status.put("kind", "Status").put("code", code).put("message", message);
    return new MockResponse().setResponseCode(code).setBody(status.toString());
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private static RecordedRequest copy(RecordedRequest request, String path, String body) {
    Headers headers = request.getHeaders();
    Buffer buffer = new Buffer(body.getBytes(StandardCharsets.UTF_8));
    return new RecordedRequest(request.getHttpVersion(), request.method(), path, headers, buffer);
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }
}
