package io.rheostat.simulator.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Nodes of a training cluster.
///
/// @param nodes in order, those of one device type side by side
/// @param types device types in the order of their nodes
public record ClusterShape(List<Node> nodes, List<String> types) {
  private static final Pattern GROUP =
      Pattern.compile("([1-9]\\d{0,3})x([1-9]\\d{0,2}):([\\w.-]+)");

  /// One node.
  ///
  /// @param type its device type
  /// @param devices number of devices
  public record Node(String type, int devices) {}

  public ClusterShape {
    nodes = List.copyOf(nodes);
    types = List.copyOf(types);
  }

  /// Reads a shape such as `16x4:t4` or `6x4:t4,2x8:fast`: nodes × devices each, and their type.
  ///
  /// @throws IllegalArgumentException if it is none
  public static ClusterShape parse(String text) {
    List<Node> nodes = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      Matcher matcher = GROUP.matcher(part.strip());
      if (!matcher.matches() || types.contains(matcher.group(3))) {
        throw new IllegalArgumentException(
            "cluster "
                + text
                + ": \""
                + part
                + "\" is no group of nodes. Write nodes x devices and a type of its own, such as"
                + " 16x4:t4.");
      }
      types.add(matcher.group(3));
      for (int i = 0; i < Integer.parseInt(matcher.group(1)); i++) {
        nodes.add(new Node(matcher.group(3), Integer.parseInt(matcher.group(2))));
      }
    }
    return new ClusterShape(nodes, types);
  }

  /// Returns all devices.
  public int devices() {
    return nodes.stream().mapToInt(Node::devices).sum();
  }

  /// Returns the devices of a type.
  public int devices(String type) {
    return nodes.stream().filter(n -> n.type().equals(type)).mapToInt(Node::devices).sum();
  }

  /// Returns the devices of a node of a type.
  public int nodeSize(String type) {
    for (Node node : nodes) {
      if (node.type().equals(type)) {
        return node.devices();
      }
    }
    throw new IllegalArgumentException("no node has devices of type " + type + ".");
  }

  /// Returns the widths of a type: powers of two within a node, then whole nodes.
  public List<Integer> widths(String type) {
    int size = nodeSize(type);
    int all = devices(type);
    List<Integer> widths = new ArrayList<>();
    for (int k = 1; k < size; k *= 2) {
      widths.add(k);
    }
    for (int k = size; k <= all; k += size) {
      widths.add(k);
    }
    return widths;
  }

  /// Returns the widest width of a type within some devices; 1 when all are wider.
  public int widest(String type, double devices) {
    int widest = 1;
    for (int k : widths(type)) {
      widest = k <= devices ? k : widest;
    }
    return widest;
  }
}
