package io.rheostat.app.metrics;

import io.rheostat.app.testing.Scrape;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Names of series with their labels, as a scrape and Prometheus itself show them.
///
/// @param series labels by name
public record Exposed(SortedMap<String, SortedSet<String>> series) {
  /// Takes the names of a page.
  public static Exposed by(Scrape scrape) {
    SortedMap<String, SortedSet<String>> series = new TreeMap<>();
    for (Scrape.Sample sample : scrape.samples()) {
      series.computeIfAbsent(sample.name(), _ -> new TreeSet<>()).addAll(sample.labels().keySet());
    }
    return new Exposed(series);
  }

  /// Returns the same with one more series.
  public Exposed with(String name, SortedSet<String> labels) {
    SortedMap<String, SortedSet<String>> more = new TreeMap<>(series);
    more.put(name, labels);
    return new Exposed(more);
  }

  /// Says which names of an expression are not exposed; empty when all are.
  public List<String> problems(String expression) {
    PromQl query = PromQl.of(expression);
    List<String> problems = new ArrayList<>();
    SortedSet<String> known = new TreeSet<>(query.made());
    for (PromQl.Selector selector : query.selectors()) {
      SortedSet<String> labels = series.get(selector.name());
      if (labels == null) {
        problems.add("no series " + selector.name() + " in: " + expression);
      } else {
        known.addAll(labels);
        for (String label : selector.labels()) {
          if (!labels.contains(label)) {
            problems.add(selector.name() + " has no label " + label + " in: " + expression);
          }
        }
      }
    }
    for (String label : query.labels()) {
      if (!known.contains(label)) {
        problems.add("no label " + label + " in: " + expression);
      }
    }
    return problems;
  }

  /// Returns the labels that the samples of an expression may have.
  public SortedSet<String> labels(String expression) {
    PromQl query = PromQl.of(expression);
    SortedSet<String> labels = new TreeSet<>(query.made());
    query
        .selectors()
        .forEach(one -> labels.addAll(series.getOrDefault(one.name(), new TreeSet<>())));
    return labels;
  }
}
