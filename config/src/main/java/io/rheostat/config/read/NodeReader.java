package io.rheostat.config.read;

import io.rheostat.config.shape.Key;
import io.rheostat.config.shape.Shape;
import io.rheostat.config.yaml.NumberUnit;
import io.rheostat.config.yaml.Problem;
import io.rheostat.config.yaml.Problems;
import io.rheostat.config.yaml.Suggestion;
import io.rheostat.config.yaml.Value;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reader of one document's nodes against its shape; each mismatch becomes a problem with its line.
/// Shapes are finite, so a self-containing alias ends where its shape ends.
final class NodeReader {
  private final Path file;
  private final Problems problems;
  private final SortedMap<String, Integer> lines = new TreeMap<>();

  NodeReader(Path file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /// Location of a value, with a sample of a good one.
  private record Place(String path, int line, String sample) {
    Place key(String name, int keyLine, String keySample) {
      return new Place(path.isEmpty() ? name : path + "." + name, keyLine, keySample);
    }

    Place item(int index, int itemLine) {
      return new Place(path + "[" + index + "]", itemLine, sample);
    }
  }

  /// Reads the document's values; a mismatching part is left out and reported.
  Optional<Value> readDocument(Node node, Shape shape) {
    lines.put("", line(node));
    return read(node, shape, new Place("", line(node), "kind: Workload"));
  }

  /// Returns the line of every key path read.
  SortedMap<String, Integer> lines() {
    return lines;
  }

  private Optional<Value> read(Node node, Shape shape, Place place) {
    lines.putIfAbsent(place.path(), place.line());
    return switch (shape) {
      case Shape.Text _, Shape.Name _, Shape.Word _, Shape.Quantity _, Shape.Moment _ ->
          scalar(node, place).flatMap(text -> leaf(text, shape, place));
      case Shape.ListOf list -> sequence(node, list.item(), place);
      case Shape.OneOrMany many -> oneOrMany(node, many.item(), place);
      case Shape.WordOrList choice -> wordOrList(node, choice, place);
      case Shape.MapOf map -> openMapping(node, map.value(), place);
      case Shape.Mapping mapping -> mapping(node, mapping, place);
      case Shape.Variants variants -> variant(node, variants, place);
      case Shape.OneKey choice -> oneKey(node, choice.mapping(), place);
      case Shape.WordOrOneKey choice -> wordOrOneKey(node, choice, place);
    };
  }

  private Optional<String> scalar(Node node, Place place) {
    if (!(node instanceof ScalarNode scalar)) {
      return refuse(
          place, "a single value is needed here.", "Write it like " + place.sample() + ".");
    }
    if (scalar.getValue().isEmpty()) {
      return refuse(place, "has no value.", "Write it like " + place.sample() + ".");
    }
    return Optional.of(scalar.getValue());
  }

  private Optional<Value> leaf(String text, Shape shape, Place place) {
    return switch (shape) {
      case Shape.Name _ when !text.matches(Shape.Name.PATTERN) ->
          refuse(
              place,
              "'" + text + "' is not a name.",
              "Use letters, digits, '-', '_' and '.', at most 63, first and last a letter or"
                  + " digit.");
      case Shape.Word word when !word.words().contains(text) ->
          refuse(
              place,
              "'" + text + "' is unknown.",
              Suggestion.remedy(text, word.words(), "Write one of"));
      case Shape.Quantity quantity -> quantity(text, quantity, place);
      case Shape.Moment _ -> moment(text, place);
      case Shape.Name _, Shape.Word _, Shape.Text _ -> Optional.of(new Value.Text(text));
      case Shape.ListOf _,
          Shape.OneOrMany _,
          Shape.WordOrList _,
          Shape.MapOf _,
          Shape.Mapping _,
          Shape.Variants _,
          Shape.OneKey _,
          Shape.WordOrOneKey _ ->
          throw new IllegalArgumentException(shape + " is no single value.");
    };
  }

  private Optional<Value> quantity(String text, Shape.Quantity shape, Place place) {
    return switch (shape.measure().parse(text, place.sample())) {
      case NumberUnit.Parsed.Refused refused -> refuse(place, refused.what(), refused.remedy());
      case NumberUnit.Parsed.Valid valid when !shape.limit().admits(valid.number()) ->
          refuse(
              place,
              "'" + text + "' is too small.",
              "It must be " + shape.limit().words() + ", such as " + place.sample() + ".");
      case NumberUnit.Parsed.Valid valid -> Optional.of(new Value.Quantity(valid.number()));
    };
  }

  private Optional<Value> moment(String text, Place place) {
    try {
      return Optional.of(new Value.Moment(OffsetDateTime.parse(text).toInstant()));
    } catch (DateTimeException _) {
      return refuse(
          place,
          "'" + text + "' is not an instant.",
          "Write date, time and offset like 2026-12-24T00:00Z.");
    }
  }

  private Optional<Value> sequence(Node node, Shape item, Place place) {
    if (!(node instanceof SequenceNode sequence)) {
      return refuse(place, "a list is needed here.", "Write it like " + place.sample() + ".");
    }
    List<Value> values = new ArrayList<>();
    int index = 0;
    for (Node child : sequence.getValue()) {
      read(child, item, place.item(index, line(child))).ifPresent(values::add);
      index++;
    }
    if (index == 0) {
      return refuse(place, "the list is empty.", "Write it like " + place.sample() + ".");
    }
    return Optional.of(new Value.Items(List.copyOf(values)));
  }

  private Optional<Value> oneOrMany(Node node, Shape item, Place place) {
    if (node instanceof SequenceNode) {
      return sequence(node, item, place);
    }
    return read(node, item, place).map(value -> new Value.Items(List.of(value)));
  }

  private Optional<Value> openMapping(Node node, Shape shape, Place place) {
    SortedMap<String, Value> children = new TreeMap<>();
    Optional<SortedMap<String, NodeTuple>> tuples = tuples(node, place);
    for (Map.Entry<String, NodeTuple> entry : tuples.orElse(new TreeMap<>()).entrySet()) {
      NodeTuple tuple = entry.getValue();
      Place at = place.key(entry.getKey(), line(tuple.getKeyNode()), place.sample());
      read(tuple.getValueNode(), shape, at).ifPresent(value -> children.put(entry.getKey(), value));
    }
    return tuples.map(_ -> new Value.Branch(children));
  }

  private Optional<Value> mapping(Node node, Shape.Mapping shape, Place place) {
    Optional<SortedMap<String, NodeTuple>> tuples = tuples(node, place);
    if (tuples.isEmpty()) {
      return Optional.empty();
    }
    SortedMap<String, NodeTuple> written = tuples.get();
    List<String> known = shape.keys().stream().map(Key::name).toList();
    written.forEach(
        (name, tuple) -> {
          if (!known.contains(name)) {
            Place at = place.key(name, line(tuple.getKeyNode()), "");
            String remedy = Suggestion.remedy(name, known, "Keys here");
            problems.add(new Problem(file, at.line(), at.path(), "unknown key.", remedy));
          }
        });
    SortedMap<String, Value> children = new TreeMap<>();
    for (Key key : shape.keys()) {
      child(written, key, place).ifPresent(value -> children.put(key.name(), value));
    }
    return Optional.of(new Value.Branch(children));
  }

  private Optional<Value> child(SortedMap<String, NodeTuple> written, Key key, Place place) {
    NodeTuple tuple = written.get(key.name());
    if (tuple != null) {
      Place at = place.key(key.name(), line(tuple.getKeyNode()), key.sample());
      return read(tuple.getValueNode(), key.shape(), at);
    }
    return switch (key.presence()) {
      case OPTIONAL -> Optional.empty();
      case DEFAULTED -> defaultOf(key);
      case REQUIRED ->
          refuse(
              place.key(key.name(), place.line(), key.sample()),
              "is missing: " + key.meaning(),
              "Write " + key.name() + ": " + key.sample() + ".");
    };
  }

  private static Optional<Value> defaultOf(Key key) {
    Node node =
        new Compose(LoadSettings.builder().build()).composeString(key.sample()).orElseThrow();
    Problems none = new Problems();
    NodeReader reader = new NodeReader(Path.of("default"), none);
    return reader.read(node, key.shape(), new Place(key.name(), 1, key.sample()));
  }

  private Optional<Value> variant(Node node, Shape.Variants shape, Place place) {
    Optional<SortedMap<String, NodeTuple>> tuples = tuples(node, place);
    if (tuples.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = List.copyOf(shape.byWord().keySet());
    Key key =
        Key.required(shape.key(), new Shape.Word(words), words.getLast(), "it says what this is.");
    Optional<Value> word = child(tuples.get(), key, place);
    if (word.isPresent() && word.get() instanceof Value.Text(String text)) {
      Shape.Mapping mapping = shape.byWord().get(text);
      return mapping == null ? Optional.empty() : mapping(node, mapping, place);
    }
    return Optional.empty();
  }

  private Optional<Value> wordOrList(Node node, Shape.WordOrList shape, Place place) {
    if (!(node instanceof ScalarNode scalar)) {
      return sequence(node, shape.item(), place);
    }
    return scalar.getValue().equals(shape.word())
        ? Optional.of(new Value.Text(shape.word()))
        : refuse(
            place,
            "a list, or " + shape.word() + ", is needed here.",
            "Write it like " + place.sample() + ".");
  }

  private Optional<Value> wordOrOneKey(Node node, Shape.WordOrOneKey shape, Place place) {
    if (node instanceof ScalarNode) {
      return read(node, new Shape.Word(List.of(shape.word())), place);
    }
    return oneKey(node, shape.mapping(), place);
  }

  private Optional<Value> oneKey(Node node, Shape.Mapping shape, Place place) {
    Optional<Value> value = mapping(node, shape, place);
    if (value.isPresent()
        && node instanceof MappingNode written
        && written.getValue().size() != 1) {
      List<String> keys = shape.keys().stream().map(Key::name).toList();
      String choices = String.join(", ", keys);
      return refuse(place, "exactly one key is needed here.", "Write one of " + choices + ".");
    }
    return value;
  }

  private Optional<SortedMap<String, NodeTuple>> tuples(Node node, Place place) {
    if (!(node instanceof MappingNode mapping)) {
      return refuse(
          place, "keys with values are needed here.", "Write it like " + place.sample() + ".");
    }
    SortedMap<String, NodeTuple> byName = new TreeMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String name = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      NodeTuple earlier = byName.putIfAbsent(name, tuple);
      if (earlier != null) {
        refuse(
            place.key(name, line(tuple.getKeyNode()), ""),
            "the key is written twice, first in line " + line(earlier.getKeyNode()) + ".",
            "Keep one.");
      }
    }
    return Optional.of(byName);
  }

  private <T> Optional<T> refuse(Place place, String what, String remedy) {
    problems.add(new Problem(file, place.line(), place.path(), what, remedy));
    return Optional.empty();
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
  }
}
