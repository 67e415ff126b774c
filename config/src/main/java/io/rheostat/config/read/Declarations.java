package io.rheostat.config.read;

import io.rheostat.config.shape.Shape;
import io.rheostat.config.shape.Shapes;
import io.rheostat.config.yaml.ConfigFiles;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problem;
import io.rheostat.config.yaml.Problems;
import io.rheostat.config.yaml.Value;
import io.rheostat.config.yaml.YamlFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Documents read from the files, by kind and name.
public final class Declarations {
  public static final String DEVICE = "Device";
  public static final String POOL = "Pool";
  public static final String WORKLOAD = "Workload";
  public static final String PRESET = "SignalPreset";
  public static final String JOB = "ScrapeJob";
  public static final String JOB_DISCOVERY = "JobDiscovery";
  public static final String INGEST = "Ingest";
  public static final String PAGE = "Page";
  public static final String SCENARIO = "Scenario";
  public static final String TROUBLE = "Trouble";

  private static final Shape.Variants DOCUMENT = Shapes.document();

  private final Problems problems;
  private final ConfigFiles files;
  private final SortedMap<String, SortedMap<String, Document>> documents = new TreeMap<>();
  private final SortedMap<String, SortedSet<String>> names = new TreeMap<>();

  public Declarations(Problems problems) {
    this(problems, ConfigFiles.DISK);
  }

  public Declarations(Problems problems, ConfigFiles files) {
    this.problems = problems;
    this.files = files;
  }

  /// Returns the file of each document, under `kind/name`.
  public SortedMap<String, Path> places() {
    SortedMap<String, Path> places = new TreeMap<>();
    documents.forEach(
        (kind, named) ->
            named.forEach((name, document) -> places.put(kind + "/" + name, document.file())));
    return places;
  }

  /// Returns the documents of a kind matching their shape, by name.
  public SortedMap<String, Document> of(String kind) {
    return documents.computeIfAbsent(kind, _ -> new TreeMap<>());
  }

  /// Returns the source document of a value.
  public Document document(String kind, String name) {
    Document document = of(kind).get(name);
    if (document == null) {
      throw new IllegalStateException("no document " + kind + " " + name);
    }
    return document;
  }

  /// Returns the names written under a kind, those of documents with problems too: a reference to
  /// one of them is not a second mistake.
  public SortedSet<String> names(String kind) {
    return names.computeIfAbsent(kind, _ -> new TreeSet<>());
  }

  /// Reads a folder.
  ///
  /// @return whether it has any YAML file
  public boolean readFolder(Path folder, Path root, Collection<String> kinds) {
    try {
      List<Path> found = files.in(folder);
      found.forEach(file -> readFile(file, root, kinds));
      return !found.isEmpty();
    } catch (IOException error) {
      Path shown = root.relativize(folder);
      problems.add(new Problem(shown, 1, "", "can't be read: " + error, "Make it readable."));
      return true;
    }
  }

  /// Reads a file when it is there.
  public void readFile(Path file, Path root, Collection<String> kinds) {
    if (files.exists(file)) {
      Path shown = root.relativize(file);
      for (Node node : YamlFiles.documents(files, file, shown, problems)) {
        readDocument(node, shown, kinds);
      }
    }
  }

  private void readDocument(Node node, Path shown, Collection<String> kinds) {
    String kind = text(node, "kind");
    String name = find(node, "metadata").map(metadata -> text(metadata, "name")).orElse("");
    if (!name.isEmpty()) {
      names(kind).add(name);
    }
    int before = problems.count();
    NodeReader reader = new NodeReader(shown, problems);
    Optional<Value> value = reader.readDocument(node, DOCUMENT);
    if (problems.count() > before || value.isEmpty()) {
      return;
    }
    Value.Branch spec = ((Value.Branch) value.get()).branch("spec");
    Document document = new Document(shown, kind, name, spec, reader.lines());
    if (!kinds.contains(kind)) {
      String what = "a " + kind + " does not belong here.";
      problems.add(document.problem("kind", what, "Here go: " + String.join(", ", kinds) + "."));
      return;
    }
    Document earlier = of(kind).putIfAbsent(name, document);
    if (earlier != null) {
      String what = kind + " " + name + " is declared twice, first in " + earlier.place("") + ".";
      problems.add(document.problem("metadata.name", what, "Rename or remove one."));
    }
  }

  private static String text(Node node, String key) {
    return find(node, key)
        .map(value -> value instanceof ScalarNode scalar ? scalar.getValue() : "")
        .orElse("");
  }

  private static Optional<Node> find(Node node, String key) {
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        if (tuple.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
          return Optional.of(tuple.getValueNode());
        }
      }
    }
    return Optional.empty();
  }
}
