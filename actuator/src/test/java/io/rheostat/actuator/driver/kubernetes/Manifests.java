package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The manifests that are shipped.
///
/// @param documents in the order of the files' names
record Manifests(List<JsonNode> documents) {
  private static final Pattern SEPARATOR = Pattern.compile("(?m)^---$");

  static Manifests read(Path folder) {
    List<JsonNode> documents = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".yaml")).sorted().toList()) {
        for (String document : SEPARATOR.split(Files.readString(file), 0)) {
          documents.add(Serialization.unmarshal(document, JsonNode.class));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new Manifests(documents);
  }

  List<JsonNode> ofKind(String kind) {
    return documents.stream().filter(one -> one.path("kind").asText().equals(kind)).toList();
  }

  /// All that the Roles grant together.
  Set<Rule> granted() {
    Set<Rule> granted = new TreeSet<>();
    for (JsonNode role : ofKind("Role")) {
      for (JsonNode rule : role.path("rules")) {
        for (JsonNode group : rule.path("apiGroups")) {
          for (JsonNode resource : rule.path("resources")) {
            for (JsonNode verb : rule.path("verbs")) {
              granted.add(
                  new Rule(
                      group.asText(),
                      resource.asText(),
                      Verb.valueOf(verb.asText().toUpperCase(Locale.ROOT))));
            }
          }
        }
      }
    }
    return granted;
  }
}
