package io.rheostat.core.encoding;

import io.rheostat.core.encoding.coder.ByteSource;
import io.rheostat.core.encoding.coder.ContainerCoders;
import io.rheostat.core.encoding.coder.ScalarCoders;
import io.rheostat.core.encoding.coder.StateFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reader of bytes by their description.
final class TreeReader {
  private final StateShape shape;
  private final ByteSource source;

  TreeReader(StateShape shape, ByteSource source) {
    this.shape = shape;
    this.source = source;
  }

  /// Returns the root's value.
  ///
  /// @throws StateFormatException for bytes of another shape
  Tree read() {
    return named(shape.root());
  }

  private Tree read(String type) {
    if (type.startsWith("@")) {
      return named(type.substring(1));
    }
    int open = type.indexOf('<');
    if (open > 0 && type.endsWith(">")) {
      String inner = type.substring(open + 1, type.length() - 1);
      return switch (type.substring(0, open)) {
        case "list" -> items(inner);
        case "optional" ->
            new Tree.Maybe(source.readByte() == 0 ? Optional.empty() : Optional.of(read(inner)));
        case "map" -> entries(inner);
        default -> throw unknown(type);
      };
    }
    return switch (type) {
      case "boolean" -> new Tree.Scalar(source.readByte() != 0);
      case "int" -> new Tree.Scalar(source.readSigned());
      case "double" -> new Tree.Scalar(source.readDouble());
      case "text" -> new Tree.Scalar(source.readText());
      case "instant" -> new Tree.Scalar(ScalarCoders.readInstant(source));
      case "duration" -> new Tree.Scalar(ScalarCoders.readDuration(source));
      case "set" -> new Tree.Texts(ContainerCoders.set().read(source));
      default -> throw unknown(type);
    };
  }

  private Tree items(String inner) {
    int size = source.readLength();
    List<Tree> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(read(inner));
    }
    return new Tree.Items(items);
  }

  private Tree entries(String inner) {
    SortedMap<String, Tree> entries = new TreeMap<>();
    int size = source.readLength();
    for (int i = 0; i < size; i++) {
      String key = source.readText();
      entries.put(key, read(inner));
    }
    return new Tree.Entries(entries);
  }

  private Tree named(String name) {
    StateShape.Definition definition = shape.types().get(name);
    return switch (definition) {
      case StateShape.Definition.OfRecord(var components) -> {
        SortedMap<String, Tree> fields = new TreeMap<>();
        components.forEach(component -> fields.put(component.name(), read(component.type())));
        yield new Tree.Fields(fields);
      }
      case StateShape.Definition.OfEnum(var constants) -> new Tree.Constant(pick(constants, name));
      case StateShape.Definition.OfSealed(var members) -> {
        String member = pick(members, name);
        yield new Tree.Member(simple(member), named(member));
      }
      case null -> throw unknown("@" + name);
    };
  }

  private String pick(List<String> names, String type) {
    int place = source.readByte();
    if (place >= names.size()) {
      throw new StateFormatException("no member " + place + " of " + type);
    }
    return names.get(place);
  }

  static String simple(String className) {
    return className.substring(
        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
  }

  private static StateFormatException unknown(String type) {
    return new StateFormatException("a state's description does not say what " + type + " is");
  }
}
