package io.rheostat.ingest.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.rheostat.config.settings.TargetLookup;
import io.rheostat.ingest.discovery.TargetSource.Answer;
import io.rheostat.ingest.exposition.series.Labels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodTargetsTest {
  private final MockWebServer server = new MockWebServer();
  private final HttpClient admin = HttpClient.newHttpClient();

  @BeforeEach
  void serve() {
    server.setDispatcher(new KubernetesCrudDispatcher());
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() throws IOException {
    admin.close();
    server.close();
  }

  private String url(String path) {
    return "http://127.0.0.1:" + server.getPort() + path;
  }

  private static TargetLookup.Pods lookup(String port, Optional<String> path) {
    return new TargetLookup.Pods(
        Optional.empty(), "chat", "app=web", port, path, Duration.ofSeconds(5));
  }

  private Answer ask(TargetLookup.Pods lookup) throws InterruptedException {
    Config config = Config.empty();
    config.setMasterUrl(url(""));
    config.setRequestRetryBackoffLimit(0);
    try (ClusterConnection connection =
        new ClusterConnection(
            HttpClientUtils.getHttpClientFactory().newBuilder(config).build(),
            config.getMasterUrl())) {
      return new PodTargets(lookup, _ -> connection).ask();
    }
  }

  private void send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url("/api/v1/namespaces/chat/pods" + path)))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(admin.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isBetween(200, 299);
  }

  private void pod(String name, String labels, String status)
      throws IOException, InterruptedException {
    send(
        "POST",
        "",
        """
        {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "%s", "labels": %s},
         "spec": {"containers": [{"name": "server", "ports":
           [{"name": "http", "containerPort": 80}, {"name": "metrics", "containerPort": 9090}]}]},
         "status": %s}
        """
            .formatted(name, labels, status));
  }

  private static String running(String address) {
    return "{\"phase\": \"Running\", \"podIP\": \"" + address + "\"}";
  }

  private static TargetGroup group(String address, String... keysAndValues) {
    TreeMap<String, String> labels = new TreeMap<>(Map.of("namespace", "chat"));
    for (int index = 0; index < keysAndValues.length; index += 2) {
      labels.put(keysAndValues[index], keysAndValues[index + 1]);
    }
    return new TargetGroup(List.of(address), new Labels(labels));
  }

  @Test
  void eachRunningPodIsATargetWithItsName() throws IOException, InterruptedException {
    pod("a", "{\"app\": \"web\", \"rheostat.io/placement\": \"l40s\"}", running("10.0.0.1"));
    pod("b", "{\"app\": \"web\"}", running("fd00::2"));
    pod("starting", "{\"app\": \"web\"}", "{\"phase\": \"Pending\"}");
    pod("other", "{\"app\": \"other\"}", running("10.0.0.9"));

    assertThat(ask(lookup("8000", Optional.empty())))
        .isInstanceOfSatisfying(
            Answer.Targets.class,
            targets ->
                assertThat(targets.groups())
                    .containsExactlyInAnyOrder(
                        group("10.0.0.1:8000", "pod", "a", "placement", "l40s"),
                        group("[fd00::2]:8000", "pod", "b")));
  }

  @Test
  void aPortMayBeNamedAndThePathGiven() throws IOException, InterruptedException {
    pod("a", "{\"app\": \"web\"}", running("10.0.0.1"));

    assertThat(ask(lookup("metrics", Optional.of("/m"))))
        .isEqualTo(
            new Answer.Targets(
                List.of(group("10.0.0.1:9090", "pod", "a", "__metrics_path__", "/m"))));
  }

  @Test
  void aPortThatNoPodHasIsToldAndNotTakenForNoPods() throws IOException, InterruptedException {
    pod("a", "{\"app\": \"web\"}", running("10.0.0.1"));

    assertThat(ask(lookup("metric", Optional.empty())))
        .isEqualTo(new Answer.Failed("none of 1 running pods has a port named metric"));
  }

  @Test
  void aPodThatIsDeletedIsNoTargetAnyMore() throws IOException, InterruptedException {
    pod("a", "{\"app\": \"web\"}", running("10.0.0.1"));
    pod("b", "{\"app\": \"web\"}", running("10.0.0.2"));

    send("DELETE", "/a", "");

    assertThat(ask(lookup("8000", Optional.empty())))
        .isEqualTo(new Answer.Targets(List.of(group("10.0.0.2:8000", "pod", "b"))));
  }

  @Test
  void whatIsNoListOfPodsSaysNothingOfTargets() throws InterruptedException {
    answer(200, "{\"kind\": \"Status\"}");
    assertThat(ask(lookup("8000", Optional.empty())))
        .isEqualTo(new Answer.Failed("the answer is no list of pods"));

    answer(200, "<html>");
    assertThat(ask(lookup("8000", Optional.empty()))).isInstanceOf(Answer.Failed.class);

    answer(500, "");
    assertThat(ask(lookup("8000", Optional.empty()))).isEqualTo(new Answer.Failed("status 500"));
  }

  @Test
  void aMissingRightIsNamed() throws InterruptedException {
    answer(403, "{}");

    assertThat(ask(lookup("8000", Optional.empty())))
        .isEqualTo(
            new Answer.Failed(
                "status 403. Add to the namespace's Role: {apiGroups: [\"\"], resources: [pods],"
                    + " verbs: [list]}"));
  }

  private void answer(int code, String body) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse().setResponseCode(code).setBody(body);
          }
        });
  }

  @Test
  void theClusterIsFoundByKubeconfig(@TempDir Path directory)
      throws IOException, InterruptedException {
    pod("a", "{\"app\": \"web\"}", running("10.0.0.1"));
    Path kubeconfig = directory.resolve("config");
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: here, cluster: {server: "%s"}}]
        users: [{name: me, user: {token: secret}}]
        contexts: [{name: staging, context: {cluster: here, user: me}}]
        """
            .formatted(url("")));
    System.setProperty("kubeconfig", kubeconfig.toString());
    try (ClusterConnection connection = ClusterConnection.open(Optional.of("staging"))) {
      assertThat(new PodTargets(lookup("8000", Optional.empty()), _ -> connection).ask())
          .isInstanceOfSatisfying(
              Answer.Targets.class, targets -> assertThat(targets.groups()).hasSize(1));
      assertThat(
              new PodTargets(
                      lookup("8000", Optional.empty()),
                      _ -> ClusterConnection.open(Optional.of("other")))
                  .ask())
          .isEqualTo(new Answer.Failed("the kubeconfig has no context other"));
    } finally {
      System.clearProperty("kubeconfig");
    }
  }
}
