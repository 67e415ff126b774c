package io.rheostat.config;

import io.rheostat.model.signal.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Signal presets and scrape jobs out of their documents.
final class SignalReader {
  private SignalReader() {}

  static SignalPreset preset(Document document) {
    Value.Branch spec = document.spec();
    List<Double> blanks = new ArrayList<>();
    for (Value value : spec.findItems("blanks").values()) {
      blanks.add(((Value.Quantity) value).number().doubleValue());
    }
    List<SeriesRule> rules = new ArrayList<>();
    for (Value.Branch rule : spec.items("rules").branches()) {
      rules.add(
          new SeriesRule(
              rule.text("metric"),
              Shapes.constant(Signal.values(), rule.text("signal")),
              rule.texts("labels"),
              rule.number("scale")));
    }
    return new SignalPreset(
        document.name(),
        spec.items("replicaLabels").texts(),
        spec.items("placementLabels").texts(),
        spec.findItems("seriesLabels").texts(),
        blanks,
        rules);
  }

  /// @param directory what relative discovery files are relative to
  static ScrapeJob scrapeJob(Document document, Path directory) {
    Value.Branch spec = document.spec();
    List<String> targets = spec.findItems("targets").texts();
    List<String> files = new ArrayList<>();
    for (String file : spec.findItems("files").texts()) {
      files.add(directory.resolve(file).toString());
    }
    if (targets.isEmpty() && files.isEmpty()) {
      throw new IllegalArgumentException("neither targets nor files are given: nothing to scrape.");
    }
    Duration interval = spec.duration("interval");
    return new ScrapeJob(
        document.name(),
        interval,
        spec.has("timeout") ? spec.duration("timeout") : interval,
        spec.text("path"),
        targets,
        spec.texts("labels"),
        files);
  }
}
