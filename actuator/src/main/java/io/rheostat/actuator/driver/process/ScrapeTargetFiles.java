package io.rheostat.actuator.driver.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Files of service discovery, in Prometheus' format, of the ready replicas. Placements may share
/// one.
final class ScrapeTargetFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Path, SortedMap<String, List<Entry>>> files = new TreeMap<>();

  /// Entry of one replica.
  ///
  /// @param address host:port
  /// @param labels of all its series
  record Entry(String address, SortedMap<String, String> labels) {}

  /// Replaces a placement's ready replicas and writes the file if that changes it.
  ///
  /// @param owner owner of the entries, such as `chat/h100`
  synchronized void write(Path file, String owner, List<Entry> entries) throws IOException {
    SortedMap<String, List<Entry>> all = files.computeIfAbsent(file, _ -> new TreeMap<>());
    all.put(owner, List.copyOf(entries));
    ArrayNode groups = JSON.createArrayNode();
    for (List<Entry> owned : all.values()) {
      for (Entry entry : owned) {
        ObjectNode group = groups.addObject();
        group.putArray("targets").add(entry.address());
        ObjectNode labels = group.putObject("labels");
        entry.labels().forEach(labels::put);
      }
    }
    byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(groups);
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), bytes)) {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      StateFolder.replace(file, bytes);
    }
  }
}
