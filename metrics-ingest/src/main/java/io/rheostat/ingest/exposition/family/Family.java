package io.rheostat.ingest.exposition.family;

import io.rheostat.ingest.exposition.series.Labels;
import io.rheostat.ingest.exposition.series.SampleRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// OpenMetrics metric family of one type, remembered between pages. Each page number is the last
/// page with a part of it.
final class Family {
  /// Placeholder before the first family of a page.
  static final Family NONE = new Family("", FamilyType.UNKNOWN);

  private final String name;
  private final FamilyType type;
  private final Map<Labels, Group> groups = new HashMap<>();

  long openPage;
  long helpPage;
  long typePage;
  long unitPage;
  long samplePage;

  Family(String name, FamilyType type) {
    this.name = name;
    this.type = type;
  }

  /// Metric: all samples of one label set.
  static final class Group {
    /// Number of its last page.
    long page;
  }

  String name() {
    return name;
  }

  FamilyType type() {
    return type;
  }

  /// Returns the same family with another type, declared by a page.
  Family as(FamilyType other) {
    Family family = new Family(name, other);
    family.openPage = openPage;
    family.helpPage = helpPage;
    family.typePage = typePage;
    family.unitPage = unitPage;
    family.samplePage = samplePage;
    return family;
  }

  /// Returns the names of its samples, where they differ from its own.
  List<String> sampleNames() {
    List<String> names = new ArrayList<>();
    for (SampleRole role : type.roles()) {
      if (!role.suffix().isEmpty()) {
        names.add(name + role.suffix());
      }
    }
    return names;
  }

  /// Returns the role of samples with a name, if they are in this family.
  Optional<SampleRole> role(String sample) {
    if (sample.startsWith(name)) {
      for (SampleRole role : type.roles()) {
        if (sample.length() == name.length() + role.suffix().length()
            && sample.endsWith(role.suffix())) {
          return Optional.of(role);
        }
      }
    }
    return Optional.empty();
  }

  /// Returns the metric of a series.
  Group group(Labels labels) {
    String pointLabel = type.pointLabel(name);
    if (pointLabel.isEmpty() && type != FamilyType.COUNTER) {
      return new Group();
    }
    TreeMap<String, String> own = new TreeMap<>(labels.values());
    own.remove(pointLabel);
    return groups.computeIfAbsent(new Labels(own), _ -> new Group());
  }
}
