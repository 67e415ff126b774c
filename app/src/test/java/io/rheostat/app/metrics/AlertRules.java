package io.rheostat.app.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.config.testing.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The shipped alert rules and the test that makes them fire.
public final class AlertRules {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AlertRules() {}

  /// One alert rule.
  ///
  /// @param texts summary and description
  public record Rule(
      String alert,
      String expression,
      String period,
      SortedMap<String, String> labels,
      SortedMap<String, String> texts) {}

  /// Returns the file of the rules.
  public static Path file() {
    return Shipped.config("prometheus/rheostat-rules.yaml");
  }

  /// Returns the file of their test.
  public static Path test() {
    return Shipped.config("prometheus/rheostat-rules-test.yaml");
  }

  /// Reads the rules.
  public static List<Rule> shipped() throws IOException {
    Load yaml = new Load(LoadSettings.builder().build());
    JsonNode root = JSON.valueToTree(yaml.loadFromString(Files.readString(file())));
    List<Rule> rules = new ArrayList<>();
    for (JsonNode group : root.path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        rules.add(
            new Rule(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                rule.path("for").asText(),
                texts(rule.path("labels")),
                texts(rule.path("annotations"))));
      }
    }
    return rules;
  }

  private static SortedMap<String, String> texts(JsonNode node) {
    SortedMap<String, String> texts = new TreeMap<>();
    node.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
    return texts;
  }
}
