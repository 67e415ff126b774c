package io.rheostat.ingest.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import io.rheostat.topics.Unreachable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Login at an API server of Kubernetes. The client library finds the server and its credentials:
/// the process's kubeconfig, or in a pod the pod's own.
///
/// @param http client with the login
/// @param master the server's URL without a slash at its end
record ClusterConnection(HttpClient http, String master) implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  ClusterConnection {
    master = master.endsWith("/") ? master.substring(0, master.length() - 1) : master;
  }

  /// Opens a connection.
  ///
  /// @throws IOException when there is no such context, or no credentials
  static ClusterConnection open(Optional<String> context) throws IOException {
    try {
      Config config = Config.autoConfigure(context.orElse(null));
      if (context.isPresent()
          && config.getContexts().stream().noneMatch(one -> context.get().equals(one.getName()))) {
        throw new IOException("the kubeconfig has no context " + context.get());
      }
      config.setUserAgent("rheostat");
      config.setRequestRetryBackoffLimit(0);
      config.setConnectionTimeout(Math.toIntExact(TIMEOUT.toMillis()));
      HttpClient http = HttpClientUtils.getHttpClientFactory().newBuilder(config).build();
      return new ClusterConnection(http, config.getMasterUrl());
    } catch (KubernetesClientException | IllegalArgumentException problem) {
      throw new IOException("no cluster can be found: " + problem.getMessage(), problem);
    }
  }

  /// Returns an object or a list.
  ///
  /// @param path with its query
  /// @throws IOException with an error message for the operator, when there is no such answer
  JsonNode get(String path) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(
            http.newHttpRequestBuilder()
                .uri(master + path)
                .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .header("Accept", "application/json")
                .build(),
            byte[].class);
    try {
      HttpResponse<byte[]> response = exchange.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      if (!response.isSuccessful()) {
        throw new IOException("status " + response.code() + remedy(response.code()));
      }
      return JSON.readTree(response.body());
    } catch (TimeoutException _) {
      throw new IOException("no answer within " + TIMEOUT);
    } catch (ExecutionException failed) {
      throw new IOException(Unreachable.words(failed), failed);
    } finally {
      // Cancels an exchange still under way after a timeout or an interruption; else it does
      // nothing.
      exchange.cancel(true);
    }
  }

  private static String remedy(int code) {
    return code == 403
        ? ". Add to the namespace's Role: {apiGroups: [\"\"], resources: [pods], verbs: [list]}"
        : "";
  }

  @Override
  public void close() {
    http.close();
  }
}
