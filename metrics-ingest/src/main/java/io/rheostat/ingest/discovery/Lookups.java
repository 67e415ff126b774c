package io.rheostat.ingest.discovery;

import io.rheostat.config.settings.TargetLookup;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Queried sources, each once however many jobs name it. For one thread.
final class Lookups implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<TargetLookup, RefreshedTargets> running = new HashMap<>();
  private final Function<TargetLookup, TargetSource> sources;

  private final Map<Optional<String>, ClusterConnection> clusters = new HashMap<>();

  /// Client, made for the first queried page: most programs query none.
  private Optional<HttpClient> client = Optional.empty();

  /// Creates look-ups over the network.
  Lookups() {
    this.sources = this::overNetwork;
  }

  /// Creates look-ups of other sources.
  Lookups(Function<TargetLookup, TargetSource> sources) {
    this.sources = sources;
  }

  RefreshedTargets of(TargetLookup lookup) {
    return running.computeIfAbsent(
        lookup, one -> new RefreshedTargets(sources.apply(one), one.refresh()));
  }

  /// Forgets the sources no longer named by any job.
  void retain(Set<TargetLookup> named) {
    running.forEach(
        (lookup, targets) -> {
          if (!named.contains(lookup)) {
            targets.stop();
          }
        });
    running.keySet().retainAll(named);
  }

  private TargetSource overNetwork(TargetLookup lookup) {
    return switch (lookup) {
      case TargetLookup.Http http -> new HttpTargets(http, client());
      case TargetLookup.Dns dns -> new DnsTargets(dns);
      case TargetLookup.Pods pods -> new PodTargets(pods, this::cluster);
    };
  }

  /// Returns the one login for all questions to a cluster. The questions come from threads of their
  /// own.
  private ClusterConnection cluster(Optional<String> context) throws IOException {
    synchronized (clusters) {
      ClusterConnection known = clusters.get(context);
      if (known == null) {
        known = ClusterConnection.open(context);
        clusters.put(context, known);
      }
      return known;
    }
  }

  private HttpClient client() {
    HttpClient shared =
        client.orElseGet(
            () ->
                HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(threads)
                    .build());
    client = Optional.of(shared);
    return shared;
  }

  @Override
  public void close() {
    running.values().forEach(RefreshedTargets::stop);
    running.clear();
    client.ifPresent(HttpClient::shutdownNow);
    synchronized (clusters) {
      clusters.values().forEach(ClusterConnection::close);
      clusters.clear();
    }
    threads.shutdownNow();
  }
}
