package io.rheostat.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The shipped dashboards load in Grafana 10 and later and leave nothing empty.
class DashboardsTest {
  private static final int SCHEMA_OF_GRAFANA_10 = 38;
  private static final int COLUMNS = 24;
  private static final String DATA_SOURCE = "${datasource}";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)}?");
  private static final Set<String> BUILT_IN = Set.of("__rate_interval", "__interval", "__range");

  private static List<Dashboard> dashboards() throws IOException {
    return Dashboard.shipped();
  }

  @Test
  void fleetWorkloadAndRheostatItselfAreThereOnceEach() throws Exception {
    assertThat(dashboards().stream().map(Dashboard::file))
        .containsExactly("fleet.json", "rheostat.json", "workload.json");
    assertThat(dashboards().stream().map(one -> one.json().path("uid").asText()))
        .doesNotHaveDuplicates()
        .allMatch(uid -> uid.matches("[\\w-]{1,40}"));
    for (Dashboard one : dashboards()) {
      assertThat(one.json().path("schemaVersion").asInt())
          .isGreaterThanOrEqualTo(SCHEMA_OF_GRAFANA_10);
      assertThat(one.json().path("title").asText()).isNotBlank();
    }
  }

  @Test
  void everyPanelHasTitleDescriptionUnitThresholdsAndQuery() throws Exception {
    for (Dashboard dashboard : dashboards()) {
      for (JsonNode panel : dashboard.panels()) {
        JsonNode defaults = panel.path("fieldConfig").path("defaults");
        String name = dashboard.file() + " " + panel.path("title").asText();
        assertThat(panel.path("title").asText()).as(name).isNotBlank();
        assertThat(panel.path("description").asText()).as(name).endsWith(".");
        assertThat(defaults.path("unit").asText()).as(name).isNotBlank();
        assertThat(defaults.path("thresholds").path("steps")).as(name).isNotEmpty();
        assertThat(panel.path("targets")).as(name).isNotEmpty();
        Set<String> references = new HashSet<>();
        for (JsonNode target : panel.path("targets")) {
          assertThat(target.path("expr").asText()).as(name).isNotBlank();
          assertThat(references.add(target.path("refId").asText())).as(name).isTrue();
        }
      }
    }
  }

  @Test
  void panelsHaveIdsOfTheirOwnAndDoNotOverlap() throws Exception {
    for (Dashboard dashboard : dashboards()) {
      Set<Integer> ids = new HashSet<>();
      Set<String> cells = new HashSet<>();
      for (JsonNode panel : dashboard.panels()) {
        JsonNode at = panel.path("gridPos");
        String name = dashboard.file() + " " + panel.path("title").asText();
        assertThat(ids.add(panel.path("id").asInt())).as(name).isTrue();
        assertThat(at.path("x").asInt() + at.path("w").asInt()).as(name).isBetween(1, COLUMNS);
        for (int x = 0; x < at.path("w").asInt(); x++) {
          for (int y = 0; y < at.path("h").asInt(); y++) {
            String cell = (at.path("x").asInt() + x) + "/" + (at.path("y").asInt() + y);
            assertThat(cells.add(cell)).as(name + " at " + cell).isTrue();
          }
        }
      }
    }
  }

  @Test
  void everyVariableThatIsUsedIsDefinedAndTheDataSourceIsOne() throws Exception {
    for (Dashboard dashboard : dashboards()) {
      Set<String> defined = new TreeSet<>(BUILT_IN);
      dashboard.variables().forEach(one -> defined.add(one.path("name").asText()));
      assertThat(defined).contains("datasource");
      for (Dashboard.Query query : dashboard.queries()) {
        assertThat(defined).as(query.panel()).containsAll(variables(query.expression()));
      }
      for (JsonNode source : dashboard.json().findValues("datasource")) {
        assertThat(source.path("uid").asText()).as(dashboard.file()).isEqualTo(DATA_SOURCE);
        assertThat(source.path("type").asText()).as(dashboard.file()).isEqualTo("prometheus");
      }
    }
  }

  private static List<String> variables(String expression) {
    List<String> names = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(expression);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
