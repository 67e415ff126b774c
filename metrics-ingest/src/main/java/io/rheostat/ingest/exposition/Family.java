package io.rheostat.ingest.exposition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An OpenMetrics metric family of one type, remembered between pages. The page numbers say on
/// which page something of it was seen last.
final class Family {
  /// Before the first family of a page.
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

  /// One metric: all samples of one label set.
  static final class Group {
    /// The page it was on last.
    long page;
  }

  String name() {
    return name;
  }

  FamilyType type() {
    return type;
  }

  /// The same family as a page declares it when it gives another type.
  Family as(FamilyType other) {
    Family family = new Family(name, other);
    family.openPage = openPage;
    family.helpPage = helpPage;
    family.typePage = typePage;
    family.unitPage = unitPage;
    family.samplePage = samplePage;
    return family;
  }

  /// The names of its samples, where they are not its own.
  List<String> sampleNames() {
    List<String> names = new ArrayList<>();
    for (Role role : type.roles()) {
      if (!role.suffix().isEmpty()) {
        names.add(name + role.suffix());
      }
    }
    return names;
  }

  /// What samples of that name are in this family, if they are in it.
  Optional<Role> role(String sample) {
    if (sample.startsWith(name)) {
      for (Role role : type.roles()) {
        if (sample.length() == name.length() + role.suffix().length()
            && sample.endsWith(role.suffix())) {
          return Optional.of(role);
        }
      }
    }
    return Optional.empty();
  }

  /// The metric that a series is part of.
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
