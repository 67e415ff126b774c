package io.rheostat.actuator.driver.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.rheostat.actuator.driver.kubernetes.api.Verb;
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

/// Objects of one of the files that are shipped.
///
/// @param documents in the order of the file
record Manifests(List<JsonNode> documents) {
  private static final Path DEPLOY = Path.of("../deploy");
  private static final Pattern SEPARATOR = Pattern.compile("(?m)^---$");

  /// Rheostat as the chart's default values and the kustomize base make it.
  static final Path BASE = DEPLOY.resolve("kustomize/base/rheostat.yaml");

  /// Role and RoleBinding of a namespace with targets of every kind.
  static final Path TARGET = DEPLOY.resolve("kustomize/resize/role.yaml");

  /// All that one fleet needs: Rheostat, a namespace with targets, one that is only scraped.
  static final Path EXAMPLE = DEPLOY.resolve("rendered/example.yaml");

  /// Rheostat with TLS, tokens out of values and everything else that the others leave alone.
  static final Path SECURED = DEPLOY.resolve("rendered/secured.yaml");

  static Manifests read(Path file) {
    List<JsonNode> documents = new ArrayList<>();
    try {
      for (String document : SEPARATOR.split(Files.readString(file), 0)) {
        if (!document.isBlank()) {
          documents.add(Serialization.unmarshal(document, JsonNode.class));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new Manifests(documents);
  }

  /// Every file of objects under `deploy`.
  static List<Path> files() {
    try (Stream<Path> files = Files.walk(DEPLOY)) {
      return files.filter(Manifests::isOfObjects).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// The chart's templates are none yet, and an overlay's files are Rheostat's own configuration.
  private static boolean isOfObjects(Path file) {
    return file.toString().endsWith(".yaml")
        && !file.startsWith(DEPLOY.resolve("helm"))
        && !file.startsWith(DEPLOY.resolve("kustomize/example"))
        && !file.endsWith("kustomization.yaml");
  }

  List<JsonNode> ofKind(String kind) {
    return documents.stream().filter(one -> one.path("kind").asText().equals(kind)).toList();
  }

  /// The only object of a kind.
  JsonNode only(String kind) {
    List<JsonNode> found = ofKind(kind);
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " objects are a " + kind);
    }
    return found.getFirst();
  }

  /// The pod of the Deployment.
  JsonNode pod() {
    return only("Deployment").at("/spec/template/spec");
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
