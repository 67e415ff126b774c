package io.rheostat.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rheostat.app.metrics.AlertRules;
import io.rheostat.app.metrics.Dashboard;
import io.rheostat.app.metrics.Exposed;
import io.rheostat.app.metrics.SeriesTable;
import io.rheostat.app.testing.Http;
import io.rheostat.app.testing.KafkaUnderTest;
import io.rheostat.app.testing.Scrape;
import io.rheostat.app.testing.Tool;
import io.rheostat.config.testing.Shipped;
import io.rheostat.model.command.Outcome;
import io.rheostat.streams.Delivery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Series that a whole running loop exposes under `/metrics`: clean by Prometheus' own linter, and
/// named as in the dashboards, rules and docs.
@Tag("broker")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExposedSeriesTest {
  private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  /// Series that need requests, jobs, an alert or a command before they show.
  private static final List<String> LATE =
      List.of(
          "rheostat_time_to_first_token_seconds",
          "rheostat_time_per_output_token_seconds",
          "rheostat_attainment_lower_ratio",
          "rheostat_planned_high_requests_per_second",
          "rheostat_training_progress_ratio",
          "rheostat_signal_to_command_seconds_count",
          "rheostat_ingest_http_answers_total",
          "jvm_gc_pause_seconds_sum");

  /// Panels that are empty while all is well.
  private static final Set<String> EMPTY_WHEN_WELL =
      Set.of("fleet.json: Frozen", "workload.json: Firing alerts");

  private final Map<Dashboard.Query, JsonNode> answers = new LinkedHashMap<>();
  private String page = "";
  private Exposed exposed = new Exposed(new TreeMap<>());

  @BeforeAll
  void run(@TempDir Path folder) throws Exception {
    try (KafkaUnderTest kafka = KafkaUnderTest.start(folder);
        SimulatedRun run =
            SimulatedRun.start(kafka.bootstrap(), folder, Delivery.EXACTLY_ONCE, Shipped.demo())) {
      run.until("decisions about all", () -> isDecided(run));
      assertThat(run.alert("chat", "Slow").statusCode()).isEqualTo(200);
      run.until("a command that was applied", () -> applied(run) > 0);
      run.until("latencies, plans and progress", () -> isComplete(metrics(run)));
      page = metrics(run);
      // The simulated cluster has no kubelet to tell of host memory and disk.
      exposed =
          Exposed.by(Scrape.of(page))
              .with("ALERTS", labelsOfAlerts(page))
              .with(
                  "rheostat_disk_days_until_full",
                  new TreeSet<>(List.of("pool", "workload", "placement")));
      if (Tool.isInstalled("prometheus")) {
        ask(run, Files.createDirectory(folder.resolve("prometheus")));
      }
    }
  }

  /// Has a stock Prometheus scrape the run, load the rules and answer every query.
  private void ask(SimulatedRun run, Path folder) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            rule_files: ["%s"]
            scrape_configs:
              - job_name: rheostat
                static_configs: [{targets: ["127.0.0.1:%d"]}]
            """
                .formatted(
                    AlertRules.file().toAbsolutePath(),
                    run.service().pageAddress().orElseThrow().getPort()));
    try (StockPrometheus prometheus = StockPrometheus.start(folder, config)) {
      await("scrapes for a rate")
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  prometheus
                          .query("count_over_time(rheostat_loop_age_seconds[1m]) >= 3")
                          .path("data")
                          .path("result")
                          .size()
                      == 1);
      for (Dashboard dashboard : Dashboard.shipped()) {
        for (Dashboard.Query query : dashboard.queries()) {
          String expression =
              query
                  .expression()
                  .replaceAll("\\$(pool|workload)", ".*")
                  .replace("$__rate_interval", "1m");
          answers.put(query, prometheus.query(expression));
        }
      }
    }
  }

  private static boolean isDecided(SimulatedRun run) {
    int workloads = run.view().fleet().workloads().size();
    return workloads > 0 && run.view().lastDecisions().size() == workloads;
  }

  private static long applied(SimulatedRun run) {
    return run.view().outcomes().getOrDefault(Outcome.Result.APPLIED, 0L);
  }

  private static String metrics(SimulatedRun run) {
    return Http.get(run.service().pageAddress().orElseThrow(), "/metrics").body();
  }

  private static boolean isComplete(String page) {
    Scrape scrape = Scrape.of(page);
    return LATE.stream().noneMatch(name -> scrape.with(name, Map.of()).isEmpty());
  }

  /// Labels that Prometheus adds to the samples of the shipped rules.
  private static SortedSet<String> labelsOfAlerts(String page) throws Exception {
    SortedSet<String> labels = new TreeSet<>(List.of("alertname", "alertstate"));
    Exposed series = Exposed.by(Scrape.of(page));
    for (AlertRules.Rule rule : AlertRules.shipped()) {
      labels.addAll(rule.labels().keySet());
      labels.addAll(series.labels(rule.expression()));
    }
    return labels;
  }

  @Test
  void thePageIsCleanByPrometheusOwnLinter(@TempDir Path folder) throws Exception {
    Tool.need("promtool");
    Path file = Files.writeString(folder.resolve("metrics.txt"), page);
    // The linter ends with 3 when it finds anything, in the series of libraries too.
    String findings =
        Tool.run(folder, "sh", "-c", "promtool check metrics <" + file + " || test $? = 3");

    assertThat(findings.lines().filter(line -> line.startsWith("rheostat_"))).isEmpty();
  }

  @Test
  void everyQueryOfADashboardNamesSeriesAndLabelsThatAreThere() throws Exception {
    List<String> problems = new ArrayList<>();
    int queries = 0;
    for (Dashboard dashboard : Dashboard.shipped()) {
      for (Dashboard.Query query : dashboard.queries()) {
        exposed
            .problems(query.expression())
            .forEach(problem -> problems.add(query.panel() + ": " + problem));
        Matcher label = LEGEND_LABEL.matcher(query.legend());
        while (label.find()) {
          if (!exposed.labels(query.expression()).contains(label.group(1))) {
            problems.add(query.panel() + ": no label " + label.group() + " for its legend");
          }
        }
        queries++;
      }
    }

    assertThat(problems).isEmpty();
    assertThat(queries).isPositive();
  }

  @Test
  void everyQueryOfADashboardIsAnsweredByPrometheus() {
    Tool.need("prometheus");

    assertThat(answers).isNotEmpty();
    answers.forEach(
        (query, answer) -> {
          assertThat(answer.path("status").asText()).as(query + " " + answer).isEqualTo("success");
          boolean found = !answer.path("data").path("result").isEmpty();
          assertThat(found || EMPTY_WHEN_WELL.contains(query.panel()))
              .as(query.toString())
              .isTrue();
        });
  }

  @Test
  void everyRuleNamesSeriesAndLabelsThatAreThere() throws Exception {
    List<String> problems = new ArrayList<>();
    for (AlertRules.Rule rule : AlertRules.shipped()) {
      problems.addAll(exposed.problems(rule.expression()));
    }

    assertThat(problems).isEmpty();
  }

  /// Refreshed with `-Drheostat.metrics=write`.
  @Test
  void theTableOfTheDocsIsThatOfThePage() throws Exception {
    Path doc = Shipped.root().resolve("docs/reference/metrics.md");
    String table = SeriesTable.of(Scrape.of(page));
    if (System.getProperty("rheostat.metrics", "").equals("write")) {
      Files.writeString(doc, SeriesTable.replaced(Files.readString(doc), table));
    }

    assertThat(SeriesTable.in(Files.readString(doc))).isEqualTo(table);
  }
}
