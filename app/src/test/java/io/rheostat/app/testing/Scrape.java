package io.rheostat.app.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Samples and metadata of one page in Prometheus' text format.
///
/// @param samples in the page's order
/// @param types by family: gauge, counter, summary, histogram
/// @param helps by family
public record Scrape(
    List<Sample> samples, SortedMap<String, String> types, SortedMap<String, String> helps) {
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? (\\S+)(?: \\d+)?");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /// One sample.
  ///
  /// @param name with suffixes such as `_total`
  /// @param labels by name
  public record Sample(String name, SortedMap<String, String> labels, double value) {}

  /// Reads a page.
  public static Scrape of(String page) {
    List<Sample> samples = new ArrayList<>();
    SortedMap<String, String> types = new TreeMap<>();
    SortedMap<String, String> helps = new TreeMap<>();
    for (String line : page.lines().filter(one -> !one.isBlank()).toList()) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# TYPE ")) {
        types.put(words[2], words[3]);
      } else if (line.startsWith("# HELP ")) {
        helps.put(words[2], words[3]);
      } else if (!line.startsWith("#")) {
        samples.add(sample(line));
      }
    }
    return new Scrape(samples, types, helps);
  }

  private static Sample sample(String line) {
    Matcher matcher = SAMPLE.matcher(line);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("no sample: " + line);
    }
    SortedMap<String, String> labels = new TreeMap<>();
    if (matcher.group(2) != null) {
      Matcher label = LABEL.matcher(matcher.group(2));
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    return new Sample(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
  }

  /// Returns the value of the one sample with that name and at least those labels.
  public double value(String name, Map<String, String> labels) {
    List<Sample> found = with(name, labels);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " samples of " + name + labels + ": " + found);
    }
    return found.getFirst().value();
  }

  /// Returns the samples with that name and at least those labels.
  public List<Sample> with(String name, Map<String, String> labels) {
    return samples.stream()
        .filter(one -> one.name().equals(name))
        .filter(one -> one.labels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }
}
