package io.rheostat.app.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The addresses of a service discovery file, read again each time.
final class TargetList {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  TargetList(Path file) {
    this.file = file;
  }

  /// Returns host:port of each; none while the file is not there.
  List<String> current() throws IOException {
    List<String> addresses = new ArrayList<>();
    if (Files.exists(file)) {
      for (JsonNode group : JSON.readTree(Files.readAllBytes(file))) {
        group.path("targets").forEach(target -> addresses.add(target.asText()));
      }
    }
    return addresses;
  }
}
