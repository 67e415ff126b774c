package io.rheostat.app.metrics;

import io.rheostat.app.testing.Scrape;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The table of `docs/reference/metrics.md`: each of Rheostat's own families with type, labels and
/// meaning.
public final class SeriesTable {
  private static final String BEGIN = "<!-- generated: -Drheostat.metrics=write -->\n";
  private static final String END = "<!-- end -->";
  private static final Set<String> OF_THE_TYPE = Set.of("quantile", "le");
  private static final Set<String> SUFFIXES = Set.of("", "_sum", "_count");

  private SeriesTable() {}

  /// Writes the table of a page.
  public static String of(Scrape scrape) {
    StringBuilder table =
        new StringBuilder("| series | type | labels | meaning |\n|---|---|---|---|\n");
    new TreeMap<>(scrape.types())
        .forEach(
            (family, type) -> {
              if (family.startsWith("rheostat_")) {
                String labels = String.join(", ", labels(scrape, family));
                String help = scrape.helps().getOrDefault(family, "");
                table
                    .append("| `" + family + "` | " + type + " | ")
                    .append(labels.isEmpty() ? "-" : labels)
                    .append(" | " + help + " |\n");
              }
            });
    return table.toString();
  }

  private static SortedSet<String> labels(Scrape scrape, String family) {
    SortedSet<String> labels = new TreeSet<>();
    for (Scrape.Sample sample : scrape.samples()) {
      if (sample.name().startsWith(family)
          && SUFFIXES.contains(sample.name().substring(family.length()))) {
        labels.addAll(sample.labels().keySet());
      }
    }
    labels.removeAll(OF_THE_TYPE);
    return labels;
  }

  /// Returns the table that stands in a document.
  public static String in(String document) {
    return document.substring(start(document), document.indexOf(END));
  }

  /// Returns the document with another table.
  public static String replaced(String document, String table) {
    return document.substring(0, start(document))
        + table
        + document.substring(document.indexOf(END));
  }

  private static int start(String document) {
    return document.indexOf(BEGIN) + BEGIN.length();
  }
}
