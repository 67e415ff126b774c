package io.rheostat.actuator.driver.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.fabric8.mockwebserver.MockWebServer;
import io.rheostat.actuator.driver.Owner;
import io.rheostat.actuator.driver.kubernetes.api.ApiServer;
import io.rheostat.actuator.driver.kubernetes.api.KubernetesCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/// An API server to try things at, and a namespace of its own in it: the one of the environment's
/// `KUBECONFIG`, else a fake one. What a test makes by [#admin] is made with other credentials than
/// the driver's, as far as the server knows such: on a real server the driver is a service account
/// that has the Role of our manifests in that namespace and nothing else.
public final class Playground implements AutoCloseable {
  public static final Owner OWNER = new Owner("cluster-a/fleet-a");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final String SERVICE_ACCOUNT = "system:serviceaccount:rheostat:rheostat";
  private static final String RBAC = "rbac.authorization.k8s.io/v1";
  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

  private final Optional<FakeCluster> fake;
  private final Optional<MockWebServer> web;
  private final Config config;
  private final HttpClient admin;
  private final List<KubernetesDriver> opened = new ArrayList<>();
  private final List<String> installed = new ArrayList<>();
  public final String namespace = "rheostat-" + UUID.randomUUID().toString().substring(0, 8);

  private Playground(Optional<FakeCluster> fake) {
    this.fake = fake;
    web = fake.map(Playground::serve);
    config = web.map(Playground::fakeConfig).orElseGet(() -> Config.autoConfigure(null));
    Config ours = web.map(Playground::fakeConfig).orElseGet(() -> Config.autoConfigure(null));
    ours.setUserAgent("rheostat-test");
    admin = HttpClientUtils.getHttpClientFactory().newBuilder(ours).build();
  }

  /// A real server where `KUBECONFIG` names one.
  public static Playground open() {
    String kubeconfig = System.getenv("KUBECONFIG");
    Playground playground =
        kubeconfig == null || kubeconfig.isEmpty() ? fake() : new Playground(Optional.empty());
    if (playground.fake.isEmpty()) {
      playground.create(
          "/api/v1/namespaces",
          """
          {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "%s"}}
          """
              .formatted(playground.namespace));
      playground.grantRole();
    }
    return playground;
  }

  /// Grants the Role of `kustomize/resize` as an operator does; returns when the server has it.
  private void grantRole() {
    for (JsonNode object : Manifests.read(Manifests.TARGET).documents()) {
      ((ObjectNode) object.path("metadata")).put("namespace", namespace);
      String plural = object.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
      create(path(RBAC, plural), object.toString());
    }
    await().until(this::isGranted);
    config.setImpersonateUsername(SERVICE_ACCOUNT);
  }

  private boolean isGranted() {
    String review =
        """
        {"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "spec":
          {"user": "%s", "resourceAttributes":
            {"namespace": "%s", "group": "apps", "resource": "deployments", "verb": "patch"}}}
        """
            .formatted(SERVICE_ACCOUNT, namespace);
    return create("/apis/authorization.k8s.io/v1/subjectaccessreviews", review)
        .at("/status/allowed")
        .asBoolean();
  }

  /// A server that obeys the Roles of our manifests, for tests of what a real one cannot be made to
  /// do.
  public static Playground fake() {
    return fake(Optional.of(Manifests.read(Manifests.TARGET).granted()));
  }

  public static Playground fake(Optional<Set<Rule>> granted) {
    return new Playground(Optional.of(new FakeCluster(granted)));
  }

  private static MockWebServer serve(FakeCluster cluster) {
    MockWebServer server = new MockWebServer();
    server.setDispatcher(cluster);
    server.start(InetAddress.getLoopbackAddress(), 0);
    return server;
  }

  private static Config fakeConfig(MockWebServer server) {
    Config config = Config.empty();
    config.setMasterUrl("http://127.0.0.1:" + server.getPort() + "/");
    return config;
  }

  public String url() {
    return config.getMasterUrl();
  }

  public boolean isReal() {
    return fake.isEmpty();
  }

  /// Returns whether the server can resize pods in place.
  boolean resizesPods() {
    for (JsonNode resource : get("/api/v1").path("resources")) {
      if (resource.path("name").asText().equals("pods/resize")) {
        return true;
      }
    }
    return false;
  }

  FakeCluster cluster() {
    return fake.orElseThrow();
  }

  public KubernetesDriver driver() {
    return driver(_ -> {});
  }

  /// A driver whose calls can be watched, and stopped, before they are sent.
  public KubernetesDriver driver(Watcher watcher) {
    return driver(new KubernetesSettings(TIMEOUT, ReplicaLoad.UNKNOWN, OWNER), watcher);
  }

