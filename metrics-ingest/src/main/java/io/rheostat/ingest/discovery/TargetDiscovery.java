package io.rheostat.ingest.discovery;

import io.rheostat.config.ScrapeJob;
import io.rheostat.ingest.exposition.Labels;
import io.rheostat.ingest.log.IngestPorts;
import io.rheostat.ingest.reject.Rejection;
import io.rheostat.ingest.reject.RejectionReason;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The targets of all scrape jobs as they are now. For one thread.
public final class TargetDiscovery {
  private static final int REMEMBERED = 10_000;

  private final List<ScrapeJob> jobs;
  private final IngestPorts ports;
  private final Map<String, TargetFile> files = new HashMap<>();
  private final Set<String> refused = new HashSet<>();

  /// Discovers for these jobs.
  public TargetDiscovery(List<ScrapeJob> jobs, IngestPorts ports) {
    this.jobs = List.copyOf(jobs);
    this.ports = ports;
  }

  /// All targets, each once; files that changed are read again. What is wrong is counted and
  /// rejected once, and the rest lives.
  public Set<ScrapeTarget> refresh() {
    Set<ScrapeTarget> targets = new LinkedHashSet<>();
    for (ScrapeJob job : jobs) {
      addTargets(job, new TargetGroup(job.targets(), new Labels(job.labels())), targets);
      for (String name : job.files()) {
        TargetFile file = files.computeIfAbsent(name, path -> new TargetFile(Path.of(path)));
        file.refresh().ifPresent(problem -> refuse(name, problem));
        for (TargetGroup group : file.groups()) {
          addTargets(job, group, targets);
        }
      }
    }
    return targets;
  }

  private void addTargets(ScrapeJob job, TargetGroup group, Set<ScrapeTarget> targets) {
    for (String address : group.targets()) {
      try {
        targets.add(target(job, address, group.labels()));
      } catch (URISyntaxException | IllegalArgumentException problem) {
        // Counted as malformed discovery; the neighbours are scraped.
        if (refused.size() >= REMEMBERED) {
          refused.clear();
        }
        if (refused.add(job.name() + " " + address)) {
          refuse(job.name(), "target " + address + ": " + problem.getMessage());
        }
      }
    }
  }

  private static ScrapeTarget target(ScrapeJob job, String address, Labels given)
      throws URISyntaxException {
    String scheme = given.value("__scheme__").orElse("http");
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("__scheme__ is " + scheme + "; give http or https");
    }
    String path = given.value("__metrics_path__").orElse(job.path());
    List<String> parameters = new ArrayList<>();
    TreeMap<String, String> labels = new TreeMap<>(Map.of("job", job.name(), "instance", address));
    given
        .values()
        .forEach(
            (name, value) -> {
              if (name.startsWith("__param_")) {
                parameters.add(name.substring("__param_".length()) + "=" + value);
              } else if (!name.startsWith("__")) {
                labels.put(name, value);
              }
            });
    String query = parameters.isEmpty() ? null : String.join("&", parameters);
    URI page = new URI(scheme, address, path.startsWith("/") ? path : "/" + path, query, null);
    if (page.getHost() == null) {
      throw new IllegalArgumentException("give host:port");
    }
    return new ScrapeTarget(page, new Labels(labels), job.interval(), job.timeout());
  }

  private void refuse(String source, String problem) {
    ports.refuse(source, new Rejection(RejectionReason.MALFORMED_DISCOVERY, problem, ""));
  }
}
