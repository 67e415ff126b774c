package io.rheostat.config.read;

import io.rheostat.config.settings.ScrapeJob;
import io.rheostat.config.settings.TargetLookup;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import io.rheostat.config.yaml.Value;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Scrape jobs out of their documents.
public final class ScrapeJobReader {
  private static final Pattern FORMATS = Pattern.compile("\\.(json|ya?ml|JSON|YA?ML)$");

  private final Path directory;
  private final Problems problems;

  /// @param directory base of relative discovery files
  public ScrapeJobReader(Path directory, Problems problems) {
    this.directory = directory;
    this.problems = problems;
  }

  /// Reads the job; empty when there is a problem with it.
  public Optional<ScrapeJob> read(Document document) {
    int before = problems.count();
    List<TargetLookup> lookups = new ArrayList<>(httpLookups(document));
    lookups.addAll(dnsLookups(document));
    lookups.addAll(podLookups(document));
    return problems.count() > before
        ? Optional.empty()
        : problems.attempt(document, "spec", () -> job(document, lookups));
  }

  private ScrapeJob job(Document document, List<TargetLookup> lookups) {
    Value.Branch spec = document.spec();
    List<String> targets = spec.findItems("targets").texts();
    List<String> files = new ArrayList<>();
    for (String file : spec.findItems("files").texts()) {
      requirePattern(file);
      files.add(directory.resolve(file).toString());
    }
    if (targets.isEmpty() && files.isEmpty() && lookups.isEmpty()) {
      throw new IllegalArgumentException(
          "none of targets, files, httpDiscovery, dnsDiscovery and kubernetesDiscovery is given:"
              + " nothing to scrape.");
    }
    Duration interval = spec.duration("interval");
    return new ScrapeJob(
        document.name(),
        interval,
        spec.has("timeout") ? spec.duration("timeout") : interval,
        spec.text("path"),
        targets,
        spec.texts("labels"),
        files,
        lookups);
  }

  /// Refuses the patterns refused by Prometheus' `file_sd_configs`: only the last part of a path
  /// may be a pattern, and it names the format.
  private static void requirePattern(String file) {
    int name = file.lastIndexOf('/') + 1;
    if (file.substring(0, name).contains("*")) {
      throw new IllegalArgumentException(
          "files: \"" + file + "\" has a * before its last part, where none may be.");
    }
    boolean pattern = file.indexOf('*', name) >= 0;
    if (pattern && !FORMATS.matcher(file).find()) {
      throw new IllegalArgumentException(
          "files: the pattern \"" + file + "\" must end in .json, .yml or .yaml.");
    }
  }

  private List<TargetLookup> httpLookups(Document document) {
    List<TargetLookup> lookups = new ArrayList<>();
    List<Value.Branch> entries = document.spec().findItems("httpDiscovery").branches();
    for (int index = 0; index < entries.size(); index++) {
      String key = "spec.httpDiscovery[" + index + "]";
      Value.Branch entry = entries.get(index);
      Optional<URI> url = part(document, key + ".url", entry.text("url"), TargetLookup.Http::url);
      Optional<Duration> refresh = refresh(document, key, entry);
      if (url.isPresent() && refresh.isPresent()) {
        lookups.add(new TargetLookup.Http(url.get(), refresh.get()));
      }
    }
    return lookups;
  }

  private List<TargetLookup> dnsLookups(Document document) {
    List<TargetLookup> lookups = new ArrayList<>();
    List<Value.Branch> entries = document.spec().findItems("dnsDiscovery").branches();
    for (int index = 0; index < entries.size(); index++) {
      String key = "spec.dnsDiscovery[" + index + "]";
      Value.Branch entry = entries.get(index);
      Optional<TargetLookup.Server> server =
          entry.has("server")
              ? part(document, key + ".server", entry.text("server"), TargetLookup.Server::of)
              : Optional.empty();
      Optional<Duration> refresh = refresh(document, key, entry);
      List<String> names = entry.items("names").texts();
      for (int place = 0; place < names.size(); place++) {
        String nameKey = key + ".names[" + place + "]";
        Optional<String> name =
            part(document, nameKey, names.get(place), TargetLookup.Dns::checkedName);
        if (name.isPresent() && refresh.isPresent()) {
          lookups.add(new TargetLookup.Dns(name.get(), server, refresh.get()));
        }
      }
    }
    return lookups;
  }

  private List<TargetLookup> podLookups(Document document) {
    List<TargetLookup> lookups = new ArrayList<>();
    List<Value.Branch> entries = document.spec().findItems("kubernetesDiscovery").branches();
    for (int index = 0; index < entries.size(); index++) {
      String key = "spec.kubernetesDiscovery[" + index + "]";
      Value.Branch entry = entries.get(index);
      Optional<String> port =
          part(document, key + ".port", entry.text("port"), TargetLookup.Pods::checkedPort);
      Optional<Duration> refresh = refresh(document, key, entry);
      if (port.isPresent() && refresh.isPresent()) {
        lookups.add(
            new TargetLookup.Pods(
                entry.findText("context"),
                entry.text("namespace"),
                entry.text("selector"),
                port.get(),
                entry.findText("path"),
                refresh.get()));
      }
    }
    return lookups;
  }

  private Optional<Duration> refresh(Document document, String key, Value.Branch entry) {
    return part(
        document, key + ".refresh", entry.duration("refresh"), TargetLookup::checkedRefresh);
  }

  /// Returns one key's value, checked by the model itself; a problem is reported at that key.
  private <T, R> Optional<R> part(
      Document document, String key, T written, Function<T, R> checked) {
    return problems.attempt(document, key, () -> checked.apply(written));
  }
}