  public KubernetesDriver driver(KubernetesSettings settings, Watcher watcher) {
    KubernetesDriver driver =
        new KubernetesDriver(settings, _ -> kubernetes(settings.timeout(), watcher));
    opened.add(driver);
    return driver;
  }

  /// The cluster with the driver's credentials; to be closed by the test.
  KubernetesCluster kubernetes() {
    return kubernetes(TIMEOUT, _ -> {});
  }

  private KubernetesCluster kubernetes(Duration timeout, Watcher watcher) {
    HttpClient http =
        ApiServer.client(config, timeout)
            .addOrReplaceInterceptor("watcher", new Watching(watcher))
            .build();
    return new KubernetesCluster(
        new ApiServer(http, config.getMasterUrl(), timeout, InstantSource.system()));
  }

  /// Sees a call before it is sent.
  @FunctionalInterface
  public interface Watcher {
    /// Called with the call that is about to be sent, such as `PATCH deployments/web`.
    void before(String call);
  }

  /// Stands for the death of the process between two calls.
  public static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  private record Watching(Watcher watcher) implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      String path = request.uri().getPath();
      watcher.before(request.method() + path.replaceFirst(".*/namespaces/[^/]+/", " "));
    }
  }

  /// Sees to it that the server has a kind: the fake one takes any, a real one gets a definition
  /// with a `scale` subresource and no rules, until [#close]. Where somebody has installed the kind
  /// the test is skipped, for its objects would not meet the rules there.
  void install(String groupVersion, String plural, String kind) {
    if (fake.isPresent()) {
      return;
    }
    String group = groupVersion.replaceFirst("/.*", "");
    String name = plural + "." + group;
    assumeTrue(
        absent(DEFINITIONS + "/" + name),
        () -> "the cluster has its own " + kind + ", whose rules this test's objects may not meet");
    create(
        DEFINITIONS,
        """
        {"apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
         "metadata": {"name": "%s", "annotations": {
           "api-approved.kubernetes.io": "unapproved, a test's own"}},
         "spec": {"group": "%s", "scope": "Namespaced", "names": {"plural": "%s", "kind": "%s"},
          "versions": [{"name": "%s", "served": true, "storage": true,
           "schema": {"openAPIV3Schema":
             {"type": "object", "x-kubernetes-preserve-unknown-fields": true}},
           "subresources": {"status": {}, "scale": {"specReplicasPath": ".spec.replicas",
             "statusReplicasPath": ".status.replicas"}}}]}}
        """
            .formatted(name, group, plural, kind, groupVersion.replaceFirst(".*/", "")));
    installed.add(DEFINITIONS + "/" + name);
    await(kind + " to be served").until(() -> !absent(path(groupVersion, plural)));
  }

  private boolean absent(String path) {
    return request("GET", path, "application/json", "").code() == 404;
  }

  /// The path of a namespaced object or list.
  public String path(String groupVersion, String rest) {
    String root = groupVersion.contains("/") ? "/apis/" : "/api/";
    return root + groupVersion + "/namespaces/" + namespace + "/" + rest;
  }

  JsonNode create(String path, String json) {
    return send("POST", path, "application/json", json);
  }

  public JsonNode get(String path) {
    return send("GET", path, "application/json", "");
  }

  public JsonNode delete(String path) {
    return send("DELETE", path, "application/json", "");
  }

  public JsonNode patch(String path, String jsonPatch) {
    return send("PATCH", path, "application/json-patch+json", jsonPatch);
  }

  /// Server-side apply of the replicas alone, which the fake server does not have.
  public JsonNode apply(String path, String manager, String json) {
    String query = "?force=true&fieldManager=" + manager;
    return send("PATCH", path + query, "application/apply-patch+yaml", json);
  }

  private JsonNode send(String method, String path, String type, String body) {
    HttpResponse<byte[]> response = request(method, path, type, body);
    try {
      if (!response.isSuccessful()) {
        throw new AssertionError(
            method + " " + path + ": " + response.code() + " " + response.bodyString());
      }
      return JSON.readTree(response.body());
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  private HttpResponse<byte[]> request(String method, String path, String type, String body) {
    HttpRequest.Builder request =
        admin.newHttpRequestBuilder().uri(config.getMasterUrl().replaceFirst("/$", "") + path);
    if (!body.isEmpty()) {
      request.method(method, type, body);
    } else if (method.equals("DELETE")) {
      request.delete(type, "{}");
    }
    try {
      return admin.sendAsync(request.build(), byte[].class).get();
    } catch (ExecutionException failed) {
      throw new AssertionError(method + " " + path, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    opened.forEach(KubernetesDriver::close);
    installed.forEach(this::delete);
    if (isReal()) {
      delete("/api/v1/namespaces/" + namespace);
    }
    admin.close();
    if (web.isPresent()) {
      web.get().close();
    }
  }
}
