package io.rheostat.app.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.config.testing.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A shipped Grafana dashboard.
///
/// @param file its name
/// @param json all of it
public record Dashboard(String file, JsonNode json) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*),\\s*(\\w+)\\)");

  /// One query of a panel.
  ///
  /// @param legend with the labels it shows
  public record Query(String panel, String expression, String legend) {}

  /// Reads all of them.
  public static List<Dashboard> shipped() throws IOException {
    List<Dashboard> dashboards = new ArrayList<>();
    try (Stream<Path> files = Files.list(Shipped.config("grafana/dashboards"))) {
      for (Path file : files.sorted().toList()) {
        dashboards.add(
            new Dashboard(String.valueOf(file.getFileName()), JSON.readTree(file.toFile())));
      }
    }
    return dashboards;
  }

  /// Returns its panels.
  public List<JsonNode> panels() {
    List<JsonNode> panels = new ArrayList<>();
    json.path("panels").forEach(panels::add);
    return panels;
  }

  /// Returns its variables.
  public List<JsonNode> variables() {
    List<JsonNode> variables = new ArrayList<>();
    json.path("templating").path("list").forEach(variables::add);
    return variables;
  }

  /// Returns the queries of all panels, and those of variables with a legend of their label.
  public List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            new Query(
                file + ": " + panel.path("title").asText(),
                target.path("expr").asText(),
                target.path("legendFormat").asText()));
      }
    }
    for (JsonNode variable : variables()) {
      Matcher matcher = LABEL_VALUES.matcher(variable.path("query").path("query").asText());
      if (matcher.matches()) {
        String name = file + ": variable " + variable.path("name").asText();
        queries.add(new Query(name, matcher.group(1), "{{" + matcher.group(2) + "}}"));
      }
    }
    return queries;
  }
}
