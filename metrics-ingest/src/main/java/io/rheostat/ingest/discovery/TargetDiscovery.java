package io.rheostat.ingest.discovery;

import io.rheostat.config.settings.ScrapeJob;
import io.rheostat.config.settings.TargetLookup;
import io.rheostat.ingest.exposition.series.Labels;
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

/// Current targets of all scrape jobs. For one thread, but for [#declare(List)].
///
/// Files are read on the calling thread. Sources over a network are queried on threads of their
/// own, see [RefreshedTargets]: a failing or hanging source keeps its last good targets and delays
/// nothing.
public final class TargetDiscovery implements AutoCloseable {
  private static final int REMEMBERED = 10_000;

  private final IngestPorts ports;
  private final Lookups lookups;
  private final Map<String, TargetFile> files = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private Set<ScrapeTarget> last = Set.of();
  private volatile List<ScrapeJob> declared;

  /// Creates the discovery for these jobs.
  public TargetDiscovery(List<ScrapeJob> jobs, IngestPorts ports) {
    this(jobs, ports, new Lookups());
  }

  TargetDiscovery(List<ScrapeJob> jobs, IngestPorts ports, Lookups lookups) {
    this.declared = List.copyOf(jobs);
    this.ports = ports;
    this.lookups = lookups;
  }

  /// Replaces the jobs from the next refresh on. Earlier results of their files and look-ups stay.
  /// Any thread may call this.
  public void declare(List<ScrapeJob> jobs) {
    declared = List.copyOf(jobs);
  }

  /// Returns all targets, each once, after it reads changed files and queries due sources. Problems
  /// are counted and rejected, and the rest stays.
  public Set<ScrapeTarget> refresh() {
    List<ScrapeJob> jobs = declared;
    Set<ScrapeTarget> targets = new LinkedHashSet<>();
    Set<String> named = new HashSet<>();
    Set<TargetLookup> asked = new HashSet<>();
    boolean complete = true;
    for (ScrapeJob job : jobs) {
      addTargets(job, new TargetGroup(job.targets(), new Labels(job.labels())), targets);
      asked.addAll(job.lookups());
      List<String> missing = new ArrayList<>();
      List<String> bad = new ArrayList<>();
      for (String name : job.files()) {
        List<String> there = FilePattern.files(name);
        named.addAll(there);
        boolean found = false;
        for (String file : there) {
          found |= addFile(job, file, targets, bad);
        }
        if (!found) {
          missing.add(name);
        }
      }
      for (TargetLookup lookup : job.lookups()) {
        complete &= addLookup(job, lookup, targets, bad);
      }
      ports.metrics().accounts().job(job.name()).ifPresent(one -> one.sources(missing, bad));
    }
    files.keySet().retainAll(named);
    lookups.retain(asked);
    if (!complete) {
      // Until a new source has answered, a missing target may have left or moved to it.
      targets.addAll(last);
    }
    last = Set.copyOf(targets);
    return targets;
  }

  /// Ends all queries.
  @Override
  public void close() {
    lookups.close();
  }

  /// Returns false when the file is absent.
  private boolean addFile(ScrapeJob job, String name, Set<ScrapeTarget> targets, List<String> bad) {
    TargetFile file = files.computeIfAbsent(name, path -> new TargetFile(Path.of(path)));
    file.refresh().ifPresent(problem -> refuse(name, problem));
    file.problem().ifPresent(problem -> bad.add(name + ": " + problem));
    file.groups().forEach(group -> addTargets(job, group, targets));
    return file.isThere();
  }

  /// Returns false before the source's first answer or failure.
  private boolean addLookup(
      ScrapeJob job, TargetLookup lookup, Set<ScrapeTarget> targets, List<String> bad) {
    RefreshedTargets source = lookups.of(lookup);
    source.refresh(ports.time().now()).ifPresent(problem -> refuse(source(lookup), problem));
    source.problem().ifPresent(problem -> bad.add(source(lookup) + ": " + problem));
    for (TargetGroup group : source.groups()) {
      addTargets(job, labelled(group, job, lookup), targets);
    }
    return source.answered();
  }

  private static TargetGroup labelled(TargetGroup group, ScrapeJob job, TargetLookup lookup) {
    return switch (lookup) {
      case TargetLookup.Http _ -> group;
      case TargetLookup.Dns _ -> new TargetGroup(group.targets(), new Labels(job.labels()));
      case TargetLookup.Pods _ -> {
        TreeMap<String, String> labels = new TreeMap<>(job.labels());
        labels.putAll(group.labels().values());
        yield new TargetGroup(group.targets(), new Labels(labels));
      }
    };
  }

  private static String source(TargetLookup lookup) {
    return switch (lookup) {
      case TargetLookup.Http http -> http.url().toString();
      case TargetLookup.Dns dns -> dns.name();
      case TargetLookup.Pods pods -> "pods " + pods.namespace() + " " + pods.selector();
    };
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
